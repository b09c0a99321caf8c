import { mayBeShown, refusalToOpen } from '../../domain/documents/scan.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import { markPicture, readDocument } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import { useFileLink } from '../../persistence/documents/file-links.ts';
import type { LinkForm } from '../../persistence/documents/file-links.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import { shownPictures, showPicture } from '../../prints/stamping/show-picture.ts';
import type { OperationContext } from '../context.ts';
import { hashOfLink } from './create-file-link.ts';
import { readCaseDocument } from './read-case-document.ts';

/**
 * A document on its way to a reader: the original, whose pieces are proved one by one, or a copy made for looking at.
 * `isShown` is whether it may stand open in a browser.
 */
export type OpenedDocument = {
  name: string;
  mediaType: string;
  bytes: number;
  isShown: boolean;
  pieces: AsyncIterable<Buffer>;
};

type UsedLink = { documentId: string; personId: string | null; form: LinkForm };

/**
 * Opens the document behind a link and uses the link up. Staff see a picture as a copy without its metadata; when none
 * can be made, they get the original to save, and the document is marked. Whatever else staff get is to save. Refuses NOT_FOUND for an unknown link,
 * FILE_LINK_USED for one that was used or is older than 15 minutes, FILE_INFECTED and FILE_NOT_SCANNED. The read, or
 * the refusal, is in the audit before a byte leaves.
 */
export async function openFileLink(context: OperationContext, token: string): Promise<Outcome<OpenedDocument>> {
  const { database, keyRing } = context;
  const link = await useFileLink(database, hashOfLink(token));
  if (link === 'used') return refuse('FILE_LINK_USED');
  const row = link && (await readDocument(database, link.documentId));
  if (!row || row.state !== 'filed' || row.recordId === null) return refuse('NOT_FOUND');
  const side = await openPrivateCase(database, row.recordId);
  if (!side) return refuse('NOT_FOUND');
  const refusal = refusalToOpen(row.scan, link.personId === null ? 'complainant' : 'staff');
  await auditOpening(context, { recordId: row.recordId, personId: link.personId, refusal });
  if (refusal) return refusal;
  const recordKey = keyRing.unwrapKey(row.recordId, side.wrapped);
  return granted((await shownCopy(context, { row, recordKey, link })) ?? originalOf(context, { row, recordKey, link }));
}

async function auditOpening(
  context: OperationContext,
  { recordId, personId, refusal }: { recordId: string; personId: string | null; refusal: Refusal | undefined },
): Promise<void> {
  const { legal } = await context.clock();
  await writeAudit(context.database, {
    legalAt: legal,
    actor: personId === null ? 'complainant' : `person:${personId}`,
    action: 'document.open',
    recordId,
    outcome: refusal === undefined ? 'read' : 'refused',
    ...(refusal === undefined ? {} : { code: refusal.refusal.code }),
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
}

type Opening = { row: DocumentRow; recordKey: Buffer; link: UsedLink };

function nameOf({ row, recordKey }: Opening): string {
  return openField(recordKey, { table: 'document', column: 'sealed_name', rowId: row.id }, row.sealedName);
}

async function shownCopy(context: OperationContext, opening: Opening): Promise<OpenedDocument | undefined> {
  const { row, recordKey, link } = opening;
  if (link.form !== 'shown' || !mayBeShown(row.scan) || !shownPictures.has(row.mediaType)) return undefined;
  const copy = await showPicture(await readCaseDocument(context, recordKey, row), row.mediaType);
  await markPicture(context.database, row.id, copy === undefined);
  if (copy === undefined) return undefined;
  const pieces = (async function* () {
    yield copy;
  })();
  return { name: nameOf(opening), mediaType: row.mediaType, bytes: copy.length, isShown: true, pieces };
}

function originalOf({ documents }: OperationContext, opening: Opening): OpenedDocument {
  const { row, recordKey, link } = opening;
  const key = openField(recordKey, { table: 'document', column: 'wrapped_key', rowId: row.id }, row.wrappedKey);
  return {
    name: nameOf(opening),
    mediaType: row.mediaType,
    bytes: row.bytes,
    isShown: link.personId === null,
    pieces: documents.get(row.id, { key: Buffer.from(key, 'base64') }),
  };
}
