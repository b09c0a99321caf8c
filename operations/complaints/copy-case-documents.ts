import { randomUUID } from 'node:crypto';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DocumentPurpose } from '../../domain/documents/document-purpose.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { listRecordDocuments } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow, insertFiledDocument } from '../../persistence/documents/document-rows.ts';
import { sha256 } from '../../persistence/records/event-hash.ts';
import { dayTimeExact } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import type { OperationContext } from '../context.ts';
import { readPapers } from './paper.ts';

/** A document stored anew, ready to be filed under the new record. */
export type CopiedDocument = { row: Omit<Parameters<typeof insertFiledDocument>[1], 'recordId' | 'filedAt'> };

type Copying = { from: ComplaintState; oldKey: Buffer; recordKey: Buffer };

/** What belongs to the complainant goes along; what the first commission asked and was answered stays with it. */
const ofCommission: readonly DocumentPurpose[] = ['answer', 'courtAct', 'minutes', 'serving'];

/** Papers whose words go along as text files: the commission that receives the case cannot read the first one. */
const papersAlong = ['cure', 'evidence', 'forward'] as const;

/**
 * Copies the documents of a case for another one: every byte is decrypted, proved by its hash and encrypted under a key of its
 * own, which the new record's key wraps. The statement comes first. What was written later comes as text.
 */
export async function copyCaseDocuments(context: OperationContext, copying: Copying): Promise<CopiedDocument[]> {
  const rows = await listRecordDocuments(context.database, copying.from.id);
  const copied: CopiedDocument[] = [];
  for (const row of rows.filter(({ purpose }) => !ofCommission.includes(purpose))) {
    copied.push(await copyDocument(context, copying, { row, position: copied.length }));
  }
  for (const { name, text } of await textsAlong(context, copying)) {
    copied.push(await storeText(context, copying, { name, text, position: copied.length }));
  }
  return copied;
}

const placeOf = (column: string, rowId: string) => ({ table: 'document', column, rowId });

async function copyDocument(
  context: OperationContext,
  { oldKey, recordKey }: Copying,
  { row, position }: { row: DocumentRow; position: number },
): Promise<CopiedDocument> {
  const oldDocumentKey = openField(oldKey, placeOf('wrapped_key', row.id), row.wrappedKey);
  const name = openField(oldKey, placeOf('sealed_name', row.id), row.sealedName);
  const source = context.documents.get(row.id, { key: Buffer.from(oldDocumentKey, 'base64') });
  const { purpose, mediaType, bytes, sha256: hash, scan } = row;
  return store(context, recordKey, source, { name, purpose, mediaType, bytes, sha256: hash, scan, position });
}

async function storeText(
  context: OperationContext,
  { recordKey }: Copying,
  { name, text, position }: { name: string; text: string; position: number },
): Promise<CopiedDocument> {
  const content = Buffer.from(text);
  const source = (async function* () {
    yield content;
  })();
  const hash = sha256(content).toString('hex');
  const scan = context.isScanned === true ? 'waiting' : 'notScanned';
  const facts = { name, purpose: 'evidence', mediaType: 'text/plain', scan, position } as const;
  return store(context, recordKey, source, { ...facts, bytes: content.length, sha256: hash });
}

type Stored = Pick<DocumentRow, 'purpose' | 'mediaType' | 'bytes' | 'sha256' | 'scan' | 'position'> & { name: string };

async function store(
  context: OperationContext,
  recordKey: Buffer,
  source: AsyncIterable<Uint8Array>,
  { name, ...facts }: Stored,
): Promise<CopiedDocument> {
  const id = randomUUID();
  const key = context.keyRing.newKey();
  await context.documents.put(id, source, { key, limit: facts.bytes, expectedSha256: facts.sha256 });
  return {
    row: {
      ...facts,
      id,
      sealedName: sealField(recordKey, placeOf('sealed_name', id), name),
      wrappedKey: sealField(recordKey, placeOf('wrapped_key', id), key.toString('base64')),
    },
  };
}

async function textsAlong(
  context: OperationContext,
  { from, oldKey }: Copying,
): Promise<{ name: string; text: string }[]> {
  const { id: recordId, language } = from;
  const papers = await readPapers(context, { recordId, recordKey: oldKey }, 'party');
  return papers
    .filter(({ kind, text }) => papersAlong.some((along) => along === kind) && text.trim() !== '')
    .map(({ kind, text, writtenAt }) => ({
      name: `${say(language, `own-case.paper.${kind}`)}, ${dayTimeExact(language, writtenAt)}.txt`.replaceAll(':', '-'),
      text: `${text}\n`,
    }));
}
