import type { Transaction } from '../database.ts';

/** An upload that comes in parts; `received` bytes of `length` are stored. */
export type UploadRow = {
  id: string;
  client: string;
  purpose: 'evidence' | 'authority';
  wrappedKey: Buffer;
  sealedName: Buffer;
  length: number;
  received: number;
  documentId: string | null;
  expiresAt: Date | string;
};

/** A part of it, under its own id in the document store. */
export type UploadPartRow = { id: string; position: number; bytes: number };

const columns = `id, client, purpose, wrapped_key as "wrappedKey", sealed_name as "sealedName", length, received,
  document_id as "documentId", expires_at as "expiresAt"`;

export async function insertUpload(
  database: Transaction,
  row: Omit<UploadRow, 'received' | 'documentId' | 'expiresAt'> & { hours: number },
): Promise<void> {
  await database.query({
    text: `insert into upload (id, client, purpose, wrapped_key, sealed_name, length, expires_at)
      values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(hours => $7))`,
    values: [row.id, row.client, row.purpose, row.wrappedKey, row.sealedName, row.length, row.hours],
  });
}

/** Unfinished uploads of a client that have not expired: how many, and how many bytes they may take. */
export async function sumOpenUploads(
  database: Transaction,
  client: string,
): Promise<{ uploads: number; bytes: number }> {
  const [row] = await database.query<{ uploads: number; bytes: number }>({
    text: `select count(*)::int as uploads, coalesce(sum(length), 0)::float8 as bytes from upload
      where client = $1 and document_id is null and expires_at > clock_timestamp()`,
    values: [client],
  });
  return row ?? { uploads: 0, bytes: 0 };
}

/** A living upload of this client. */
export async function readUpload(database: Transaction, id: string, client: string): Promise<UploadRow | undefined> {
  return uploadOf(database, id, client, '');
}

/** The same, locked until the transaction ends. */
export async function lockUpload(tx: Transaction, id: string, client: string): Promise<UploadRow | undefined> {
  return uploadOf(tx, id, client, 'for update');
}

async function uploadOf(
  database: Transaction,
  id: string,
  client: string,
  lock: '' | 'for update',
): Promise<UploadRow | undefined> {
  const [row] = await database.query<UploadRow>({
    text: `select ${columns} from upload where id = $1 and client = $2 and expires_at > clock_timestamp() ${lock}`,
    values: [id, client],
  });
  return row;
}

/** Keeps a stored part and moves the offset to its end. The upload is locked and stands where the part begins. */
export async function appendPart(tx: Transaction, uploadId: string, part: UploadPartRow): Promise<void> {
  await tx.query({
    text: `insert into upload_part (id, upload_id, position, bytes) values ($1, $2, $3, $4)`,
    values: [part.id, uploadId, part.position, part.bytes],
  });
  await tx.query({
    text: `update upload set received = received + $2 where id = $1`,
    values: [uploadId, part.bytes],
  });
}

/** The parts in their order. */
export async function listParts(database: Transaction, uploadId: string): Promise<UploadPartRow[]> {
  return database.query({
    text: `select id, position, bytes from upload_part where upload_id = $1 order by position`,
    values: [uploadId],
  });
}

/** Names the document that the parts became; they are not needed any more. */
export async function markUploadDone(tx: Transaction, id: string, documentId: string): Promise<void> {
  await tx.query({ text: `update upload set document_id = $2 where id = $1`, values: [id, documentId] });
  await tx.query({ text: `delete from upload_part where upload_id = $1`, values: [id] });
}

export async function deleteUpload(tx: Transaction, id: string): Promise<void> {
  await tx.query({ text: `delete from upload where id = $1`, values: [id] });
}

/** Lets expired uploads go and returns the ids of the parts whose bytes may go with them. */
export async function deleteExpiredUploads(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    text: `select p.id from upload u join upload_part p on p.upload_id = u.id where u.expires_at <= clock_timestamp()
      for update of u skip locked`,
  });
  const ids = rows.map(({ id }) => id);
  await tx.query({
    text: `delete from upload where expires_at <= clock_timestamp()
      and not exists (select from upload_part where upload_id = upload.id and not id = any($1::uuid[]))`,
    values: [ids],
  });
  return ids;
}
