import { z } from 'zod';
import { checkDraft } from '../../operations/decisions/check-draft.ts';
import type { ReadDecision } from '../../operations/decisions/read-decision.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { say } from '../../wording/say.ts';
import { readForm, typed } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { decisionPage } from './decision-page.ts';

const results = ['passed', 'returned'] as const;

/** The form of the check, with what was typed after a refusal. */
export function checkForm(
  visit: StaffVisit,
  { decision, full, version }: ReadDecision,
  isRefused: boolean,
): object {
  const { language } = visit;
  const word = (key: string): string => say(language, `decision-text.check.${key}`);
  return {
    action: `/${language}/decisions/${decision.id}/check-draft`,
    textHash: full.hash,
    version,
    result: {
      name: 'result',
      label: word('result'),
      value: typed(visit, 'result'),
      options: results.map((value) => ({ value, text: word(value) })),
    },
    remarks: {
      name: 'remarks',
      rows: 6,
      label: word('remarks'),
      hint: word('remarks-hint'),
      value: typed(visit, 'remarks'),
      ...(isRefused ? { error: say(language, 'refusals.REMARKS_REQUIRED') } : {}),
    },
  };
}

/** Records the check of the text that was shown; remarks of a refused one come back. */
export async function checkDraftAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params, language } = visit;
  const decisionId = params['id'] ?? '';
  const schema = z.strictObject({
    textHash: z.string().regex(/^[0-9a-f]{64}$/),
    result: z.enum(results),
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
