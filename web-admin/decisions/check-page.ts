import { z } from 'zod';
import { checkDraft } from '../../operations/decisions/check-draft.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { readForm } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { checkResults } from './check-form.ts';
import { decisionPage } from './decision-page.ts';

/** Records the check of the text that was shown; remarks of a refused one come back. */
export async function checkDraftAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params, language } = visit;
  const decisionId = params['id'] ?? '';
  const schema = z.strictObject({
    textHash: z.string().regex(/^[0-9a-f]{64}$/),
    result: z.enum(checkResults),
    remarks: z.string().max(40_000),
    version: z.coerce.number().int().min(0),
  });
  const form = readForm(visit, schema);
  if (!form.ok) return decisionPage(visit, form.refusal);
  const { version: expectedVersion, ...check } = form.value;
  const outcome = await checkDraft(context, actor, { decisionId, ...check, expectedVersion });
  const action = 'decision.checkDraft';
  if (outcome.ok || (await wasJustDone(context, actor, { recordId: decisionId, action, code: outcome.refusal.code }))) {
    return redirect(`/${language}/decisions/${decisionId}#check`);
  }
  return decisionPage(visit, outcome.refusal);
}
