import type { Database } from '../database.ts';

/** Where keys lie that the master key wraps itself. Keys of filed documents are sealed under their record's key. */
export const keyPlaces = ['record', 'draft', 'stagedDocument', 'upload', 'follower', 'registryEvidence'] as const;
export type KeyPlace = (typeof keyPlaces)[number];

/** A key as it lies; it opens for its own id only. */
export type WrappedKey = { id: string; wrapped: Buffer };

/** A staged row without a key belongs to bytes of a killed upload: nobody can open them, they wait to be swept. */
const places: Record<KeyPlace, { table: string; id: string; column: string; which: string }> = {
  record: { table: 'private.record_key', id: 'record_id', column: 'wrapped', which: 'true' },
  draft: { table: 'draft', id: 'id', column: 'wrapped_key', which: 'true' },
  stagedDocument: {
    table: 'document',
    id: 'id',
    column: 'wrapped_key',
    which: `state = 'staged' and wrapped_key <> ''::bytea`,
  },
  upload: { table: 'upload', id: 'id', column: 'wrapped_key', which: 'true' },
  registryEvidence: { table: 'registry_evidence', id: 'id', column: 'wrapped_key', which: 'true' },
  follower: { table: 'private.follower', id: 'id', column: 'wrapped_key', which: 'true' },
};

/** A page of keys in the order of ids, after the one given. */
export async function listWrappedKeys(
  database: Database,
  place: KeyPlace,
  { after, limit }: { after: string | null; limit: number },
): Promise<WrappedKey[]> {
  const { table, id, column, which } = places[place];
  return database.query({
    text: `select ${id} as id, ${column} as wrapped from ${table}
      where ($1::uuid is null or ${id} > $1) and ${which} order by ${id} limit $2`,
    values: [after, limit],
  });
}

/** Puts keys in place of those that were read; what changed in the meantime is left alone. Returns how many were put. */
export async function replaceWrappedKeys(
  database: Database,
  place: KeyPlace,
  changes: readonly { id: string; from: Buffer; to: Buffer }[],
): Promise<number> {
  const { table, id, column, which } = places[place];
  const rows = await database.query({
    text: `update ${table} set ${column} = change.after
      from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as change(row_id, before, after)
      where ${id} = change.row_id and ${column} = change.before and ${which} returning 1`,
    values: [changes.map((change) => change.id), changes.map(({ from }) => from), changes.map(({ to }) => to)],
  });
  return rows.length;
}

const rotationLock = 7_402;

/** Does the work while nobody else rotates on this database; undefined, and nothing is done, when somebody does. */
export function whileRotatingAlone<T>(database: Database, work: () => Promise<T>): Promise<T | undefined> {
  return database.transaction(async (tx) => {
    const [lock] = await tx.query<{ alone: boolean }>({
      text: 'select pg_try_advisory_xact_lock($1) as alone',
      values: [rotationLock],
    });
    return lock?.alone === true ? work() : undefined;
  });
}
