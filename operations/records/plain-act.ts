import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { ActRequest } from '../../domain/records/subject.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from './act-on-record.ts';

/** One act that needs nothing but its record. Refuses NOT_FOUND, by the transition table, and as the act itself does. */
export function plainAct(
  context: OperationContext,
  actor: Actor,
  act: Omit<ActRequest, 'input'>,
): Promise<Outcome<readonly CommittedRecord[]>> {
  return actOnRecords(context, { actor, anchor: act.recordId, acts: [{ ...act, input: {} }] });
}
