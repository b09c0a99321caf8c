import { appendLeaf, rootOfRange } from '../../integrations/ledger/compact-range.ts';
import type { CompactRange } from '../../integrations/ledger/compact-range.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { leafHash, rootHash } from '../../integrations/ledger/merkle-tree.ts';
import { tileTree } from '../../integrations/ledger/tile-tree.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../persistence/database.ts';
import { countLedgerEntries, listComparedEntries, listUnledgeredOf } from '../../persistence/ledger/ledger-rows.ts';
import { listRecordsToCheck, readRecordsToCheck } from '../../persistence/records/verify-rows.ts';
import type { CheckedRecord } from '../../persistence/records/verify-rows.ts';
import type { OperationContext } from '../context.ts';
import type { Fault } from '../records/fault.ts';
import { verifyLaws } from '../records/verify-laws.ts';
import { verifyRecordPage } from '../records/verify-record-page.ts';
import { verifySeries, verifyTexts } from '../records/verify-records.ts';
import type { LedgerReader } from './ledger.ts';
import { readLedgerCheck, writeLedgerCheck } from './ledger-check.ts';
import type { CheckPass, FaultCounts, LedgerCheck } from './ledger-check.ts';
import { publishedOrTell, verifyEntry, verifyWaiting } from './verify-ledger.ts';

export type CheckLedgerOptions = {
  /** How long a round may work on its part of the way through everything; it does at least one page. */
  budgetMs: number;
  /** A way through everything begins so long after the last one ended, at the earliest. */
  wholeEveryMs: number;
  /** Told of each fault as it is found, with its record. */
  tell: (fault: Fault) => void;
};

const recordPage = 200;
const entryPage = 1_000;
/** New entries that one round checks at most; the rest waits for the next one. */
const mostNewEntries = 4_000;

/**
 * One round of the check that `npm run verify` is, without the bytes of documents: the published checkpoint continues
 * the last one seen; every new entry and the whole record it belongs to; and a part of the way through everything, which
 * ends with the root of all entries. However large the ledger is, a round is short. The result is kept for everybody to see.
 */
export async function checkLedger(
  context: OperationContext,
  files: LedgerReader,
  { budgetMs, wholeEveryMs, tell }: CheckLedgerOptions,
): Promise<LedgerCheck> {
  const until = performance.now() + budgetMs;
  const { real } = await context.clock();
  const counting = (counts: FaultCounts) => (fault: Fault) => {
    counts[fault.fault] = (counts[fault.fault] ?? 0) + 1;
    tell(fault);
  };
  const check = await begun(context, real, counting);
  check.now = {};
  await checkPublished(context, files, check, counting(check.now));
  await checkNew(context, check, counting(check.recent));
  if (check.pass === null && isTime(check, real, wholeEveryMs)) check.pass = passFrom(check, real);
  if (check.pass !== null) {
    await goOn(context, check.pass, until, counting(check.pass.faults));
    await endPass(context, check, counting(check.pass.faults));
  }
  check.checkedAt = (await context.clock()).real;
  await writeLedgerCheck(context, check);
  return check;
}

/** The last result to go on from. One that the house did not write is a fault, and the check begins anew. */
async function begun(
  context: OperationContext,
  real: Instant,
  counting: (counts: FaultCounts) => (fault: Fault) => void,
): Promise<LedgerCheck> {
  const kept = await readLedgerCheck(context);
  if (kept.kept === 'check') return kept.check;
  const recent: FaultCounts = {};
  if (kept.kept === 'edited') counting(recent)({ fault: 'ledger-check-edited', id: real });
  const entries = await countLedgerEntries(context.database);
  const nothing = { now: {}, recent, earlier: {}, pass: null, whole: null };
  return { v: 1, checkedAt: real, entries, published: null, newest: entries, ...nothing };
}

async function checkPublished(
  context: OperationContext,
  files: LedgerReader,
  check: LedgerCheck,
  tell: (fault: Fault) => void,
): Promise<void> {
  let isReadable = true;
  const published = await publishedOrTell(files, (fault) => {
    isReadable = false;
    tell(fault);
  });
  check.entries = await countLedgerEntries(context.database);
  await verifyWaiting(context, tell);
  if (!isReadable) return;
  const before = check.published;
  const size = published?.size ?? 0;
  if (before !== null && !(await continues(files, size, before)))
    return tell({ fault: 'ledger-published-otherwise', id: String(before.size) });
  if (size > check.entries) tell({ fault: 'ledger-shorter-than-published', id: String(size) });
  check.published = published && { size, root: published.root.toString('hex') };
}

/** Whether the published ledger of `size` begins with one that was seen before. */
async function continues(files: LedgerReader, size: number, before: { size: number; root: string }): Promise<boolean> {
  if (size < before.size) return false;
  try {
    return (await rootHash(tileTree(files, size), before.size)).toString('hex') === before.root;
  } catch (error) {
    if (error instanceof IntegrationError && !error.retryable) return false;
    throw error;
  }
}

/** New entries, and the records they belong to as a whole. */
async function checkNew(context: OperationContext, check: LedgerCheck, tell: (fault: Fault) => void): Promise<void> {
  const from = Math.min(check.newest, check.entries);
  const to = Math.min(check.entries, from + mostNewEntries);
  const rows = await listComparedEntries(context.database, from, to);
  for (const row of rows) verifyEntry(row, tell);
  const ids = [...new Set(rows.map(({ recordId }) => recordId))];
  for (let n = 0; n < ids.length; n += recordPage)
    await checkRecords(context, (tx) => readRecordsToCheck(tx, ids.slice(n, n + recordPage)), tell);
  check.newest = to;
}

/** Records with everything that belongs to them, as they stand at one moment. */
async function checkRecords(
  context: OperationContext,
  read: (tx: Transaction) => Promise<CheckedRecord[]>,
  tell: (fault: Fault) => void,
): Promise<{ records: CheckedRecord[]; events: number }> {
  return context.database.snapshot(async (tx) => {
    const laws = await verifyLaws({ ...context, database: { ...context.database, query: tx.query } }, () => undefined);
    const records = await read(tx);
    const events = await verifyRecordPage(tx, laws, records, tell);
    const ids = records.map(({ id }) => id);
    for (const { recordId: id, seq } of await listUnledgeredOf(tx, ids))
      tell({ fault: 'event-not-in-ledger', id, seq });
    return { records, events };
  });
}

function isTime({ whole }: LedgerCheck, real: Instant, wholeEveryMs: number): boolean {
  return whole === null || millisecondsBetween(whole.finishedAt, real) >= wholeEveryMs;
}

function passFrom({ published, entries }: LedgerCheck, startedAt: Instant): CheckPass {
  const target = published !== null && published.size <= entries ? published : null;
  return { startedAt, after: null, records: 0, events: 0, afterText: null, place: 0, target, hashes: [], faults: {} };
}

/** Goes on with the way through everything, page by page, until the time is over or the end is there. */
async function goOn(
  context: OperationContext,
  pass: CheckPass,
  until: number,
  tell: (fault: Fault) => void,
): Promise<void> {
  do {
    if (pass.after !== undefined) await passRecords(context, pass, pass.after, tell);
    else if (pass.afterText !== undefined) pass.afterText = await verifyTexts(context.database, pass.afterText, tell);
    else if (!(await passEntries(context, pass, tell))) return;
  } while (performance.now() < until);
}

async function passRecords(
  context: OperationContext,
  pass: CheckPass,
  after: string | null,
  tell: (fault: Fault) => void,
): Promise<void> {
  const page = { after, limit: recordPage };
  const { records, events } = await checkRecords(context, (tx) => listRecordsToCheck(tx, page), tell);
  pass.records += records.length;
  pass.events += events;
  pass.after = records.length < recordPage ? undefined : records.at(-1)?.id;
}

/** A page of entries; false when there are no more. */
async function passEntries(
  { database }: OperationContext,
  pass: CheckPass,
  tell: (fault: Fault) => void,
): Promise<boolean> {
  const entries = await countLedgerEntries(database);
  const to = Math.min(entries, pass.place + entryPage);
  const rows = await listComparedEntries(database, pass.place, to);
  if (rows.length !== to - pass.place) tell({ fault: 'ledger-place-missing', id: String(pass.place) });
  let range: CompactRange = { size: pass.place, hashes: pass.hashes.map((hash) => Buffer.from(hash, 'hex')) };
  for (const row of rows) {
    verifyEntry(row, tell);
    if (row.place < (pass.target?.size ?? 0)) range = appendLeaf(range, leafHash(Buffer.from(row.entry)));
  }
  pass.hashes = range.hashes.map((hash) => hash.toString('hex'));
  pass.place = to;
  return to < entries;
}

/** When everything is done: the root, the numbers and the law; then the pass is the last whole one. */
async function endPass(context: OperationContext, check: LedgerCheck, tell: (fault: Fault) => void): Promise<void> {
  const { pass } = check;
  if (
    pass === null ||
    pass.after !== undefined ||
    pass.afterText !== undefined ||
    pass.place < (await countLedgerEntries(context.database))
  )
    return;
  if (pass.target !== null) {
    const { size } = pass.target;
    const root = rootOfRange({ size, hashes: pass.hashes.map((hash) => Buffer.from(hash, 'hex')) });
    if (root.toString('hex') !== pass.target.root) tell({ fault: 'ledger-root-differs', id: String(size) });
  }
  await verifySeries(context.database, tell);
  await verifyLaws(context, tell);
  const { startedAt, records, events, faults } = pass;
  check.whole = { startedAt, finishedAt: (await context.clock()).real, records, events, faults };
  check.earlier = check.recent;
  check.recent = {};
  check.pass = null;
}
