import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A dissenting opinion as its member wrote it: plain text in paragraphs. */
export type DissentBody = { language: 'ky' | 'ru' | 'en'; paragraphs: string[] };

export type DissentRow = {
  itemId: string;
  member: string;
  version: number;
  body: DissentBody;
  hash: string;
  writtenAt: Instant;
};

/** Adds a version of a member's dissenting opinion; versions are never changed. */
export async function insertDissent(tx: Transaction, row: DissentRow): Promise<void> {
  await tx.query({
    text: `insert into private.dissent (item_id, member, version, language, body, hash, written_at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [row.itemId, row.member, row.version, row.body.language, JSON.stringify(row.body), row.hash, row.writtenAt],
  });
}

/** The newest dissenting opinion of each member on the given agenda items, the earliest first. */
export async function listDissents(database: Transaction, itemIds: readonly string[]): Promise<DissentRow[]> {
  return database.query({
    name: 'dissents-of-items',
    text: `select * from (
        select distinct on (item_id, member) item_id as "itemId", member, version, body, hash, written_at as "writtenAt"
        from private.dissent where item_id = any($1::uuid[]) order by item_id, member, version desc) as newest
      order by "writtenAt", member`,
    values: [itemIds],
  });
}
