import { actorText } from '../../domain/people/role.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { Transaction } from '../../persistence/database.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';

/**
 * Changes what is no record of the law, with its line in the audit, in one transaction: both are there, or neither.
 * `change` answers false where nothing was left to change; then nothing is written down.
 */
export async function changeAudited(
  context: OperationContext,
  actor: Actor,
  { action, change }: { action: string; change: (tx: Transaction) => Promise<boolean | void> },
): Promise<void> {
  const { legal } = await context.clock();
  await context.database.transaction(async (tx) => {
    if ((await change(tx)) === false) return;
    await writeAudit(tx, {
      legalAt: legal,
      actor: actorText(actor),
      action,
      outcome: 'done',
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    });
  });
}
