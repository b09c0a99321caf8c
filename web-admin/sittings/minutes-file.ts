import { printSittingMinutes } from '../../operations/sittings/print-sitting-minutes.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** The minutes of a closed sitting as PDF, in the language of the page. */
export async function minutesFile({ context, actor, params, language }: StaffVisit): Promise<Answer> {
  const outcome = await printSittingMinutes(context, actor, { sittingId: params['id'] ?? '', language });
  if (!outcome.ok) return refused(outcome);
  const { number, pdf } = outcome.value;
  return { kind: 'file', name: `${number}.pdf`, mediaType: 'application/pdf', bytes: pdf };
}
