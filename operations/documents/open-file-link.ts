import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import { readDocument } from '../../persistence/documents/document-rows.ts';
import { useFileLink } from '../../persistence/documents/file-links.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import { hashOfLink } from './create-file-link.ts';

/** A document on its way to a reader; the pieces are proved one by one. */
export type OpenedDocument = { name: string; mediaType: string; bytes: number; pieces: AsyncIterable<Buffer> };

/**
 * Opens the document behind a link and uses the link up. Refuses NOT_FOUND for an unknown link and FILE_LINK_USED for
 * one that was used or is older than 15 minutes. The read is audited before a byte leaves.
 */
export async function openFileLink(context: OperationContext, token: string): Promise<Outcome<OpenedDocument>> {
  const { database, keyRing, documents } = context;
  const link = await useFileLink(database, hashOfLink(token));
  if (link === 'used') return refuse('FILE_LINK_USED');
  const row = link && (await readDocument(database, link.documentId));
  if (!row || row.state !== 'filed' || row.recordId === null) return refuse('NOT_FOUND');
  const side = await openPrivateCase(database, row.recordId);
  if (!side) return refuse('NOT_FOUND');
  const { legal } = await context.clock();
  await writeAudit(database, {
    legalAt: legal,
    actor: link.personId === null ? 'complainant' : `person:${link.personId}`,
    action: 'document.open',
    recordId: row.recordId,
    outcome: 'read',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  const recordKey = keyRing.unwrapKey(row.recordId, side.wrapped);
  const place = (column: string) => ({ table: 'document', column, rowId: row.id });
  const key = Buffer.from(openField(recordKey, place('wrapped_key'), row.wrappedKey), 'base64');
  return granted({
    name: openField(recordKey, place('sealed_name'), row.sealedName),
    mediaType: row.mediaType,
    bytes: row.bytes,
    pieces: documents.get(row.id, { key }),
  });
}
