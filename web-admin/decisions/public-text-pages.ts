import { z } from 'zod';
import type { Refusal } from '../../domain/refusals.ts';
import { approvePublicText } from '../../operations/decisions/approve-public-text.ts';
import { hashOfText } from '../../operations/decisions/decision-text.ts';
import type { DecisionText } from '../../operations/decisions/decision-text.ts';
import { listPublicTexts } from '../../operations/decisions/list-public-texts.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
import { readDecision } from '../../operations/decisions/read-decision.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { readForm } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { decisionCrumbs, decisionFacts } from './decision-page.ts';
import { textFields, textFormShape, textFromForm } from './text-fields.ts';

/** Signed decisions that wait for their public text or for the second reader. */
export async function publicTextsPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const outcome = await listPublicTexts(context, actor, { commission: place.commission });
  if (!outcome.ok) return refused(outcome);
  const rows = outcome.value.map((row) => ({
    number: row.number ?? '',
    title: row.title,
    language: row.language,
    complaint: { text: row.complaintNumber, href: `/${language}/cases/${row.complaintId}` },
    signed: row.signedAt === null ? '' : dayTimeShort(language, row.signedAt),
    waits: say(language, `decisions.waits.${row.status}`),
    href:
      row.status === 'signed'
        ? `/${language}/decisions/${row.decisionId}/propose-public-text`
        : `/${language}/decisions/${row.decisionId}/approve-public-text`,
  }));
  return {
    kind: 'page',
    view: 'decisions/public-texts.njk',
    title: say(language, 'desk.nav.public-texts'),
    model: { rows },
  };
}

/** The editor of the public text, filled with the newest one or with the full text. */
export async function proposePublicTextPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await readDecision(context, actor, { decisionId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const read = outcome.value;
  const title = say(language, 'desk.act.proposePublicText');
  const wrong = refusal?.code === 'DECISION_TEXT_EMPTY' ? String(refusal.details['field'] ?? '') : undefined;
  return {
    kind: 'page',
    view: 'decisions/propose-public-text.njk',
    title,
    crumbs: decisionCrumbs(language, read, title),
    model: {
      ...decisionFacts(language, read),
      action: `/${language}/decisions/${read.decision.id}/propose-public-text`,
      back: `/${language}/decisions/${read.decision.id}`,
      fields: textFields(visit, (read.public ?? read.full).body, wrong),
      full: read.full.body,
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Proposes the text; the same text twice is one proposal. */
export async function proposePublicTextAct(visit: StaffVisit): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const decisionId = params['id'] ?? '';
  const form = readForm(visit, z.strictObject(textFormShape));
  if (!form.ok) return proposePublicTextPage(visit, form.refusal);
  const text = textFromForm(form.value);
  const next = `/${language}/decisions/${decisionId}/approve-public-text`;
  const known = await readDecision(context, actor, { decisionId });
  if (!known.ok) return refused(known);
  if (known.value.decision.publicTextHash === hashOfText(text)) return redirect(next);
  const outcome = await proposePublicText(context, actor, { decisionId, text });
  return outcome.ok ? redirect(next) : proposePublicTextPage(visit, outcome.refusal);
}

/** Both texts side by side for the second reader, who approves the very bytes shown. */
export async function approvePublicTextPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await readDecision(context, actor, { decisionId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const read = outcome.value;
  const { decision, answers, names } = read;
  const title = say(language, 'desk.act.approvePublicText');
  const author = decision.publicTextBy === null ? '' : (names.get(decision.publicTextBy) ?? '');
  return {
    kind: 'page',
    view: 'decisions/approve-public-text.njk',
    title,
    crumbs: decisionCrumbs(language, read, title),
    model: {
      ...decisionFacts(language, read),
      action: `/${language}/decisions/${decision.id}/approve-public-text`,
      edit: `/${language}/decisions/${decision.id}/propose-public-text`,
      isPublished: decision.status === 'published',
      full: withMarks(read.full.body, read.public?.body),
      public: read.public && withMarks(read.public.body, read.full.body),
      hash: { full: read.full.hash, public: read.public?.hash ?? '' },
      dissents: read.dissents.map(({ member, body, hash: dissentHash }) => ({
        name: names.get(member) ?? '',
        ...body,
        hash: dissentHash,
      })),
      author: say(language, 'decisions.proposed-by', { name: author }),
      locked: answers.approvePublicText === null ? '' : sayRefusal(language, answers.approvePublicText),
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** The parts of a text that the other one does not hold word for word, so that the second reader finds them. */
function withMarks(text: DecisionText, other: DecisionText | undefined): DecisionText & { differing: string[] } {
  const known = new Set(other === undefined ? [] : partsOf(other));
  return { ...text, differing: other === undefined ? [] : partsOf(text).filter((part) => !known.has(part)) };
}

function partsOf({ title, findings, grounds, operative }: DecisionText): string[] {
  return [title, ...findings, ...grounds, ...operative];
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const approval = z.strictObject({
  publicTextHash: hash,
  dissents: z
    .union([hash, z.array(hash).max(100)])
    .default([])
    .transform((value) => (typeof value === 'string' ? [value] : value)),
});

/** Approves the text and the dissenting opinions of the hashes that were shown, and thereby publishes. */
export async function approvePublicTextAct(visit: StaffVisit): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const decisionId = params['id'] ?? '';
  const form = readForm(visit, approval);
  if (!form.ok) return approvePublicTextPage(visit, form.refusal);
  const outcome = await approvePublicText(context, actor, { decisionId, ...form.value });
  const action = 'decision.approvePublicText';
  if (outcome.ok || (await wasJustDone(context, actor, { recordId: decisionId, action, code: outcome.refusal.code }))) {
    return redirect(`/${language}/decisions/${decisionId}`);
  }
  return approvePublicTextPage(visit, outcome.refusal);
}
