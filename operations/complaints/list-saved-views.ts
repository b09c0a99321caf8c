import { can } from '../../domain/access/can.ts';
import { sharesViews } from '../../domain/access/desk-views.ts';
import type { Commission } from '../../domain/people/role.ts';
import { listSavedViews as listRows } from '../../persistence/complaints/saved-views.ts';
import type { SavedView as SavedViewRow } from '../../persistence/complaints/saved-views.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';

/** A saved view as its reader sees it; `isMine` says that this person may rename and delete it. */
export type SavedView = Pick<SavedViewRow, 'id' | 'name' | 'search' | 'isShared'> & { isMine: boolean };

/** The saved views of a person in a commission, own ones first; empty for whom the commission is none of their own. */
export async function listSavedViews(
  context: OperationContext,
  actor: PersonActor,
  commission: Commission,
): Promise<{ views: readonly SavedView[]; canShare: boolean }> {
  if (!mayReadLists(actor, commission)) return { views: [], canShare: false };
  const canShare = can(actor, sharesViews, commission);
  const rows = await listRows(context.database, { commissionId: commission.id, personId: actor.personId });
  return {
    canShare,
    views: rows.map(({ id, name, search, isShared, author }) => ({
      id,
      name,
      search,
      isShared,
      isMine: isShared ? canShare : author === actor.personId,
    })),
  };
}
