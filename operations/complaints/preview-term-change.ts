import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';
import { actScope } from '../records/act-scope.ts';
import type { TermOrder } from './change-term.ts';

/** The end of a term before and after; null where there is none. Exclusive ends. */
export type TermPreview = { from: Instant | null; to: Instant | null };

/**
 * What an ordered change would make of a term, without doing it: both ends, or the refusal that the act itself would meet
 * now. A resumed term is counted as of this moment.
 */
export async function previewTermChange(
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; term: string; order: TermOrder },
): Promise<Outcome<TermPreview>> {
  const { complaintId, term, order } = request;
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  const { state } = known;
  const { legal } = await context.clock();
  const { change, ...rest } = order;
  if ('lastDay' in rest && rest.lastDay === '') delete rest.lastDay;
  if ('lastDay' in rest && rest.lastDay !== undefined && !isCalendarDay(rest.lastDay))
    return refuse('INPUT_INVALID', { field: 'lastDay' });
  const scope = await actScope(context, state.commissionId, state.electionId, legal);
  const pack = await packOfVersion(context, scope.pack.id, state.packVersion ?? scope.pack.version);
  const acting = { actor, receivedAt: legal, ...scope, pack, votingDay: pack.votingDay, related: () => undefined };
  const act = `${change}Term`;
  const judged = judgeAct(complaintSubject, { act, state, input: { term, ...rest }, context: acting });
  if (!judged.ok) return judged;
  const from = state.terms[term]?.due ?? null;
  const [changed] = judged.value.terms ?? [];
  return granted({ from, to: changed !== undefined && 'due' in changed ? changed.due : from });
}
