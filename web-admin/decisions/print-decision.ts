import { printFullDecision } from '../../operations/decisions/print-full-decision.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** The full text of a decision as a file for staff. */
export async function printDecisionFile({ context, actor, params }: StaffVisit): Promise<Answer> {
  const outcome = await printFullDecision(context, actor, { decisionId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const { pdf, name } = outcome.value;
  return { kind: 'file', name, mediaType: 'application/pdf', bytes: pdf };
}
