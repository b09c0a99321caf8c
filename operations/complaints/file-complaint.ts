import { randomUUID } from 'node:crypto';
import { dayOf } from '../../domain/law/counting/calendar.ts';
import { closedPlace } from '../../domain/complaints/closed-place.ts';
import {
  competentCommission,
  isMisdirected,
  isRespondentCommission,
} from '../../domain/complaints/competent-commission.ts';
import type { Competence } from '../../domain/complaints/competent-commission.ts';
import { filingWarnings } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { FilingChannel } from '../../domain/complaints/complaint.ts';
import type { DeskEntry } from '../../domain/complaints/desk-entry.ts';
import { isFiledLate } from '../../domain/complaints/term-to-file.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertFilingDetail, insertRecordKey, insertStatement } from '../../persistence/complaints/private-rows.ts';
import { insertFiledDocument } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { Transaction } from '../../persistence/database.ts';
import { listCommissionRows, listElectionRows } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import type { Moment, OperationContext } from '../context.ts';
import { appealAct, findAttacked } from './find-attacked.ts';
import { fileDocuments, lockForFiling } from '../documents/file-documents.ts';
import { packOfVersion } from '../law/find-pack.ts';
import { scopeFrom } from '../records/act-scope.ts';
import type { ConfirmedIdentity } from './draft.ts';
import { detailPlace } from './private-side.ts';

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
  /** Who the national sign-in said it is; the name is in the filing already. */
  identity?: ConfirmedIdentity | null;
  /** When a submit of the same draft was first refused. */
  firstAttemptAt?: Instant | null;
  /** Runs first in the transaction with the new record's id: locks the draft or the idempotency key. */
  before: (tx: Transaction, recordId: string) => Promise<Outcome<unknown>>;
  /** Runs last in the transaction. */
  after?: (tx: Transaction, recordId: string) => Promise<void>;
};

/** Where a filing goes, and whether it belongs there. */
type Destination = { scope: ActScope; competence: Competence };

/** Everything kept under the new record's key, made before the transaction. */
type Sealing = { recordId: string; recordKey: Buffer; statementId: string; statement: StatementDocument };
type StatementDocument = { text: Buffer; sha256: string; documentKey: Buffer };

/**
 * Files a complaint: number, receipt and terms exist when this resolves, never before. Only NOTHING_FILED and
 * DOCUMENT_UNKNOWN refuse; what is missing stays with the case as a warning, as does that it is late or with a commission
 * that is not competent. Without a commission it goes to the competent one. The statement as filed is a document of its
 * own, so that the receipt covers every word.
 */
export async function fileComplaint(
  context: OperationContext,
  request: FilingRequest,
): Promise<Outcome<{ recordId: string }>> {
  const { documentIds, at } = request;
  if (request.filing.statement.trim() === '' && documentIds.length === 0) return refuse('NOTHING_FILED');
  const commissions = await listCommissionRows(context.database);
  const filing = closedFiling(request.filing, commissions);
  const destination = await destinationOf(context, filing, commissions);
  const { scope } = destination;
  const attacked = await findAttacked(context, filing.attacks, scope.commission.id);
  const sealing = await storeStatement(context, filing, request);
  const files: DocumentRow[] = [];
  const outcome = await commitActs(context.database, {
    setting: {
      scope,
      ...(attacked === undefined ? {} : { otherScopes: [attacked.scope] }),
      receivedAt: at.legal,
      recordedAt: at.real,
    },
    actor: request.actor,
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    before: async (tx) => {
      const ready = await request.before(tx, sealing.recordId);
      if (!ready.ok) return ready;
      files.push(...(await lockForFiling(tx, documentIds, request.documentOwner)));
      return files.length === documentIds.length ? granted(undefined) : refuse('DOCUMENT_UNKNOWN');
    },
    ...(attacked === undefined ? {} : { lock: [attacked.id] }),
    acts: (states) => {
      const { recordId, statement } = sealing;
      const input = filingInput({ ...request, filing }, destination, files, statement.sha256);
      const attacks = attacked?.id ?? null;
      const file = { subject: 'complaint', act: 'fileComplaint', recordId, input: { ...input, attacks } };
      return granted([file, ...appealAct(states.get(attacks ?? ''), recordId)]);
    },
    alongside: async (tx) => {
      await insertRecordKey(tx, sealing.recordId, context.keyRing.wrapKey(sealing.recordId, sealing.recordKey));
      await insertStatement(tx, sealing.recordId, statementRow(sealing, filing));
      await insertFilingDetail(tx, sealing.recordId, detailRow(context, sealing, filing, request.identity ?? null));
      await fileStatementAndFiles(context, tx, sealing, files, at);
      await request.after?.(tx, sealing.recordId);
    },
  });
  if (outcome.ok) return granted({ recordId: sealing.recordId });
  await context.documents.remove(sealing.statementId);
  return outcome;
}

/** Keeps what is public or of a closed list to that list; other words are not lost, they go into private ones. */
function closedFiling(filing: Filing, commissions: readonly CommissionRow[]): Filing {
  const { respondentCommission, respondent } = filing;
  const isKnown = isRespondentCommission(respondentCommission, commissions);
  const named = isKnown ? respondent : [respondent, respondentCommission].join(' ').trim().slice(0, 500);
  return {
    ...filing,
    ...closedPlace(filing),
    respondentCommission: isKnown ? respondentCommission : '',
    respondent: named,
  };
}

/** When it was received, and for what a clerk entered the moment of the entry beside it. */
function momentsOf({ at, entry }: FilingRequest): { receivedAt: Instant; enteredAt?: Instant } {
  return entry === undefined ? { receivedAt: at.legal } : { receivedAt: entry.receivedAt, enteredAt: at.legal };
}

async function destinationOf(
  context: OperationContext,
  filing: Filing,
  commissions: readonly CommissionRow[],
): Promise<Destination> {
  const [election] = await listElectionRows(context.database);
  if (!election) throw new TypeError('no election to file in');
  const pack = await packOfVersion(context, election.pack, election.packVersion);
  const competence = competentCommission(filing, commissions, pack);
  const commission =
    commissions.find((row) => row.key === filing.commission) ??
    commissions.find((row) => row.key === competence.commission);
  if (!commission) throw new TypeError('no commission to file with');
  return { scope: await scopeFrom(context, commission, election, { members: [], lawyers: [] }), competence };
}

async function storeStatement(context: OperationContext, filing: Filing, request: FilingRequest): Promise<Sealing> {
  const { identity = null } = request;
  const recordId = randomUUID();
  const statementId = randomUUID();
  const documentKey = context.keyRing.newKey();
  const said = { ...filing, nameConfirmedBy: identity === null ? '' : 'esi', ...momentsOf(request) };
  const text = Buffer.from(canonicalText({ ...said, schema: 'shailoo/statement/2' }));
  const hash = sha256(text).toString('hex');
  const source = (async function* () {
    yield text;
  })();
  await context.documents.put(statementId, source, { key: documentKey, limit: text.length, expectedSha256: hash });
  return { recordId, recordKey: context.keyRing.newKey(), statementId, statement: { text, sha256: hash, documentKey } };
}

function filingInput(
  request: FilingRequest,
  { scope, competence }: Destination,
  files: readonly DocumentRow[],
  statementHash: string,
): Record<string, unknown> {
  const { filing, channel, entry, identity = null, firstAttemptAt = null } = request;
  const { receivedAt } = momentsOf(request);
  const given = filing.commission === '' ? competence.commission : filing.commission;
  const facts = {
    today: dayOf(receivedAt),
    isFiledLate: isFiledLate(filing, { pack: scope.pack, votingDay: scope.pack.votingDay }, receivedAt),
    isMisdirected: isMisdirected(given, competence),
    hasAuthority: files.some(({ purpose }) => purpose === 'authority'),
    mediaTypes: files.map(({ mediaType }) => mediaType),
  };
  const said = (text: string): string | null => (text === '' ? null : text);
  return {
    kind: filing.kind,
    respondentKind: filing.respondentKind,
    respondentCommission: filing.respondentKind === 'commission' ? said(filing.respondentCommission) : null,
    complainantKind: filing.complainantKind,
    representedKind: filing.complainantKind === 'representative' ? said(filing.representedKind) : null,
    proceedings: said(filing.proceedings),
    identity: identity === null ? null : 'esi',
    firstAttemptAt,
    territory: said(filing.territory),
    precinct: said(filing.precinct),
    language: filing.language,
    channel,
    warnings: filingWarnings(filing, facts),
    statementHash,
    fileHashes: files.map((file) => file.sha256),
    ...(entry === undefined ? {} : { entry }),
  };
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

/** What is sealed beside contacts: witnesses, the hour of learning, the PIN. Equal PINs are found by their HMAC. */
function detailRow(
  { keyRing }: OperationContext,
  { recordId, recordKey }: Sealing,
  filing: Filing,
  identity: ConfirmedIdentity | null,
): Parameters<typeof insertFilingDetail>[2] {
  const { witnesses, learnedTime, representedKind, representedName } = filing;
  const isRepresentative = filing.complainantKind === 'representative';
  const pin = identity?.pin ?? null;
  const detail = {
    witnesses,
    learnedTime,
    representedKind: isRepresentative ? representedKind : '',
    nameConfirmedBy: identity === null ? '' : 'esi',
    pin,
  };
  return {
    representedName: isRepresentative ? representedName.trim() : '',
    sealed: sealField(recordKey, detailPlace(recordId), JSON.stringify(detail)),
    pinLookUp: pin === null ? null : keyRing.lookUp(pin),
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
