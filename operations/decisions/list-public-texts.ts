import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listPublicTextRows } from '../../persistence/decisions/public-texts-page.ts';
import type { PublicTextRow } from '../../persistence/decisions/public-texts-page.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';

/** Signed decisions that wait for a public text or for its second reader. */
export async function listPublicTexts(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission },
): Promise<Outcome<readonly PublicTextRow[]>> {
  if (!mayReadLists(actor, request.commission)) return refuse('NOT_ALLOWED');
  return granted(await listPublicTextRows(context.database, request.commission.id));
}
