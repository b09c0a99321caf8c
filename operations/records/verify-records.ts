import { committedFiles } from '../../domain/records/committed-files.ts';
import { currentPublicText } from '../../domain/decisions/decision-text.ts';
import type { FirstText, PublicText } from '../../domain/decisions/decision-text.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import type { RecordState } from '../../domain/records/subject.ts';
import { subjects } from '../../domain/records/subjects.ts';
import { canonicalText } from '../../persistence/records/event-hash.ts';
import {
  listBrokenSeries,
  listEventsToCheck,
  listFiledHashes,
  listProjections,
  listPublications,
  listRecordsToCheck,
  listTermsToCheck,
} from '../../persistence/records/verify-rows.ts';
import type { CheckedEvent, CheckedRecord, CheckedTerm, PublishedRow } from '../../persistence/records/verify-rows.ts';
import type { OperationContext } from '../context.ts';
import { hashOfText } from '../decisions/decision-text.ts';
import { publicTitle } from '../decisions/public-title.ts';
import { hashOfDissent } from '../sittings/dissent-text.ts';
import type { DissentText } from '../sittings/dissent-text.ts';
import type { Fault } from './fault.ts';
import { verifyEvents } from './verify-events.ts';

const pageSize = 200;

/** What a verification looked at. */
export type Verified = { records: number; events: number };

/**
 * Checks every record against its events: the chain, the commitments, the folded state, the projection, the terms with
 * their derivation, the files of filings, the number series, the published texts. Tells each fault as it is found. It
 * detects changes of rows; that the whole chain was not written anew, only a copied checkpoint can prove.
 */
export async function verifyRecords(context: OperationContext, tell: (fault: Fault) => void): Promise<Verified> {
  const verified: Verified = { records: 0, events: 0 };
  const { database } = context;
  for (let after: string | null = null; ;) {
    const records: CheckedRecord[] = await listRecordsToCheck(database, { after, limit: pageSize });
    verified.events += await verifyPage(context, records, tell);
    verified.records += records.length;
    if (records.length < pageSize) break;
    after = records.at(-1)?.id ?? null;
  }
  for (const { kind, commissionId } of await listBrokenSeries(database)) {
    tell({ fault: 'number-series-broken', id: commissionId, detail: kind });
  }
  for (const row of await listPublications(database)) {
    if (!isAsApproved(row)) tell({ fault: 'publication-differs', id: row.decisionId });
  }
  return verified;
}

function isAsApproved(row: PublishedRow): boolean {
  const { title, textHash, approvedHash, dissents, approvedDissents } = row;
  const body = row.body as PublicText | FirstText;
  if (textHash !== approvedHash || hashOfText(body) !== textHash) return false;
  if (title !== null && title !== publicTitle(currentPublicText(body))) return false;
  const isWhole = dissents.every((dissent) => isPublishedDissent(body, dissent));
  const hashes = dissents.map(({ hash }) => hash);
  return isWhole && hashes.toSorted().join() === approvedDissents.toSorted().join();
}

/** With hidden places an opinion is part of the text that was approved; before them it was whole under its own hash. */
function isPublishedDissent(body: PublicText | FirstText, dissent: PublishedRow['dissents'][number]): boolean {
  const { hash, language, paragraphs } = dissent;
  if (body.version !== 2) return hashOfDissent({ language, paragraphs } as DissentText) === hash;
  return body.dissents.some((one) => isDeepSame(one, { hash, language, paragraphs }));
}

async function verifyPage(
  context: OperationContext,
  records: readonly CheckedRecord[],
  tell: (fault: Fault) => void,
): Promise<number> {
  const { database } = context;
  const ids = records.map((record) => record.id);
  const events = await listEventsToCheck(database, ids);
  const eventsOf = Map.groupBy(events, (event) => event.recordId);
  const termsOf = Map.groupBy(await listTermsToCheck(database, ids), (term) => term.recordId);
  const filesOf = Map.groupBy(await listFiledHashes(database, ids), (file) => file.recordId);
  const projections = await projectionsOf(context, records);
  for (const record of records) {
    const own = eventsOf.get(record.id) ?? [];
    const { state, faults } = verifyEvents(record, own);
    faults.forEach(tell);
    if (!state) continue;
    if (!isProjected(record, state, projections.get(record.id))) tell({ fault: 'projection-differs', id: record.id });
    for (const fault of verifyTerms(context, record, state, termsOf.get(record.id) ?? [])) tell(fault);
    const kept = (filesOf.get(record.id) ?? []).map((file) => file.sha256);
    if (!isDeepSame(filedHashes(own), kept)) tell({ fault: 'files-differ', id: record.id });
  }
  return events.length;
}

async function projectionsOf(
  { database }: OperationContext,
  records: readonly CheckedRecord[],
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  for (const [name, own] of Map.groupBy(records, (record) => record.subject)) {
    const table = subjects[name]?.table;
    if (table === undefined) continue;
    const rows = await listProjections(
      database,
      table,
      own.map((record) => record.id),
    );
    for (const [id, row] of rows) found.set(id, row);
  }
  return found;
}

function isProjected(record: CheckedRecord, state: RecordState, row: Record<string, unknown> | undefined): boolean {
  const expected = subjects[record.subject]?.project(state);
  if (!expected || !row) return false;
  return Object.entries(expected).every(([column, value]) => isDeepSame(value ?? null, row[column] ?? null));
}

function verifyTerms(
  context: OperationContext,
  record: CheckedRecord,
  state: RecordState,
  rows: readonly CheckedTerm[],
): Fault[] {
  const faults: Fault[] = [];
  const expected = Object.values(state.terms).map(({ state: ending, endedAt = null, alterations = [], ...term }) => ({
    ...term,
    ending,
    endedAt,
    alterations,
  }));
  const kept = rows.map(({ term, rule, baseAt: base, dueAt: due, state: ending, endedAt, alterations }) => ({
    term,
    rule,
    base,
    due,
    ending,
    endedAt,
    alterations,
  }));
  if (!isDeepSame(expected.toSorted(byTerm), kept.toSorted(byTerm)))
    faults.push({ fault: 'term-differs', id: record.id });
  for (const { rule, pack: packId, packVersion, baseAt, baseEvent, derivedDueAt } of rows) {
    const pack = context.packs.get(packId);
    if (pack?.version !== packVersion) continue;
    const derived = deriveDeadline({ pack, ruleId: rule, baseAt, baseEvent, votingDay: record.votingDay });
    if (derived.dueAt !== derivedDueAt) faults.push({ fault: 'term-derived-otherwise', id: record.id, detail: rule });
  }
  return faults;
}

function filedHashes(events: readonly CheckedEvent[]): string[] {
  return events.flatMap(({ kind, payload }) => {
    const committed = committedFiles(JSON.parse(payload) as Record<string, unknown>);
    return kind === 'COMPLAINT_FILED' ? committed : committed.slice(1);
  });
}

function byTerm(one: { term: string }, other: { term: string }): number {
  return one.term < other.term ? -1 : one.term > other.term ? 1 : 0;
}

function isDeepSame(one: unknown, other: unknown): boolean {
  return canonicalText(one) === canonicalText(other);
}
