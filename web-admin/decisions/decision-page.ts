import { lastChanges } from '../cases/case-history.ts';
import { forceTag } from '../cases/case-relations.ts';
import { z } from 'zod';
import type { Refusal } from '../../domain/refusals.ts';
import { openCase } from '../../operations/complaints/open-case.ts';
import { readDecision } from '../../operations/decisions/read-decision.ts';
import type { ReadDecision } from '../../operations/decisions/read-decision.ts';
import { signDecision } from '../../operations/decisions/sign-decision.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import type { Link } from '../../web-kit/frame.ts';
import { dayTime } from '../../wording/dates.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import type { Language } from '../../domain/language.ts';
import { fragmentsOf } from '../../domain/decisions/decision-text.ts';
import { openPlaceholders } from '../../domain/decisions/placeholders.ts';
import { decisionView } from '../../web-kit/decisions/decision-view.ts';
import { readForm } from '../read-form.ts';
import { queueCrumb } from '../queue/queue-place.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { checksModel } from './check-model.ts';
import { checkForm } from './check-form.ts';

/** A decision with its full text, its hash, and the signature when it is due. */
export async function decisionPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await readDecision(context, actor, { decisionId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const read = outcome.value;
  const { decision, answers, full } = read;
  const path = `/${language}/decisions/${decision.id}`;
  const locked = (act: keyof typeof answers): object | null => {
    const found = answers[act];
    return found === null ? null : { text: say(language, `desk.act.${act}`), reason: sayRefusal(language, found) };
  };
  const can = [
    ...(answers.checkDraft === null ? [actOf(language, 'checkDraft', `${path}#check`)] : []),
    ...(answers.signDecision === null ? [actOf(language, 'signDecision', `${path}/sign-decision`, true)] : []),
    ...(answers.approvePublicText === null
      ? [actOf(language, 'approvePublicText', `${path}/approve-public-text`)]
      : []),
    ...(answers.proposePublicText === null
      ? [actOf(language, 'proposePublicText', `${path}/propose-public-text`)]
      : []),
  ];
  const cannot = [
    locked('checkDraft'),
    locked('signDecision'),
    locked('proposePublicText'),
    locked('approvePublicText'),
  ];
  return {
    kind: 'page',
    view: 'decisions/decision.njk',
    title: full.body.title,
    crumbs: decisionCrumbs(visit, read),
    model: {
      ...decisionFacts(language, read),
      text: decisionView(full.body),
      force: decision.force === null ? null : forceTag(language, decision.force),
      open: openPlaceholders(fragmentsOf(full.body).map(({ text }) => text)),
      print: `${path}/print`,
      checks: checksModel(language, {
        decision: { state: decision, checks: read.checks },
        names: read.names,
        pack: read.pack,
      }),
      check: answers.checkDraft === null && checkForm(visit, read, refusal?.code === 'REMARKS_REQUIRED'),
      textHash: full.hash,
      acts: { can, cannot: cannot.filter((one) => one !== null) },
      lastChanges: refusal?.code === 'STALE_VERSION' ? await changesMeanwhile(visit, read) : [],
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** What was done last on the case that the decision is about, for who acted on an old page. */
async function changesMeanwhile({ language, context, actor }: StaffVisit, { complaints: [complaint] }: ReadDecision) {
  const opened = await openCase(context, actor, { complaintId: complaint?.id ?? '' });
  return opened.ok ? lastChanges(language, opened.value) : [];
}

/** The chair signs what is shown; a double click is one signature. */
export async function signDecisionAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params, language } = visit;
  const decisionId = params['id'] ?? '';
  const form = readForm(visit, z.strictObject({}));
  const outcome = form.ok ? await signDecision(context, actor, { decisionId }) : form;
  const isDone =
    outcome.ok ||
    (await wasJustDone(context, actor, {
      recordId: decisionId,
      action: 'decision.signDecision',
      code: outcome.refusal.code,
    }));
  return isDone || outcome.ok ? redirect(`/${language}/decisions/${decisionId}`) : decisionPage(visit, outcome.refusal);
}

/** The way from the queue over the case to its decision. */
export function decisionCrumbs(visit: StaffVisit, { complaints, decision }: ReadDecision, here?: string): Link[] {
  const { language } = visit;
  const [complaint] = complaints;
  const own = decision.number ?? say(language, 'desk.heading.draft');
  return [
    queueCrumb(visit, complaint?.id),
    ...(complaint ? [{ text: complaint.number, href: `/${language}/cases/${complaint.id}` }] : []),
    ...(here === undefined
      ? [{ text: own, href: '#main', current: true }]
      : [
          { text: own, href: `/${language}/decisions/${decision.id}` },
          { text: here, href: '#main', current: true },
        ]),
  ];
}

/** Facts of a decision for the head of its pages. */
export function decisionFacts(language: Language, { decision, full, names }: ReadDecision) {
  const missing = say(language, 'desk.detail.missing');
  const vote = { for: decision.votesFor ?? 0, against: decision.votesAgainst ?? 0 };
  return {
    number: decision.number ?? '',
    facts: [
      { key: say(language, 'decisions.fact.outcome'), value: say(language, `complaints.outcome.${decision.outcome}`) },
      { key: say(language, 'decisions.fact.drafter'), value: names.get(decision.drafter) ?? missing },
      { key: say(language, 'decisions.fact.version'), value: String(full.version) },
      ...(decision.votesFor === null
        ? []
        : [{ key: say(language, 'decisions.fact.vote'), value: say(language, 'decisions.vote', vote) }]),
      ...(decision.signedAt === null
        ? []
        : [{ key: say(language, 'decisions.fact.signed'), value: dayTime(language, decision.signedAt) }]),
    ],
  };
}

function actOf(
  language: Language,
  act: 'checkDraft' | 'signDecision' | 'proposePublicText' | 'approvePublicText',
  href: string,
  isForm = false,
) {
  const icon = {
    checkDraft: 'tick',
    signDecision: 'pencil',
    proposePublicText: 'eye-off',
    approvePublicText: 'shield',
  }[act];
  const consequence = say(language, `desk.consequence.${act}`);
  return { text: say(language, `desk.act.${act}`), href, isForm, isPrimary: true, icon, consequence };
}
