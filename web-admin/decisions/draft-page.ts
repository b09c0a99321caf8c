import { z } from 'zod';
import { outcomes } from '../../domain/complaints/complaint.ts';
import { fragmentsOf } from '../../domain/decisions/decision-text.ts';
import type { DecisionText } from '../../domain/decisions/decision-text.ts';
import { openPlaceholders } from '../../domain/decisions/placeholders.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { openCase } from '../../operations/complaints/open-case.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import { decisionTextSchema, hashOfText } from '../../operations/decisions/decision-text.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { fillTemplate } from '../../operations/decisions/fill-template.ts';
import { previewDraft } from '../../operations/decisions/preview-draft.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { caseCrumbs } from '../cases/case-page.ts';
import { openForAct } from '../cases/open-for-act.ts';
import { readForm, typed } from '../read-form.ts';
import { actDone, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { checksModel } from './check-model.ts';
import { measuresModel } from './measures-model.ts';
import { textFields } from './text-fields.ts';
import type { TextFieldsOf } from './text-fields.ts';
import { textFormShape, textFromForm } from './text-form-values.ts';

const formSchema = z.strictObject({
  ...textFormShape,
  outcome: z.enum(outcomes).optional(),
  version: z.union([z.literal(''), z.coerce.number().int().min(0)]),
  do: z.enum(['save', 'preview', 'template', 'addFinding', 'addItem']).default('save'),
});
type Form = z.output<typeof formSchema>;
type More = Pick<TextFieldsOf, 'more' | 'isMerged'> & { given?: DecisionText };

/** The editor of the draft beside what the applicant asks for, the remarks of the check and the measures of the pack. */
export async function draftPage(visit: StaffVisit, refusal?: Refusal['refusal'], more: More = {}): Promise<Answer> {
  const outcome = await openForAct(visit, 'draftDecision');
  if (!outcome.ok) return refused(outcome);
  return draftAnswer(visit, outcome.value, refusal, more);
}

function draftAnswer(
  visit: StaffVisit,
  opened: OpenedCase,
  refusal: Refusal['refusal'] | undefined,
  more: More,
): Answer {
  const { language } = visit;
  const { complaint, details, decision, pack, commission } = opened;
  const title = say(language, 'desk.act.draftDecision');
  const wrong = refusal?.code === 'DECISION_TEXT_EMPTY' ? String(refusal.details['field'] ?? '') : undefined;
  const given = more.given ?? decision?.text?.body;
  const action = `/${language}/cases/${complaint.id}/draft-decision`;
  return {
    kind: 'page',
    view: 'decisions/draft.njk',
    title,
    crumbs: caseCrumbs(visit, complaint, title),
    model: {
      action,
      preview: `/${language}/cases/${complaint.id}/preview-draft`,
      back: `/${language}/cases/${complaint.id}`,
      ...ageOf(visit, opened, refusal?.code === 'STALE_VERSION'),
      fields: textFields(visit, {
        given,
        pack,
        commission: commission.kind,
        ...more,
        ...(wrong === undefined ? {} : { wrong }),
      }),
      outcome: {
        name: 'outcome',
        label: say(language, 'decisions.field.outcome'),
        value: typed(visit, 'outcome') || decision?.state.outcome,
        options: outcomes.map((value) => ({ value, text: say(language, `complaints.outcome.${value}`) })),
      },
      open: given === undefined ? [] : openPlaceholders(fragmentsOf(given).map(({ text }) => text)),
      checks: checksModel(language, opened),
      measures: measuresModel(language, pack, commission.kind),
      documents: details.documents.map(({ name }) => name),
      demand: details.demand,
      statement: details.statement,
      statementLanguage: complaint.language,
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/**
 * Which version the form continues. Where another was saved while it was open, the page says which and by whom, and from
 * then on continues that one: a version is never written over, so that nothing is lost by saving again.
 */
function ageOf(visit: StaffVisit, opened: OpenedCase, isStale: boolean) {
  const { decision, events, names } = opened;
  const now = decision === undefined ? '' : String(decision.version);
  if (!isStale || !decision) return { version: typed(visit, 'version') || now };
  const { language } = visit;
  const drafted = events.find(({ kind }) => kind === 'DECISION_DRAFTED');
  const other = {
    n: decision.state.draftVersion,
    who: names.get(decision.state.drafter) ?? say(language, 'desk.actor.staff'),
    moment: drafted === undefined ? '' : dayTimeShort(language, drafted.legalAt),
  };
  return {
    version: now,
    savedMeanwhile: {
      text: say(language, 'decision-text.editor.saved-meanwhile', other),
      link: say(language, 'decision-text.editor.other-version', other),
      href: `/${language}/decisions/${decision.state.id}`,
    },
  };
}

/** Keeps a new version, fills empty fields from the template, or adds a row; a refused text comes back as it was typed. */
export async function draftAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params } = visit;
  const complaintId = params['id'] ?? '';
  const form = readForm(visit, formSchema);
  if (!form.ok) return draftPage(visit, form.refusal);
  const { outcome, version } = form.value;
  if (form.value.do === 'addFinding') return draftPage(visit, undefined, { more: { findings: 1 } });
  if (form.value.do === 'addItem') return draftPage(visit, undefined, { more: { items: 1 } });
  const read = textFromForm(form.value, visit.place.pack);
  if (read.hasWrongTerm) return draftPage(visit, refuse('INPUT_INVALID', { field: 'itemTerm' }).refusal);
  if (outcome === undefined) return draftPage(visit, refuse('INPUT_INVALID', { field: 'outcome' }).refusal);
  if (form.value.do === 'template') return templatePage(visit, outcome, read.text);
  const expectedVersion = version === '' ? 0 : version;
  const drafted = await draftDecision(context, actor, { complaintId, outcome, text: read.text, expectedVersion });
  if (drafted.ok || (drafted.refusal.code === 'STALE_VERSION' && (await isSameText(visit, read.text)))) {
    return actDone(visit, complaintId);
  }
  return draftPage(visit, drafted.refusal);
}

/** The typed text as PDF, marked as a draft; nothing is kept. */
export async function previewDraftAct(visit: StaffVisit): Promise<Answer> {
  const form = readForm(visit, formSchema);
  if (!form.ok) return draftPage(visit, form.refusal);
  const { text } = textFromForm(form.value, visit.place.pack);
  const outcome = await previewDraft(visit.context, visit.actor, { complaintId: visit.params['id'] ?? '', text });
  if (!outcome.ok) return draftPage(visit, outcome.refusal);
  return { kind: 'file', name: 'draft.pdf', mediaType: 'application/pdf', bytes: outcome.value.pdf };
}

async function templatePage(
  visit: StaffVisit,
  outcome: NonNullable<Form['outcome']>,
  text: DecisionText,
): Promise<Answer> {
  const { params, context, actor } = visit;
  const opened = await openCase(context, actor, { complaintId: params['id'] ?? '' });
  if (!opened.ok) return refused(opened);
  const template = fillTemplate(opened.value, outcome, text.language);
  const given: DecisionText = {
    version: 2,
    language: text.language,
    title: text.title.trim() === '' ? template.title : text.title,
    grounds: text.grounds.length === 0 ? template.grounds : text.grounds,
    findings: text.findings.length === 0 ? template.findings : text.findings,
    articles: text.articles.length === 0 ? template.articles : text.articles,
    operative: text.operative.length === 0 ? template.operative : text.operative,
  };
  return draftAnswer(visit, opened.value, undefined, { given, isMerged: true });
}

/** A double click: what is kept now is what was sent. Any other text in the meantime is told as a refusal. */
async function isSameText({ context, actor, params }: StaffVisit, text: DecisionText): Promise<boolean> {
  const now = await openCase(context, actor, { complaintId: params['id'] ?? '' });
  const sent = decisionTextSchema.safeParse(text);
  return now.ok && sent.success && now.value.decision?.state.textHash === hashOfText(sent.data);
}
