import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { giveCases } from './give-cases.ts';
import type { Assigned, ChosenCases } from './give-cases.ts';
import { takeComplaint } from './take-complaint.ts';

/**
 * A lawyer takes several cases that nobody holds, each judged by itself (`giveCases`). What a colleague holds is taken one
 * by one, on its own page: COMPLAINT_HELD_BY_ANOTHER.
 */
export function takeComplaints(
  context: OperationContext,
  actor: PersonActor,
  request: ChosenCases,
): Promise<Outcome<readonly Assigned[]>> {
  const holder = actor.personId;
  return giveCases(context, actor, { ...request, holder }, async (row, expectedVersion) =>
    row.holder === null
      ? takeComplaint(context, actor, { complaintId: row.id, expectedVersion })
      : refuse('COMPLAINT_HELD_BY_ANOTHER'),
  );
}
