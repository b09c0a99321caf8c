import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A view of the queue under a name; a shared one is for everybody in its commission. */
export type SavedView = { id: string; author: string; isShared: boolean; name: string; search: string };

/** The views that a person sees in a commission: own ones and the shared ones, by name. */
export async function listSavedViews(
  database: Transaction,
  { commissionId, personId }: { commissionId: string; personId: string },
): Promise<SavedView[]> {
  return database.query({
    name: 'saved-views',
    text: `select id, author, is_shared as "isShared", name, search from private.saved_view
      where commission_id = $1 and (is_shared or author = $2) order by is_shared, lower(name), id`,
    values: [commissionId, personId],
  });
}

/** Writes a view; false when one of this id is there already. */
export async function insertSavedView(
  database: Transaction,
  view: SavedView & { commissionId: string; savedAt: Instant },
): Promise<boolean> {
  const rows = await database.query({
    text: `insert into private.saved_view (id, commission_id, author, is_shared, name, search, saved_at)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
    values: [view.id, view.commissionId, view.author, view.isShared, view.name, view.search, view.savedAt],
  });
  return rows.length === 1;
}

export async function renameSavedView(database: Transaction, id: string, name: string): Promise<void> {
  await database.query({ text: 'update private.saved_view set name = $2 where id = $1', values: [id, name] });
}

export async function deleteSavedView(database: Transaction, id: string): Promise<void> {
  await database.query({ text: 'delete from private.saved_view where id = $1', values: [id] });
}
