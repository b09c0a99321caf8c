import type { DocumentPurpose } from '../../domain/documents/document-purpose.ts';
import type { ScanState } from '../../domain/documents/scan.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

export type DocumentRow = {
  id: string;
  draftId: string | null;
  client: string | null;
  recordId: string | null;
  state: 'staged' | 'filed' | 'discarded';
  purpose: DocumentPurpose;
  position: number;
  sealedName: Buffer;
  mediaType: string;
  bytes: number;
  sha256: string;
  wrappedKey: Buffer;
  uploadedAt: Instant;
  filedAt: Instant | null;
  scan: ScanState;
  /** A copy for viewing was tried and could not be made. */
  hasUnreadablePicture: boolean;
};

const columns = `id, draft_id as "draftId", client, record_id as "recordId", state, purpose, position,
  sealed_name as "sealedName", media_type as "mediaType", bytes, sha256, wrapped_key as "wrappedKey",
  uploaded_at as "uploadedAt", filed_at as "filedAt",
  scan, has_unreadable_picture as "hasUnreadablePicture"`;

export async function insertStagedDocument(
  database: Transaction,
  row: Omit<
    DocumentRow,
    'recordId' | 'state' | 'position' | 'uploadedAt' | 'filedAt' | 'scan' | 'hasUnreadablePicture'
  >,
): Promise<void> {
  await database.query({
    text: `insert into document (id, draft_id, client, state, purpose, position, sealed_name, media_type, bytes, sha256,
        wrapped_key)
      values ($1, $2, $3, 'staged', $4, (select coalesce(max(position), 0) + 1 from document where draft_id = $2),
        $5, $6, $7, $8, $9)`,
    values: [
      row.id,
      row.draftId,
      row.client,
      row.purpose,
      row.sealedName,
      row.mediaType,
      row.bytes,
      row.sha256,
      row.wrappedKey,
    ],
  });
}

/** Documents of a draft that are staged, in the order of upload. */
export async function listDraftDocuments(database: Transaction, draftId: string): Promise<DocumentRow[]> {
  return database.query({
    text: `select ${columns} from document where draft_id = $1 and state = 'staged' order by position, id`,
    values: [draftId],
  });
}

/** Documents that a client has staged and not filed, in the order of upload. */
export async function listClientDocuments(database: Transaction, client: string): Promise<DocumentRow[]> {
  return database.query({
    text: `select ${columns} from document where client = $1 and state = 'staged' order by uploaded_at, id`,
    values: [client],
  });
}

/** What a client uploaded and did not take back, filed or not, in the order of upload. */
export async function listClientUploads(database: Transaction, client: string): Promise<DocumentRow[]> {
  return database.query({
    text: `select ${columns} from document where client = $1 and state <> 'discarded' order by uploaded_at, id`,
    values: [client],
  });
}

/** Removes one staged document of a client; the bytes are deleted by the sweeper. */
export async function discardClientDocument(database: Transaction, client: string, id: string): Promise<boolean> {
  const rows = await database.query<{ id: string }>({
    text: `update document set state = 'discarded' where id = $1 and client = $2 and state = 'staged' returning id`,
    values: [id, client],
  });
  return rows.length > 0;
}

/** Gives what a client has staged and not filed to another name of the same client. */
export async function renameClient(database: Transaction, from: string, to: string): Promise<void> {
  await database.query({
    text: `update document set client = $2 where client = $1 and state = 'staged'`,
    values: [from, to],
  });
}

/** Locks staged documents for filing; a row that is missing from the answer is not staged or belongs to another. */
export async function lockStagedDocuments(
  tx: Transaction,
  ids: readonly string[],
  owner: { draftId?: string; client?: string },
): Promise<DocumentRow[]> {
  return tx.query({
    text: `select ${columns} from document where id = any($1::uuid[]) and state = 'staged'
        and (draft_id = $2 or client = $3) order by id for update`,
    values: [ids, owner.draftId ?? null, owner.client ?? null],
  });
}

/** Marks a locked document filed: it belongs to the record now, under the record's key. */
export async function markDocumentFiled(
  tx: Transaction,
  filed: Pick<DocumentRow, 'id' | 'position' | 'sealedName' | 'wrappedKey' | 'scan'> & {
    recordId: string;
    filedAt: Instant;
    /** Another purpose than the one it was staged with. */
    purpose?: DocumentRow['purpose'];
  },
): Promise<void> {
  await tx.query({
    text: `update document set state = 'filed', record_id = $2, position = $3, sealed_name = $4, wrapped_key = $5,
      filed_at = $6, scan = $7, purpose = coalesce($8, purpose) where id = $1 and state = 'staged'`,
    values: [
      filed.id,
      filed.recordId,
      filed.position,
      filed.sealedName,
      filed.wrappedKey,
      filed.filedAt,
      filed.scan,
      filed.purpose ?? null,
    ],
  });
}

export async function insertFiledDocument(
  tx: Transaction,
  row: Omit<DocumentRow, 'draftId' | 'client' | 'state' | 'uploadedAt' | 'hasUnreadablePicture'>,
): Promise<void> {
  await tx.query({
    text: `insert into document (id, record_id, state, purpose, position, sealed_name, media_type, bytes, sha256,
        wrapped_key, filed_at, scan) values ($1, $2, 'filed', $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      row.id,
      row.recordId,
      row.purpose,
      row.position,
      row.sealedName,
      row.mediaType,
      row.bytes,
      row.sha256,
      row.wrappedKey,
      row.filedAt,
      row.scan,
    ],
  });
}

export async function listRecordDocuments(database: Transaction, recordId: string): Promise<DocumentRow[]> {
  return database.query({
    name: 'documents-of-record',
    text: `select ${columns} from document where record_id = $1 and state = 'filed' order by position, id`,
    values: [recordId],
  });
}

/** The last position that a filed document of the record has. */
export async function readLastPosition(tx: Transaction, recordId: string): Promise<number> {
  const [row] = await tx.query<{ last: number }>({
    text: `select coalesce(max(position), 0) as last from document where record_id = $1 and state = 'filed'`,
    values: [recordId],
  });
  return row?.last ?? 0;
}

export async function readDocument(database: Transaction, id: string): Promise<DocumentRow | undefined> {
  const [row] = await database.query<DocumentRow>({
    text: `select ${columns} from document where id = $1`,
    values: [id],
  });
  return row;
}

/** Removes one staged document from its draft; the bytes are deleted by the sweeper. */
export async function discardStagedDocument(database: Transaction, draftId: string, id: string): Promise<boolean> {
  const rows = await database.query<{ id: string }>({
    text: `update document set state = 'discarded' where id = $1 and draft_id = $2 and state = 'staged' returning id`,
    values: [id, draftId],
  });
  return rows.length > 0;
}

/**
 * Marks staged documents older than 24 hours discarded and returns the ids whose bytes may go. Those of a living draft
 * live as long as it does.
 */
export async function discardOldStagedDocuments(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>({
    text: `update document set state = 'discarded'
      where state = 'staged' and uploaded_at < clock_timestamp() - interval '24 hours'
        and (draft_id is null or not exists (select from draft where draft.id = document.draft_id
          and draft.record_id is null))
      returning id`,
  });
  return rows.map((row) => row.id);
}

/** Keeps whether the last try to make a copy for viewing failed. */
export async function markPicture(database: Transaction, id: string, isUnreadable: boolean): Promise<void> {
  await database.query({
    text: `update document set has_unreadable_picture = $2 where id = $1 and has_unreadable_picture <> $2`,
    values: [id, isUnreadable],
  });
}
