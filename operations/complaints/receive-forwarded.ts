import { randomUUID } from 'node:crypto';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { listForwardedOnTheWay } from '../../persistence/complaints/forwarded-rows.ts';
import {
  insertFilingDetail,
  insertRecordKey,
  insertStatement,
  openFilingDetail,
  openPrivateCase,
} from '../../persistence/complaints/private-rows.ts';
import type { StatementRow } from '../../persistence/complaints/private-rows.ts';
import { insertFiledDocument } from '../../persistence/documents/document-rows.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';
import { copyCaseDocuments } from './copy-case-documents.ts';
import type { CopiedDocument } from './copy-case-documents.ts';
import { detailPlace } from './private-side.ts';

/** What one round did. `failures` are what kept a case from arriving; it is tried again in the next round. */
export type ReceivedForwarded = { received: number; failures: readonly unknown[] };

/**
 * Every complaint that was forwarded to a commission of the election and has not arrived there becomes a case of that
 * commission: also one whose arrival was cut short. One case each, however many workers there are.
 */
export async function receiveForwarded(context: OperationContext, limit = 50): Promise<ReceivedForwarded> {
  const failures: unknown[] = [];
  let received = 0;
  for (const complaintId of await listForwardedOnTheWay(context.database, limit)) {
    try {
      const outcome = await receiveOne(context, complaintId);
      received += outcome.ok ? 1 : 0;
    } catch (error) {
      failures.push(error);
    }
  }
  return { received, failures };
}

/** The case in its new place, made before the transaction: keys, sealed rows and stored documents. */
type Arrival = {
  recordId: string;
  recordKey: Buffer;
  statement: StatementRow;
  detail: Parameters<typeof insertFilingDetail>[2] | undefined;
  documents: readonly CopiedDocument[];
  /** What the first filing committed to in closed words. */
  said: Record<string, unknown>;
};

/** Refuses RECORD_EXISTS for a case that has arrived meanwhile. Leaves no document behind when it does. */
async function receiveOne(context: OperationContext, complaintId: string): Promise<Outcome<{ recordId: string }>> {
  const { database } = context;
  const known = await readRecordState<ComplaintState>(database, complaintId, 'complaint');
  const commissionId = known?.state.forwardedCommission ?? null;
  if (!known || commissionId === null) throw new TypeError('a forwarded complaint without its commission');
  const from = known.state;
  const at = await context.clock();
  const arrival = await prepareArrival(context, from);
  const { recordId } = arrival;
  const outcome = await commitActs(database, {
    setting: {
      scope: await actScope(context, commissionId, from.electionId, at.legal),
      otherScopes: [await actScope(context, from.commissionId, from.electionId, at.legal)],
      receivedAt: at.legal,
      recordedAt: at.real,
    },
    actor: { kind: 'system', name: 'relay' },
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    acts: [
      { subject: 'complaint', act: 'receiveForwarded', recordId, input: inputOf(from, arrival) },
      { subject: 'complaint', act: 'confirmForwarded', recordId: from.id, input: { complaintId: recordId } },
    ],
    alongside: async (tx) => {
      await insertRecordKey(tx, recordId, context.keyRing.wrapKey(recordId, arrival.recordKey));
      await insertStatement(tx, recordId, arrival.statement);
      if (arrival.detail) await insertFilingDetail(tx, recordId, arrival.detail);
      for (const { row } of arrival.documents) {
        await insertFiledDocument(tx, { ...row, recordId, filedAt: at.legal });
      }
    },
  });
  if (outcome.ok) return granted({ recordId });
  for (const { row } of arrival.documents) await context.documents.remove(row.id);
  return outcome;
}

async function prepareArrival(context: OperationContext, from: ComplaintState): Promise<Arrival> {
  const side = await openPrivateCase(context.database, from.id);
  if (!side) throw new TypeError('a complaint without its private row');
  const { wrapped, salt: _salt, ...row } = side;
  const oldKey = context.keyRing.unwrapKey(from.id, wrapped);
  const recordId = randomUUID();
  const recordKey = context.keyRing.newKey();
  const place = (rowId: string) => ({ table: 'complaint_statement', column: 'sealed_contact', rowId });
  const contact = openField(oldKey, place(from.id), row.sealedContact);
  return {
    recordId,
    recordKey,
    statement: { ...row, sealedContact: sealField(recordKey, place(recordId), contact) },
    detail: await detailOf(context, from.id, { oldKey, recordId, recordKey }),
    said: await saidAtFirst(context, from.id),
    documents: await copyCaseDocuments(context, { from, oldKey, recordKey }),
  };
}

/** The sealed details of the filing under the new record's key. */
async function detailOf(
  context: OperationContext,
  oldId: string,
  { oldKey, recordId, recordKey }: { oldKey: Buffer; recordId: string; recordKey: Buffer },
): Promise<Arrival['detail']> {
  const row = await openFilingDetail(context.database, oldId);
  if (!row) return undefined;
  const text = openField(oldKey, detailPlace(oldId), row.sealed);
  const { pin } = JSON.parse(text) as { pin: string | null };
  return {
    representedName: row.representedName,
    sealed: sealField(recordKey, detailPlace(recordId), text),
    pinLookUp: pin === null ? null : context.keyRing.lookUp(pin),
  };
}

/** Fields of a filing that belong to the place where it was first filed. */
const ofTheFirstPlace = [
  'number',
  'receivedAt',
  'fileCount',
  'fileHashes',
  'statementHash',
  'attacks',
  'forwardedFrom',
];

async function saidAtFirst(context: OperationContext, oldId: string): Promise<Record<string, unknown>> {
  const [filed] = await readEvents(context.database, oldId);
  const payload = JSON.parse(filed?.payload ?? '{}') as Record<string, unknown>;
  return Object.fromEntries(Object.entries(payload).filter(([field]) => !ofTheFirstPlace.includes(field)));
}

function inputOf(from: ComplaintState, { documents, said }: Arrival): Record<string, unknown> {
  const [statement, ...files] = documents;
  if (statement?.row.purpose !== 'statement') throw new TypeError('a complaint without its statement');
  return {
    ...said,
    channel: 'forwarded',
    statementHash: statement.row.sha256,
    fileHashes: files.map(({ row }) => row.sha256),
    forwardedFrom: from.id,
    firstReceivedAt: from.receivedAt,
  };
}
