import type { Actor } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { moveTrainingClock, readLegalClock } from '../../persistence/clock/legal-clock.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';

/** Moves the training clock forward. Refuses CLOCK_NOT_IN_TRAINING on a real clock and CLOCK_CANNOT_GO_BACK. */
export async function moveClock(
  context: OperationContext,
  actor: Actor,
  request: { to: Instant },
): Promise<Outcome<{ legal: Instant }>> {
  const { mode } = await readLegalClock(context.database);
  if (mode !== 'training') return refuse('CLOCK_NOT_IN_TRAINING');
  return context.database.transaction(async (tx) => {
    if (!(await moveTrainingClock(tx, request.to))) return refuse('CLOCK_CANNOT_GO_BACK');
    await writeAudit(tx, {
      legalAt: request.to,
      actor: actorText(actor),
      action: 'clock.moveClock',
      outcome: 'done',
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    });
    return granted({ legal: request.to });
  });
}
