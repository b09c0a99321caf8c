import type { ScanState } from '../../domain/documents/scan.ts';
import type { Transaction } from '../database.ts';
import type { DocumentRow } from './document-rows.ts';

export type DocumentToScan = Pick<DocumentRow, 'id' | 'wrappedKey'> & { recordId: string };

/** Filed documents that nobody scanned wait from now on; so do those whose scan failed a day ago. */
export async function letDocumentsWait(database: Transaction): Promise<void> {
  await database.query({
    text: `update document set scan = 'waiting' where state = 'filed' and (scan = 'notScanned'
      or (scan = 'failed' and scanned_at < clock_timestamp() - interval '1 day'))`,
  });
}

/** Documents that wait for the scanner; those tried least come first, so that one that breaks it holds up no other. */
export async function listWaitingDocuments(database: Transaction, limit: number): Promise<DocumentToScan[]> {
  return database.query({
    text: `select id, record_id as "recordId", wrapped_key as "wrappedKey" from document
      where state = 'filed' and scan = 'waiting' order by scan_tries, filed_at, id limit $1`,
    values: [limit],
  });
}

/** Keeps what the scanner answered. What was found infected stays so. Returns whether this answer was the one kept. */
export async function keepScan(
  database: Transaction,
  id: string,
  scan: Extract<ScanState, 'clean' | 'infected' | 'failed'>,
): Promise<boolean> {
  const rows = await database.query({
    text: `update document set scan = $2, scanned_at = clock_timestamp(), scan_tries = scan_tries + 1
      where id = $1 and scan = 'waiting' returning id`,
    values: [id, scan],
  });
  return rows.length > 0;
}

/** Counts a try that brought no answer; the document waits on. */
export async function countScanTry(database: Transaction, id: string): Promise<void> {
  await database.query({ text: `update document set scan_tries = scan_tries + 1 where id = $1`, values: [id] });
}
