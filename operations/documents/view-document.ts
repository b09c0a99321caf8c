import { mayBeShown, refusalToOpen } from '../../domain/documents/scan.ts';
import { playedAs, viewingOf } from '../../domain/documents/viewing.ts';
import type { Viewing } from '../../domain/documents/viewing.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import { readDocument } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import { useViewLink } from '../../persistence/documents/file-links.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import { countPages, drawPage } from '../../prints/viewing/draw-page.ts';
import type { DrawingFailure } from '../../prints/viewing/draw-page.ts';
import type { OperationContext } from '../context.ts';
import { createFileLink, hashOfLink } from './create-file-link.ts';
import { readCaseDocument } from './read-case-document.ts';

/** A document as the viewer describes it. `pages` are counted for a PDF; `original` is a link that works once. */
export type ViewedDocument = {
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  viewing: Viewing;
  pages: { pages: number } | DrawingFailure | null;
  original: string;
};

/** A part of a played document, to be sent with the type it is served as. */
export type PlayedPart = { servedAs: string; bytes: number; start: number; end: number; pieces: AsyncIterable<Buffer> };

/**
 * Opens the viewer behind a link, which works again for an hour. Its first use is in the audit before anything leaves;
 * what the scanner has found since then counts at every use. Refuses NOT_FOUND, FILE_LINK_USED for one that is too old,
 * FILE_INFECTED and FILE_NOT_SCANNED.
 */
export async function viewDocument(context: OperationContext, token: string): Promise<Outcome<ViewedDocument>> {
  const reached = await reachViewed(context, token);
  if (!reached.ok) return reached;
  const { row, recordKey, personId } = reached.value;
  const viewing = viewingOf(row.mediaType);
  const pages = viewing === 'pages' ? await countPages(await readCaseDocument(context, recordKey, row)) : null;
  return granted({
    name: openField(recordKey, { table: 'document', column: 'sealed_name', rowId: row.id }, row.sealedName),
    mediaType: row.mediaType,
    bytes: row.bytes,
    sha256: row.sha256,
    viewing,
    pages,
    original: await createFileLink(context, { documentId: row.id, personId, form: 'original' }),
  });
}

/** A page of a PDF as a PNG, counted from 1. Refuses as `viewDocument`, and NOT_FOUND for a page that cannot be drawn. */
export async function viewPage(context: OperationContext, token: string, page: number): Promise<Outcome<Buffer>> {
  const reached = await reachViewed(context, token);
  if (!reached.ok) return reached;
  const { row, recordKey } = reached.value;
  if (viewingOf(row.mediaType) !== 'pages') return refuse('NOT_FOUND');
  const drawn = await drawPage(await readCaseDocument(context, recordKey, row), page);
  return typeof drawn === 'string' ? refuse('NOT_FOUND') : granted(drawn);
}

/**
 * A part of a document that is played, from `start` up to and with `last`; without `last` to its end. Only the frames
 * that the part touches are read. Refuses as `viewDocument`, and RANGE_OUTSIDE.
 */
export async function playDocument(
  context: OperationContext,
  token: string,
  range: { start: number; last: number | null } | { suffix: number } | null,
): Promise<Outcome<PlayedPart>> {
  const reached = await reachViewed(context, token);
  if (!reached.ok) return reached;
  const { row, recordKey } = reached.value;
  const servedAs = playedAs(row.mediaType);
  if (servedAs === undefined) return refuse('NOT_FOUND');
  const { bytes } = row;
  const asked = range === null ? { start: 0, last: null } : range;
  const start = 'suffix' in asked ? Math.max(0, bytes - asked.suffix) : asked.start;
  const end = 'suffix' in asked || asked.last === null ? bytes : Math.min(bytes, asked.last + 1);
  if (start >= end) return refuse('RANGE_OUTSIDE', { bytes });
  const key = openField(recordKey, { table: 'document', column: 'wrapped_key', rowId: row.id }, row.wrappedKey);
  const pieces = context.documents.get(row.id, { key: Buffer.from(key, 'base64'), range: { start, end } });
  return granted({ servedAs, bytes, start, end, pieces });
}

type Reached = { row: DocumentRow; recordKey: Buffer; personId: string | null };

async function reachViewed(context: OperationContext, token: string): Promise<Outcome<Reached>> {
  const { database, keyRing, correlationId } = context;
  const link = await useViewLink(database, hashOfLink(token));
  if (link === undefined) return refuse('NOT_FOUND');
  if (link === 'old') return refuse('FILE_LINK_USED');
  const { personId } = link;
  const row = await readDocument(database, link.documentId);
  const side =
    row?.state === 'filed' && row.recordId !== null ? await openPrivateCase(database, row.recordId) : undefined;
  if (!row || row.recordId === null || !side) return refuse('NOT_FOUND');
  const refusal = refusalToOpen(row.scan, 'staff') ?? (mayBeShown(row.scan) ? undefined : refuse('FILE_NOT_SCANNED'));
  if (link.isFirst || refusal !== undefined) {
    const { legal } = await context.clock();
    await writeAudit(database, {
      legalAt: legal,
      actor: personId === null ? 'complainant' : `person:${personId}`,
      action: 'document.open',
      recordId: row.recordId,
      outcome: refusal === undefined ? 'read' : 'refused',
      ...(refusal === undefined ? {} : { code: refusal.refusal.code }),
      ...(correlationId === undefined ? {} : { correlationId }),
    });
  }
  if (refusal) return refusal;
  return granted({ row, recordKey: keyRing.unwrapKey(row.recordId, side.wrapped), personId });
}
