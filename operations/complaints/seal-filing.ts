import { randomUUID } from 'node:crypto';
import type { Filing } from '../../domain/complaints/filing.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertFilingDetail, insertRecordKey, insertStatement } from '../../persistence/complaints/private-rows.ts';
import type { Transaction } from '../../persistence/database.ts';
import { insertFiledDocument } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import type { Moment, OperationContext } from '../context.ts';
import { fileDocuments } from '../documents/file-documents.ts';
import type { ConfirmedIdentity } from './draft.ts';
import { momentsOf } from './filing-request.ts';
import type { FilingRequest } from './filing-request.ts';
import { detailPlace } from './private-side.ts';

/** Everything kept under the new record's key, made before the transaction. */
export type Sealing = { recordId: string; recordKey: Buffer; statementId: string; statement: StatementDocument };
type StatementDocument = { text: Buffer; sha256: string; documentKey: Buffer };

/** Gives the new record its id and key, and stores the statement as filed as a document of its own. */
export async function storeStatement(
  context: OperationContext,
  filing: Filing,
  request: FilingRequest,
): Promise<Sealing> {
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

/** Keeps the private side of a filing in its transaction: its key, names and story, what is sealed, the statement and the files. */
export async function keepPrivateSide(
  context: OperationContext,
  tx: Transaction,
  sealing: Sealing,
  {
    filing,
    identity = null,
    at,
    files,
  }: Pick<FilingRequest, 'filing' | 'identity' | 'at'> & { files: readonly DocumentRow[] },
): Promise<void> {
  const { recordId, recordKey } = sealing;
  await insertRecordKey(tx, recordId, context.keyRing.wrapKey(recordId, recordKey));
  await insertStatement(tx, recordId, statementRow(sealing, filing));
  await insertFilingDetail(tx, recordId, detailRow(context, sealing, filing, identity));
  await fileStatementAndFiles(context, tx, sealing, files, at);
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
