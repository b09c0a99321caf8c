import type { Commission } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listPublicTextRows } from '../../persistence/decisions/public-texts-page.ts';
import type { PublicTextRow } from '../../persistence/decisions/public-texts-page.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';

/** Signed decisions that wait for a public text or for its second reader. Their titles are not public yet: the look is kept. */
export async function listPublicTexts(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission },
): Promise<Outcome<readonly PublicTextRow[]>> {
  if (!mayReadLists(actor, request.commission)) return refuse('NOT_ALLOWED');
  const { legal } = await context.clock();
  await writeAudit(context.database, {
    legalAt: legal,
    actor: actorText(actor),
    action: 'decision.listPublicTexts',
    recordId: request.commission.id,
    outcome: 'read',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  return granted(await listPublicTextRows(context.database, request.commission.id));
}
