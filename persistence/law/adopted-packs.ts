import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Transaction } from '../database.ts';

/** A confirmed version of a pack; version 1 is the file. */
export type AdoptedPack = { id: string; version: number; pack: LawPack; hash: string; adoptedBy: string };

/** The newest confirmed version of a pack; 1 where nothing was ever changed. */
export async function readNewestVersion(database: Transaction, packId: string): Promise<number> {
  const [row] = await database.query<{ version: number }>({
    name: 'newest-pack-version',
    text: `select coalesce(max(version), 1) as version from adopted_pack where id = $1`,
    values: [packId],
  });
  return row?.version ?? 1;
}

/** One adopted version. */
export async function readAdoptedPack(
  database: Transaction,
  packId: string,
  version: number,
): Promise<AdoptedPack | undefined> {
  const [row] = await database.query<AdoptedPack>({
    name: 'adopted-pack',
    text: `select id, version, pack, hash, adopted_by as "adoptedBy" from adopted_pack where id = $1 and version = $2`,
    values: [packId, version],
  });
  return row;
}

/** Every adopted version, for checking. */
export async function listAdoptedPacks(database: Transaction): Promise<AdoptedPack[]> {
  return database.query({
    text: `select id, version, pack, hash, adopted_by as "adoptedBy" from adopted_pack order by id, version`,
  });
}

/** Keeps the pack of a proposal as it was proposed. */
export async function insertProposedPack(
  tx: Transaction,
  row: { editionId: string; pack: LawPack; hash: string },
): Promise<void> {
  await tx.query({
    text: `insert into proposed_pack (edition_id, pack, hash) values ($1, $2, $3)`,
    values: [row.editionId, JSON.stringify(row.pack), row.hash],
  });
}

/** The pack of a proposal. */
export async function readProposedPack(
  database: Transaction,
  editionId: string,
): Promise<{ pack: LawPack; hash: string } | undefined> {
  const [row] = await database.query<{ pack: LawPack; hash: string }>({
    text: `select pack, hash from proposed_pack where edition_id = $1`,
    values: [editionId],
  });
  return row;
}

/** The proposed pack becomes a version of the law. A version that is there already violates the key. */
export async function adoptProposedPack(tx: Transaction, editionId: string): Promise<void> {
  await tx.query({
    text: `insert into adopted_pack (id, version, pack, hash, adopted_by)
      select pack ->> 'id', (pack ->> 'version')::integer, pack, hash, edition_id from proposed_pack where edition_id = $1`,
    values: [editionId],
  });
}
