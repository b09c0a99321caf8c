import type { Transaction } from '../database.ts';

/** Discards the staged documents of drafts nobody touched for the given days and lets the drafts go. Returns the documents' ids. */
export async function deleteOldDrafts(tx: Transaction, days: number, limit: number): Promise<string[]> {
  const drafts = await tx.query<{ id: string }>({
    text: `select id from draft where updated_at < clock_timestamp() - make_interval(days => $1)
      order by updated_at limit $2 for update skip locked`,
    values: [days, limit],
  });
  const ids = drafts.map((draft) => draft.id);
  if (ids.length === 0) return [];
  const discarded = await tx.query<{ id: string }>({
    text: `update document set state = 'discarded'
      where draft_id = any($1::uuid[]) and state = 'staged' returning id`,
    values: [ids],
  });
  await tx.query({ text: `update document set draft_id = null where draft_id = any($1::uuid[])`, values: [ids] });
  await tx.query({ text: `delete from draft where id = any($1::uuid[])`, values: [ids] });
  return discarded.map((row) => row.id);
}

/**
 * Of these stored ids: those whose row is discarded (their bytes may go), and those that no row names at all. A part of an
 * upload is named by it, evidence of a question to a registry by its own row.
 */
export async function sortStoredDocuments(
  database: Transaction,
  ids: readonly string[],
): Promise<{ discarded: string[]; unnamed: string[] }> {
  const rows = await database.query<{ id: string; state: string | null }>({
    text: `select given.id, d.state from unnest($1::uuid[]) as given(id) left join document d on d.id = given.id
      where (d.state is null and not exists (select from upload_part where upload_part.id = given.id)
          and not exists (select from registry_evidence where registry_evidence.id = given.id))
        or d.state = 'discarded'`,
    values: [ids],
  });
  const of = (state: string | null): string[] => rows.filter((row) => row.state === state).map((row) => row.id);
  return { discarded: of('discarded'), unnamed: of(null) };
}

/**
 * Gives bytes that no row names a staged row without an owner: whatever else happens, the rule of 24 hours then ends
 * them. An id that got its own row in the meantime keeps it.
 */
export async function adoptUnnamedDocuments(database: Transaction, ids: readonly string[]): Promise<void> {
  await database.query({
    text: `insert into document (id, state, purpose, position, sealed_name, media_type, bytes, sha256, wrapped_key)
      select id, 'staged', 'evidence', 0, ''::bytea, 'application/octet-stream', 0, '', ''::bytea
      from unnest($1::uuid[]) as given(id) on conflict (id) do nothing`,
    values: [ids],
  });
}
