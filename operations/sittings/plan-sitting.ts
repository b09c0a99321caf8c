import { randomUUID } from 'node:crypto';
import type { Actor } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';
import { commitNew } from '../records/commit-new.ts';

/**
 * Plans a sitting of a commission and gives it its number. A caller that may repeat itself names the id and is refused as
 * `commitNew` says. Refuses SITTING_IN_THE_PAST.
 */
export async function planSitting(
  context: OperationContext,
  actor: Actor,
  request: { commissionId: string; electionId: string; startsAt: Instant; sittingId?: string },
): Promise<Outcome<{ sittingId: string; number: string }>> {
  const at = await context.clock();
  const sittingId = request.sittingId ?? randomUUID();
  const { startsAt } = request;
  const said = { commissionId: request.commissionId, electionId: request.electionId, startsAt };
  const result = await commitNew(
    context.database,
    { id: sittingId, said },
    {
      setting: {
        scope: await actScope(context, request.commissionId, request.electionId, at.legal),
        receivedAt: at.legal,
        recordedAt: at.real,
      },
      actor,
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
      acts: [{ subject: 'sitting', act: 'planSitting', recordId: sittingId, input: { startsAt } }],
    },
  );
  if (!result.ok) return result;
  const sitting = result.value.find((record) => record.id === sittingId)?.state as SittingState | undefined;
  return granted({ sittingId, number: sitting?.number ?? '' });
}
