import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** An event that has no place in the ledger yet. `hash` is its hash in the chain of its record. */
export type WaitingEvent = { recordId: string; seq: number; kind: string; recordedAt: Instant; hash: Buffer };

/** An entry in its place; `entry` is the text that is hashed. */
export type LedgerRow = { place: number; recordId: string; seq: number; entry: string };

/** Until the transaction ends nobody else gives places in the ledger or publishes it. */
export async function lockLedger(tx: Transaction): Promise<void> {
  await tx.query({ name: 'lock-ledger', text: `select pg_advisory_xact_lock(hashtext('ledger'))` });
}

/** How many entries the ledger has. */
export async function countLedgerEntries(tx: Transaction): Promise<number> {
  const text = 'select coalesce(max(place) + 1, 0)::bigint as size from ledger_entry';
  const [row] = await tx.query<{ size: number }>({ name: 'count-ledger-entries', text });
  return row?.size ?? 0;
}

/** Takes the events that have waited longest from the waiting table, in their order. */
export async function takeWaitingEvents(tx: Transaction, limit: number): Promise<WaitingEvent[]> {
  return tx.query({
    name: 'take-waiting-events',
    text: `with taken as (
        delete from ledger_waiting where place in (select place from ledger_waiting order by place limit $1)
        returning place, record_id, seq)
      select e.record_id as "recordId", e.seq, e.kind, e.recorded_at as "recordedAt", e.hash
      from taken join event e using (record_id, seq) order by taken.place`,
    values: [limit],
  });
}

/** Gives entries their places. */
export async function addLedgerRows(tx: Transaction, rows: readonly LedgerRow[]): Promise<void> {
  await tx.query({
    name: 'add-ledger-rows',
    text: `insert into ledger_entry (place, record_id, seq, entry)
      select place, "recordId", seq, entry
      from jsonb_to_recordset($1) as r(place bigint, "recordId" uuid, seq integer, entry text)`,
    values: [JSON.stringify(rows)],
  });
}

/** The entries of a range of places, from the first to before the last. */
export async function listLedgerEntries(database: Transaction, from: number, to: number): Promise<string[]> {
  const rows = await database.query<{ entry: string }>({
    name: 'list-ledger-entries',
    text: 'select entry from ledger_entry where place >= $1 and place < $2 order by place',
    values: [from, to],
  });
  return rows.map(({ entry }) => entry);
}

/** Where an event stands in the ledger; undefined while it waits. */
export async function findLedgerRow(
  database: Transaction,
  recordId: string,
  seq: number,
): Promise<LedgerRow | undefined> {
  const [row] = await database.query<LedgerRow>({
    name: 'find-ledger-row',
    text: `select place, record_id as "recordId", seq, entry from ledger_entry where record_id = $1 and seq = $2`,
    values: [recordId, seq],
  });
  return row;
}

/** An entry beside the event it is about, as both stand now. `hash` is null where the event is gone. */
export type ComparedEntry = LedgerRow & { kind: string | null; recordedAt: Instant | null; hash: Buffer | null };

/** Entries of a range beside their events. */
export async function listComparedEntries(database: Transaction, from: number, to: number): Promise<ComparedEntry[]> {
  return database.query({
    name: 'list-compared-entries',
    text: `select l.place, l.record_id as "recordId", l.seq, l.entry, e.kind, e.recorded_at as "recordedAt", e.hash
      from ledger_entry l left join event e using (record_id, seq)
      where l.place >= $1 and l.place < $2 order by l.place`,
    values: [from, to],
  });
}

/** Events that are neither in the ledger nor wait for it. */
export async function listUnledgeredEvents(
  database: Transaction,
  limit: number,
): Promise<{ recordId: string; seq: number }[]> {
  return database.query({
    name: 'list-unledgered-events',
    text: `select e.record_id as "recordId", e.seq from event e
      where not exists (select from ledger_entry l where l.record_id = e.record_id and l.seq = e.seq)
        and not exists (select from ledger_waiting w where w.record_id = e.record_id and w.seq = e.seq)
      order by e.recorded_at limit $1`,
    values: [limit],
  });
}

/** Events of these records that are neither in the ledger nor wait for it. */
export async function listUnledgeredOf(
  database: Transaction,
  recordIds: readonly string[],
): Promise<{ recordId: string; seq: number }[]> {
  return database.query({
    name: 'list-unledgered-of',
    text: `select e.record_id as "recordId", e.seq from event e
      left join ledger_entry l using (record_id, seq) left join ledger_waiting w using (record_id, seq)
      where e.record_id = any($1::uuid[]) and l.place is null and w.place is null order by 1, 2`,
    values: [recordIds],
  });
}

/** How many events wait for a place, and since when the oldest was recorded. */
export async function measureWaitingEvents(database: Transaction): Promise<{ count: number; oldest: Instant | null }> {
  const [row] = await database.query<{ count: number; oldest: Instant | null }>({
    name: 'measure-waiting-events',
    text: `select count(*)::int as count, min(e.recorded_at) as oldest
      from ledger_waiting join event e using (record_id, seq)`,
  });
  return row ?? { count: 0, oldest: null };
}
