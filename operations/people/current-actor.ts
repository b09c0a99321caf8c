import type { Actor } from '../../domain/people/role.ts';
import { readAppointments } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';

/** The signed-in person with the appointments in force now; rights taken away are gone at the next request. */
export async function currentActor(
  context: OperationContext,
  personId: string,
): Promise<Extract<Actor, { kind: 'person' }>> {
  const { legal } = await context.clock();
  return { kind: 'person', personId, appointments: await readAppointments(context.database, personId, legal) };
}
