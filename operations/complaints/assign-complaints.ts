import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { assignComplaint } from './assign-complaint.ts';
import { giveCases } from './give-cases.ts';
import type { Assigned, ChosenCases } from './give-cases.ts';

/** Gives several cases to a lawyer, each judged by itself (`giveCases`). */
export function assignComplaints(
  context: OperationContext,
  actor: PersonActor,
  request: ChosenCases & { holder: string },
): Promise<Outcome<readonly Assigned[]>> {
  const { holder } = request;
  return giveCases(context, actor, request, ({ id: complaintId }, expectedVersion) =>
    assignComplaint(context, actor, { complaintId, holder, expectedVersion }),
  );
}
