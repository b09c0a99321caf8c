import { z } from 'zod';
import { outcomes } from '../../domain/complaints/complaint.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { openCase } from '../../operations/complaints/open-case.ts';
import { hashOfText } from '../../operations/decisions/decision-text.ts';
import type { DecisionText } from '../../operations/decisions/decision-text.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { say } from '../../wording/say.ts';
import { caseCrumbs } from '../cases/case-page.ts';
import { readForm, typed } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { textFields, textFormShape, textFromForm } from './text-fields.ts';

const formSchema = z.strictObject({
  ...textFormShape,
  outcome: z.enum(outcomes),
  version: z.union([z.literal(''), z.coerce.number().int().min(0)]),
});

/** The editor of the draft beside what the applicant asks for. */
export async function draftPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await openCase(context, actor, { complaintId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const { complaint, details, decision } = outcome.value;
  const title = say(language, 'desk.act.draftDecision');
  const wrong = refusal?.code === 'DECISION_TEXT_EMPTY' ? String(refusal.details['field'] ?? '') : undefined;
  return {
    kind: 'page',
    view: 'decisions/draft.njk',
    title,
    crumbs: caseCrumbs(language, complaint, title),
    model: {
      action: `/${language}/cases/${complaint.id}/draft-decision`,
      back: `/${language}/cases/${complaint.id}`,
      version: typed(visit, 'version') || (decision === undefined ? '' : String(decision.version)),
      fields: textFields(visit, decision?.text?.body, wrong),
      outcome: {
        name: 'outcome',
        label: say(language, 'decisions.field.outcome'),
        value: typed(visit, 'outcome') || decision?.state.outcome,
        options: outcomes.map((value) => ({ value, text: say(language, `complaints.outcome.${value}`) })),
      },
      demand: details.demand,
      statement: details.statement,
      statementLanguage: complaint.language,
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Keeps a new version of the draft; a refused one comes back as it was typed. */
export async function draftAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params, language } = visit;
  const complaintId = params['id'] ?? '';
  const form = readForm(visit, formSchema);
  if (!form.ok) return draftPage(visit, form.refusal);
  const { outcome, version, ...fields } = form.value;
  const drafted = await draftDecision(context, actor, {
    complaintId,
    outcome,
    text: textFromForm(fields),
    expectedVersion: version === '' ? 0 : version,
  });
  if (drafted.ok || (drafted.refusal.code === 'STALE_VERSION' && (await isSameText(visit, textFromForm(fields))))) {
    return redirect(`/${language}/cases/${complaintId}`);
  }
  return draftPage(visit, drafted.refusal);
}

/** A double click: what is kept now is what was sent. Any other text in the meantime is told as a refusal. */
async function isSameText({ context, actor, params }: StaffVisit, text: DecisionText): Promise<boolean> {
  const now = await openCase(context, actor, { complaintId: params['id'] ?? '' });
  return now.ok && now.value.decision?.state.textHash === hashOfText(text);
}
