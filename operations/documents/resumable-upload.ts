import { createHash, randomUUID } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import {
  appendPart,
  deleteUpload,
  insertUpload,
  listParts,
  lockUpload,
  markUploadDone,
  readUpload,
  sumOpenUploads,
} from '../../persistence/documents/upload-rows.ts';
import type { UploadRow } from '../../persistence/documents/upload-rows.ts';
import { readDocument } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';
import { cleanName, stageDocument } from './stage-document.ts';
import type { StagedDocument, StagedPurpose } from './stage-document.ts';

/** The largest file that comes in parts, in bytes. */
export const uploadLimit = 500 * 1024 * 1024;

/** How long an upload may take, in hours; its document then waits 24 hours of its own. */
export const uploadHours = 24;

/** Unfinished uploads of one client at a time, and their bytes together. */
const openUploads = { uploads: 10, bytes: 2 * 1024 * 1024 * 1024 };

/** How far an upload is. `document` is there once every byte is. `expiresAt` in real time. */
export type UploadState = {
  id: string;
  length: number;
  received: number;
  expiresAt: Date;
  document: StagedDocument | null;
};

/** Begins an upload of a known length. Refuses BODY_TOO_LARGE and TOO_MANY_REQUESTS. */
export async function beginUpload(
  context: OperationContext,
  client: string,
  { name, length, purpose }: { name: string; length: number; purpose: StagedPurpose },
): Promise<Outcome<UploadState>> {
  if (length > uploadLimit) return refuse('BODY_TOO_LARGE', { megabytes: uploadLimit / 1024 / 1024 });
  const open = await sumOpenUploads(context.database, client);
  const isTooMuch = open.uploads >= openUploads.uploads || open.bytes + length > openUploads.bytes;
  if (isTooMuch) return refuse('TOO_MANY_REQUESTS');
  const id = randomUUID();
  const key = context.keyRing.newKey();
  await insertUpload(context.database, {
    id,
    client,
    purpose,
    length,
    wrappedKey: context.keyRing.wrapKey(id, key),
    sealedName: sealField(key, namePlace(id), cleanName(name)),
    hours: uploadHours,
  });
  return readUploadState(context, client, id);
}

/** How far an upload of this client is; one that has every byte but no document yet gets it. Refuses NOT_FOUND. */
export async function readUploadState(
  context: OperationContext,
  client: string,
  id: string,
): Promise<Outcome<UploadState>> {
  const row = await readUpload(context.database, id, client);
  if (!row) return refuse('NOT_FOUND');
  const documentId = row.documentId ?? (row.received === row.length ? await finish(context, row) : null);
  const document = documentId === null ? undefined : await readDocument(context.database, documentId);
  const { length, received } = row;
  return granted({
    id,
    length,
    received,
    expiresAt: new Date(row.expiresAt),
    document: document
      ? {
          id: document.id,
          bytes: document.bytes,
          sha256: document.sha256,
          mediaType: document.mediaType,
          purpose: row.purpose,
        }
      : null,
  });
}

/** Bytes to add: where they begin, and the sum they must have, when the sender told it. */
export type UploadPart = {
  offset: number;
  source: AsyncIterable<Uint8Array>;
  checksum?: { algorithm: 'sha1' | 'sha256'; digest: Buffer };
};

/**
 * Adds bytes at the offset where the upload stands. When the connection is cut, what arrived is kept, unless a checksum
 * was told. Each part is stored encrypted before it counts. Refuses NOT_FOUND, UPLOAD_OFFSET_WRONG, BODY_TOO_LARGE and
 * UPLOAD_CHECKSUM_WRONG; the upload then stands where it stood.
 */
export async function appendToUpload(
  context: OperationContext,
  client: string,
  id: string,
  part: UploadPart,
): Promise<Outcome<UploadState>> {
  const row = await readUpload(context.database, id, client);
  if (!row) return refuse('NOT_FOUND');
  if (row.received !== part.offset) return refuse('UPLOAD_OFFSET_WRONG');
  const stored = await storePart(context, row, part);
  if (!stored.ok) return stored;
  const { partId, bytes } = stored.value;
  const isKept = bytes > 0 && (await keepPart(context, row, { id: partId, position: part.offset, bytes }));
  if (!isKept) await context.documents.remove(partId);
  if (bytes > 0 && !isKept) return refuse('UPLOAD_OFFSET_WRONG');
  return readUploadState(context, client, id);
}

/** Ends an upload before its time; what it brought is deleted, a finished document stays. Refuses NOT_FOUND. */
export async function endUpload(context: OperationContext, client: string, id: string): Promise<Outcome<null>> {
  const parts = await context.database.transaction(async (tx) => {
    const row = await lockUpload(tx, id, client);
    if (!row) return undefined;
    const found = await listParts(tx, id);
    await deleteUpload(tx, id);
    return found;
  });
  if (!parts) return refuse('NOT_FOUND');
  for (const part of parts) await context.documents.remove(part.id);
  return granted(null);
}

async function storePart(
  context: OperationContext,
  row: UploadRow,
  { offset, source, checksum }: UploadPart,
): Promise<Outcome<{ partId: string; bytes: number }>> {
  const partId = randomUUID();
  const key = context.keyRing.unwrapKey(row.id, row.wrappedKey);
  const hash = createHash(checksum?.algorithm ?? 'sha256');
  try {
    const pieces = untilCut(source, hash);
    const { bytes } = await context.documents.put(partId, pieces, { key, limit: row.length - offset });
    if (checksum === undefined || hash.digest().equals(checksum.digest)) return granted({ partId, bytes });
    await context.documents.remove(partId);
    return refuse('UPLOAD_CHECKSUM_WRONG');
  } catch (error) {
    const isOver = error instanceof IntegrationError && error.code === 'document-over-limit';
    if (isOver) return refuse('BODY_TOO_LARGE', { megabytes: Math.ceil(row.length / 1024 / 1024) });
    throw error;
  }
}

/** The pieces of a request; a cut connection is their end, not a failure. */
async function* untilCut(source: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await pieces.next().catch(() => undefined);
    if (next === undefined || next.done === true) return;
    hash.update(next.value);
    yield next.value;
  }
}

/** Counts a stored part, if the upload still stands where it begins: of two at once one is kept. */
function keepPart(
  context: OperationContext,
  { id, client }: UploadRow,
  part: { id: string; position: number; bytes: number },
): Promise<boolean> {
  return context.database.transaction(async (tx) => {
    const row = await lockUpload(tx, id, client);
    if (!row || row.received !== part.position) return false;
    await appendPart(tx, id, part);
    return true;
  });
}

/** Makes one document of the parts, and deletes them. Of two at once the first one's document is named. */
async function finish(context: OperationContext, row: UploadRow): Promise<string | null> {
  const { id, client, purpose } = row;
  const key = context.keyRing.unwrapKey(id, row.wrappedKey);
  const parts = await listParts(context.database, id);
  const name = openField(key, namePlace(id), row.sealedName);
  const whole = (async function* () {
    for (const part of parts) yield* context.documents.get(part.id, { key });
  })();
  const staged = await stageDocument(context, { client }, name, whole, { purpose, limit: uploadLimit });
  if (!staged.ok) return null;
  const documentId = await context.database.transaction(async (tx) => {
    const locked = await lockUpload(tx, id, client);
    if (!locked) return null;
    if (locked.documentId !== null) return locked.documentId;
    await markUploadDone(tx, id, staged.value.id);
    return staged.value.id;
  });
  for (const part of parts) await context.documents.remove(part.id);
  return documentId;
}

function namePlace(rowId: string): { table: string; column: string; rowId: string } {
  return { table: 'upload', column: 'sealed_name', rowId };
}
