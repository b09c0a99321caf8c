import { committedFiles } from '../../domain/records/committed-files.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import type { RecordState } from '../../domain/records/subject.ts';
import { subjects } from '../../domain/records/subjects.ts';
import { canonicalText } from '../../persistence/records/event-hash.ts';
import {
  listEventsToCheck,
  listFiledHashes,
  listProjections,
  listTermsToCheck,
} from '../../persistence/records/verify-rows.ts';
import type { CheckedEvent, CheckedRecord, CheckedTerm } from '../../persistence/records/verify-rows.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { Fault } from './fault.ts';
import type { Laws } from './verify-laws.ts';
import { verifyEvents } from './verify-events.ts';

/**
 * Checks records and their events as they stand at one moment: chain, commitments, state, projection, terms with their
 * derivations, files. Returns how many events they have.
 */
export async function verifyRecordPage(
  database: Transaction,
  laws: Laws,
  records: readonly CheckedRecord[],
  tell: (fault: Fault) => void,
): Promise<number> {
  const ids = records.map((record) => record.id);
  const events = await listEventsToCheck(database, ids);
  const eventsOf = Map.groupBy(events, (event) => event.recordId);
  const termsOf = Map.groupBy(await listTermsToCheck(database, ids), (term) => term.recordId);
  const filesOf = Map.groupBy(await listFiledHashes(database, ids), (file) => file.recordId);
  const projections = await projectionsOf(database, records);
  for (const record of records) {
    const own = eventsOf.get(record.id) ?? [];
    const { state, faults } = verifyEvents(record, own);
    faults.forEach(tell);
    if (!state) continue;
    if (!isProjected(record, state, projections)) tell({ fault: 'projection-differs', id: record.id });
    for (const fault of verifyTerms(laws, record, state, termsOf.get(record.id) ?? [])) tell(fault);
    const kept = (filesOf.get(record.id) ?? []).map((file) => file.sha256);
    if (!isDeepSame(filedHashes(own), kept)) tell({ fault: 'files-differ', id: record.id });
  }
  return events.length;
}

/** Rows by table, and in each by id. */
type Projections = Map<string, Map<string, Record<string, unknown>>>;

async function projectionsOf(database: Transaction, records: readonly CheckedRecord[]): Promise<Projections> {
  const found: Projections = new Map();
  for (const [name, own] of Map.groupBy(records, (record) => record.subject)) {
    const ids = own.map((record) => record.id);
    for (const table of Object.keys(subjects[name]?.projections ?? {})) {
      found.set(table, await listProjections(database, table, ids));
    }
  }
  return found;
}

function isProjected(record: CheckedRecord, state: RecordState, found: Projections): boolean {
  const subject = subjects[record.subject];
  if (!subject) return false;
  return Object.entries(subject.projections).every(([table, project]) => {
    const row = found.get(table)?.get(record.id);
    if (!row) return false;
    return Object.entries(project(state)).every(([column, value]) => isDeepSame(value ?? null, row[column] ?? null));
  });
}

function verifyTerms(laws: Laws, record: CheckedRecord, state: RecordState, rows: readonly CheckedTerm[]): Fault[] {
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
  for (const row of rows) {
    if (row.derivation.packVersion !== row.packVersion) faults.push({ fault: 'term-differs', id: record.id });
    faults.push(...verifyDerivations(laws, record.id, row));
  }
  return faults;
}

/** The present derivation of a term and those it had before, each by the version of the law it names. */
function verifyDerivations(laws: Laws, id: string, { rule, baseAt, baseEvent, derivation, alterations }: CheckedTerm) {
  const earlier = alterations.flatMap(({ replaced }) => (replaced ? [replaced] : []));
  return [derivation, ...earlier].flatMap((kept): Fault[] => {
    const pack = laws.get(`${kept.packId}/${kept.packVersion}`);
    if (!pack) return [{ fault: 'pack-missing', id, detail: `${kept.packId}/${kept.packVersion}` }];
    const derived = deriveDeadline({ pack, ruleId: rule, baseAt, baseEvent, votingDay: pack.votingDay });
    return derived.dueAt === kept.dueAt ? [] : [{ fault: 'term-derived-otherwise', id, detail: rule }];
  });
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
