import type { ReadDecision } from '../../operations/decisions/read-decision.ts';
import { say } from '../../wording/say.ts';
import { typed } from '../read-form.ts';
import type { StaffVisit } from '../visit.ts';

export const checkResults = ['passed', 'returned'] as const;

/** The form of the check, with what was typed after a refusal. */
export function checkForm(visit: StaffVisit, { decision, full, version }: ReadDecision, isRefused: boolean): object {
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
      options: checkResults.map((value) => ({ value, text: word(value) })),
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
