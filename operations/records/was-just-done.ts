import type { Actor } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { readLastDone } from '../../persistence/records/audit-readers.ts';
import type { OperationContext } from '../context.ts';

/**
 * True when the last act on the record is the very one that was refused now, by the same person: a double click. Then
 * the first answer holds and nobody has to see a refusal.
 */
export async function wasJustDone(
  context: OperationContext,
  actor: Actor,
  act: { recordId: string; action: string },
): Promise<boolean> {
  const last = await readLastDone(context.database, act.recordId);
  return last !== undefined && last.actor === actorText(actor) && last.action === act.action;
}
