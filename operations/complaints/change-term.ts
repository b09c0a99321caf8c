import { extensionGrounds, suspensionGrounds } from '../../domain/law/law-pack.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** Which change of a term is ordered, on which ground; `lastDay` (in Asia/Bishkek) where the ground needs one. */
export type TermOrder =
  { change: 'extend'; ground: string; lastDay?: string } | { change: 'suspend'; ground: string } | { change: 'resume' };

/**
 * The chair extends, suspends or resumes a term of a case; the old end is kept beside the new one, and the complainant is
 * told. Refuses GROUND_REQUIRED, EXTENSION_NOT_LATER, EXTENSION_NOT_PERMITTED, TERM_NOT_RUNNING, TERM_NOT_SUSPENDED.
 */
export async function changeTerm(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { term: string; order: TermOrder },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { term, order, ...rest } = request;
  if (order.change === 'resume') return actOnCase(context, actor, { ...rest, act: 'resumeTerm', input: { term } });
  const known: readonly string[] = order.change === 'extend' ? extensionGrounds : suspensionGrounds;
  if (!known.includes(order.ground)) return refuse('GROUND_REQUIRED');
  const { ground } = order;
  if (order.change === 'suspend')
    return actOnCase(context, actor, { ...rest, act: 'suspendTerm', input: { term, ground } });
  const lastDay = order.lastDay ?? '';
  if (lastDay !== '' && !isCalendarDay(lastDay)) return refuse('INPUT_INVALID', { field: 'lastDay' });
  const input = { term, ground, ...(lastDay === '' ? {} : { lastDay }) };
  return actOnCase(context, actor, { ...rest, act: 'extendTerm', input });
}
