import { randomUUID } from 'node:crypto';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import { dayOf, momentAt } from '../../domain/law/counting/calendar.ts';
import { closedPlace } from '../../domain/complaints/closed-place.ts';
import { filingWarnings } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { FilingChannel } from '../../domain/complaints/complaint.ts';
import type { DeskEntry } from '../../domain/complaints/desk-entry.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertRecordKey, insertStatement } from '../../persistence/complaints/private-rows.ts';
import { insertFiledDocument } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { Transaction } from '../../persistence/database.ts';
import { listCommissionRows, listElectionRows } from '../../persistence/people/read-people.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import type { Moment, OperationContext } from '../context.ts';
import { appealAct, findAttacked } from './find-attacked.ts';
import { fileDocuments, lockForFiling } from '../documents/file-documents.ts';
import { scopeFrom } from '../records/act-scope.ts';

/** A complete filing as it arrived, from whichever door. */
export type FilingRequest = {
  filing: Filing;
  channel: FilingChannel;
  actor: Actor;
  /** When the complete request had arrived, before any lock. */
  at: Moment;
  /** Given when a clerk enters what came on another way; terms and lateness count from its receipt. */
  entry?: DeskEntry;
  documentIds: readonly string[];
  documentOwner: { draftId?: string; client?: string };
  /** Runs first in the transaction with the new record's id: locks the draft or the idempotency key. */
  before: (tx: Transaction, recordId: string) => Promise<Outcome<unknown>>;
  /** Runs last in the transaction. */
  after?: (tx: Transaction, recordId: string) => Promise<void>;
};

/** Everything kept under the new record's key, made before the transaction. */
type Sealing = { recordId: string; recordKey: Buffer; statementId: string; statement: StatementDocument };
type StatementDocument = { text: Buffer; sha256: string; documentKey: Buffer };

/**
 * Files a complaint: number, receipt and terms exist when this resolves, never before. Only NOTHING_FILED and
 * DOCUMENT_UNKNOWN refuse; what is missing stays with the case as a warning . The statement as filed is a
 * document of its own, so that the receipt covers every word.
 */
export async function fileComplaint(
  context: OperationContext,
  request: FilingRequest,
): Promise<Outcome<{ recordId: string }>> {
  const { documentIds, at, entry } = request;
  const filing = { ...request.filing, ...closedPlace(request.filing) };
  if (filing.statement.trim() === '' && documentIds.length === 0) return refuse('NOTHING_FILED');
  const scope = await filingScope(context, filing);
  const attacked = await findAttacked(context, filing.attacks, scope.commission.id);
  const sealing = await storeStatement(context, filing, { receivedAt: at.legal, ...enteredFacts(entry, at) });
  const files: DocumentRow[] = [];
  const outcome = await commitActs(context.database, {
    scope,
    actor: request.actor,
    receivedAt: at.legal,
    recordedAt: at.real,
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    before: async (tx) => {
      const ready = await request.before(tx, sealing.recordId);
      if (!ready.ok) return ready;
      files.push(...(await lockForFiling(tx, documentIds, request.documentOwner)));
      return files.length === documentIds.length ? granted(undefined) : refuse('DOCUMENT_UNKNOWN');
    },
    ...(attacked === undefined ? {} : { lock: [attacked.id], otherScopes: [attacked.scope] }),
    acts: (states) => {
      const { recordId, statement } = sealing;
      const input = filingInput({ ...request, filing }, scope, files, statement.sha256);
      const attacks = attacked?.id ?? null;
      const file = { subject: 'complaint', act: 'fileComplaint', recordId, input: { ...input, attacks } };
      return granted([file, ...appealAct(states.get(attacks ?? ''), recordId)]);
    },
    alongside: async (tx) => {
      await insertRecordKey(tx, sealing.recordId, context.keyRing.wrapKey(sealing.recordId, sealing.recordKey));
      await insertStatement(tx, sealing.recordId, statementRow(sealing, filing));
      await fileStatementAndFiles(context, tx, sealing, files, at);
      await request.after?.(tx, sealing.recordId);
    },
  });
  if (outcome.ok) return granted({ recordId: sealing.recordId });
  await context.documents.remove(sealing.statementId);
  return outcome;
}

async function filingScope(context: OperationContext, filing: Filing): Promise<ActScope> {
  const commissions = await listCommissionRows(context.database);
  const [election] = await listElectionRows(context.database);
  const commission =
    commissions.find((row) => row.key === filing.commission) ?? commissions.find((row) => row.kind === 'cec');
  if (!commission || !election) throw new TypeError('no commission or election to file with');
  return scopeFrom(context, commission, election, { members: [], lawyers: [] });
}

/** For what a clerk entered: the instant of receipt, and the one of the entry beside it. */
function enteredFacts(entry: DeskEntry | undefined, at: Moment): Record<string, string> {
  return entry === undefined ? {} : { receivedAt: entry.receivedAt, enteredAt: at.legal };
}

async function storeStatement(
  context: OperationContext,
  filing: Filing,
  moments: Record<string, string>,
): Promise<Sealing> {
  const recordId = randomUUID();
  const statementId = randomUUID();
  const documentKey = context.keyRing.newKey();
  const text = Buffer.from(canonicalText({ ...filing, ...moments, schema: 'shailoo/statement/1' }));
  const hash = sha256(text).toString('hex');
  const source = (async function* () {
    yield text;
  })();
  await context.documents.put(statementId, source, { key: documentKey, limit: text.length, expectedSha256: hash });
  return { recordId, recordKey: context.keyRing.newKey(), statementId, statement: { text, sha256: hash, documentKey } };
}

function filingInput(
  { filing, channel, at, entry }: FilingRequest,
  scope: ActScope,
  files: readonly DocumentRow[],
  statementHash: string,
): Record<string, unknown> {
  const mediaTypes = files.map((file) => file.mediaType);
  const receivedAt = entry?.receivedAt ?? at.legal;
  const facts = { today: dayOf(receivedAt), isFiledLate: isFiledLate(filing, scope, receivedAt), mediaTypes };
  return {
    kind: filing.kind,
    respondentKind: filing.respondentKind,
    complainantKind: filing.complainantKind,
    territory: filing.territory === '' ? null : filing.territory,
    precinct: filing.precinct === '' ? null : filing.precinct,
    language: filing.language,
    channel,
    warnings: filingWarnings(filing, facts),
    statementHash,
    fileHashes: files.map((file) => file.sha256),
    ...(entry === undefined ? {} : { entry }),
  };
}

/** Late by the term to file, counted from the day the person learned of it; unknown days are not late. */
function isFiledLate(filing: Filing, scope: ActScope, receivedAt: Instant): boolean {
  if (!isCalendarDay(filing.learnedOn)) return false;
  const question = {
    pack: scope.pack,
    ruleId: 'complaint_file',
    baseAt: momentAt(filing.learnedOn),
    baseEvent: 'learned',
    votingDay: scope.votingDay,
  };
  const { dueAt } = deriveDeadline(question);
  return dueAt !== null && receivedAt >= dueAt;
}

function statementRow({ recordId, recordKey }: Sealing, filing: Filing): Parameters<typeof insertStatement>[2] {
  const contact = JSON.stringify({ email: filing.email.trim(), phone: filing.phone.trim(), address: filing.address });
  return {
    complainantName: filing.name.trim(),
    sealedContact: sealField(
      recordKey,
      { table: 'complaint_statement', column: 'sealed_contact', rowId: recordId },
      contact,
    ),
    statement: filing.statement,
    demand: filing.demand,
    respondent: filing.respondent,
    place: filing.place,
    learnedOn: isCalendarDay(filing.learnedOn) ? filing.learnedOn : null,
  };
}

async function fileStatementAndFiles(
  context: OperationContext,
  tx: Transaction,
  { recordId, recordKey, statementId, statement }: Sealing,
  files: readonly DocumentRow[],
  at: Moment,
): Promise<void> {
  const scan = context.isScanned === true ? 'waiting' : 'notScanned';
  const place = (column: string, rowId: string) => ({ table: 'document', column, rowId });
  const underRecord = (key: Buffer, id: string): Buffer =>
    sealField(recordKey, place('wrapped_key', id), key.toString('base64'));
  await insertFiledDocument(tx, {
    id: statementId,
    recordId,
    purpose: 'statement',
    position: 0,
    sealedName: sealField(recordKey, place('sealed_name', statementId), 'statement.json'),
    mediaType: 'application/json',
    bytes: statement.text.length,
    sha256: statement.sha256,
    wrappedKey: underRecord(statement.documentKey, statementId),
    filedAt: at.legal,
    scan,
  });
  await fileDocuments(context, tx, files, { recordId, recordKey, filedAt: at.legal, after: 0 });
}
