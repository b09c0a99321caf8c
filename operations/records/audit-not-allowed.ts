import type { Actor } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';

/** Keeps that somebody asked for what the role does not allow. */
export async function auditNotAllowed(context: OperationContext, actor: Actor, action: string): Promise<void> {
  const { legal } = await context.clock();
  await writeAudit(context.database, {
    legalAt: legal,
    actor: actorText(actor),
    action,
    outcome: 'refused',
    code: 'NOT_ALLOWED',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
}
