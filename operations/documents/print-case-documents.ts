import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { mayBeShown } from '../../domain/documents/scan.ts';
import type { Language } from '../../domain/language.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { printCaseCover } from '../../prints/stamping/case-cover.ts';
import type { PrintedHow, PrintedPaper } from '../../prints/stamping/case-cover.ts';
import { mergeForPrinting } from '../../prints/stamping/merge-for-printing.ts';
import type { PrintPart } from '../../prints/stamping/merge-for-printing.ts';
import { hashGroups } from '../../prints/hash-groups.ts';
import { stampPdf } from '../../prints/stamping/stamp-pdf.ts';
import { printedPictures, stampPicture } from '../../prints/stamping/stamp-picture.ts';
import { printStampSheet } from '../../prints/stamping/stamp-sheet.ts';
import type { StampingResult } from '../../prints/stamping/stamping-job.ts';
import { openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import { listRecordDocuments } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import { readNames } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { dayTimeExact } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { openPrivateSide } from '../complaints/private-side.ts';
import { readPapers } from '../complaints/paper.ts';
import type { PrivateSide } from '../complaints/private-side.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { openForReading } from '../records/read-access.ts';
import { readCaseDocument } from './read-case-document.ts';

/** What a print may take: bytes of all copies together, and the time for making them. What is beyond gets a sheet. */
export const printLimits = { copyBytes: 60_000_000, milliseconds: 120_000 } as const;

type PrintedCase = {
  language: Language;
  complaint: ComplaintState;
  commission: string;
  details: PrivateSide;
  rows: ReadonlyMap<string, DocumentRow>;
  recordKey: Buffer;
  papers: readonly PrintedPaper[];
};

type PrintedDocument = { how: PrintedHow; part: PrintPart | null };

/**
 * A case as one PDF for staff to print: a cover with the words of the complaint and every file with its SHA-256, then
 * stamped copies of PDFs and pictures in their order. A file of which no copy can be made within the limits has a
 * sheet instead; other types, and what a scanner did not find clean, are listed only. The originals are not changed. The look is in the audit before a byte is
 * read. Refuses NOT_FOUND for a case of another commission.
 */
export async function printCaseDocuments(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string; language: Language },
  limits: { copyBytes: number; milliseconds: number } = printLimits,
): Promise<Outcome<{ number: string; pdf: Buffer }>> {
  const opened = await openForReading(context, actor, {
    recordId: request.complaintId,
    subject: 'complaint',
    action: 'document.printCase',
  });
  if (!opened.ok) return opened;
  const printed = await readCase(context, request, opened.value.commission);
  const documents = await printDocuments(context, printed, limits);
  const printedAt = opened.value.at.legal;
  const whole = await putTogether(printed, documents, printedAt);
  if (whole.ok) return granted({ number: printed.complaint.number, pdf: whole.copy });
  const sheets: PrintedDocument[] = [];
  for (const [index, document] of documents.entries()) {
    sheets.push(document.part === null ? document : await documentOf(printed, index, whole));
  }
  const onSheets = await putTogether(printed, sheets, printedAt);
  if (!onSheets.ok) throw new Error(`a print of sheets alone could not be put together: ${onSheets.reason}`);
  return granted({ number: printed.complaint.number, pdf: onSheets.copy });
}

async function putTogether(
  printed: PrintedCase,
  documents: readonly PrintedDocument[],
  printedAt: Instant,
): Promise<StampingResult> {
  const cover = await coverOf(printed, documents, printedAt);
  return mergeForPrinting([{ pdf: cover }, ...documents.flatMap(({ part }) => part ?? [])]);
}

async function readCase(
  context: OperationContext,
  { complaintId, language }: { complaintId: string; language: Language },
  commission: CommissionRow,
): Promise<PrintedCase> {
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const details = await openPrivateSide(context, complaintId);
  const side = await openPrivateCase(context.database, complaintId);
  if (!known || !details || !side) throw new TypeError('a complaint without its state or its private row');
  const rows = await listRecordDocuments(context.database, complaintId);
  const recordKey = context.keyRing.unwrapKey(complaintId, side.wrapped);
  return {
    language,
    complaint: known.state,
    commission: { ky: commission.nameKy, ru: commission.nameRu, en: commission.nameEn }[language],
    details,
    rows: new Map(rows.map((row) => [row.id, row])),
    recordKey,
    papers: await printedPapers(context, { recordId: complaintId, recordKey }, language),
  };
}

/** The papers of the case with the names of the staff who wrote them. */
async function printedPapers(
  context: OperationContext,
  owner: { recordId: string; recordKey: Buffer },
  language: Language,
): Promise<PrintedPaper[]> {
  const papers = await readPapers(context, owner, 'staff');
  const staff = papers.flatMap(({ author }) => (author.startsWith('person:') ? [author.slice('person:'.length)] : []));
  const names = await readNames(context.database, [...new Set(staff)]);
  return papers.map(({ kind, author, writtenAt, text, name, address, place, number }) => ({
    heading: say(language, `case-papers.kind.${kind}`),
    by: names.get(author.slice('person:'.length)) ?? say(language, 'desk.actor.complainant'),
    writtenAt,
    facts: [name, address, place, number].flatMap((fact) => (fact === undefined || fact === '' ? [] : [fact])),
    text,
  }));
}

// One after the other: a case of many heavy files must not take the machine from the people at the desk.
async function printDocuments(
  context: OperationContext,
  printed: PrintedCase,
  limits: { copyBytes: number; milliseconds: number },
): Promise<PrintedDocument[]> {
  const end = performance.now() + limits.milliseconds;
  let left = limits.copyBytes;
  const documents: PrintedDocument[] = [];
  for (const [index, { id, purpose, mediaType, bytes }] of printed.details.documents.entries()) {
    const make = copyMaker(mediaType);
    const row = printed.rows.get(id);
    if (make === undefined || row === undefined || !mayBeShown(row.scan)) {
      documents.push({ how: purpose === 'statement' ? 'statement' : 'listed', part: null });
      continue;
    }
    const isTooMuch = performance.now() >= end || (mediaType === 'application/pdf' && bytes > left);
    const copy: StampingResult = isTooMuch
      ? { ok: false, reason: 'tooHeavy' }
      : await make(await readCaseDocument(context, printed.recordKey, row), { lines: stampLines(printed, index) });
    const document = await documentOf(printed, index, copy.ok && copy.copy.length > left ? tooHeavy : copy);
    if (document.how === 'stamped') left -= document.part?.pdf.length ?? 0;
    documents.push(document);
  }
  return documents;
}

const tooHeavy: StampingResult = { ok: false, reason: 'tooHeavy' };

function copyMaker(mediaType: string): typeof stampPdf | undefined {
  if (mediaType === 'application/pdf') return stampPdf;
  return printedPictures.has(mediaType) ? stampPicture : undefined;
}

async function documentOf(printed: PrintedCase, index: number, copy: StampingResult): Promise<PrintedDocument> {
  const { complaint, commission, details, language } = printed;
  const { name, sha256 } = details.documents[index] ?? { name: '', sha256: '' };
  const { number, receivedAt } = complaint;
  const reason = copy.ok ? 'unreadable' : copy.reason;
  const sheet = await printStampSheet({ number, commission, receivedAt, name, sha256, reason }, language);
  return copy.ok
    ? { how: 'stamped', part: { pdf: copy.copy, standIn: sheet } }
    : { how: 'sheet', part: { pdf: sheet } };
}

function stampLines({ language, complaint, details, rows }: PrintedCase, index: number): string[] {
  // The statement and the files of the filing come first; what came later has a moment of its own.
  const cameLater = index > complaint.fileCount;
  const filedAt = rows.get(details.documents[index]?.id ?? '')?.filedAt ?? complaint.receivedAt;
  const moment = dayTimeExact(language, cameLater ? filedAt : complaint.receivedAt);
  const place = { n: index + 1, total: details.documents.length };
  return [
    say(language, 'case-print.stamp', { number: complaint.number, moment, ...place }),
    say(language, 'case-print.stamp-hash', { hash: hashGroups(details.documents[index]?.sha256 ?? '') }),
  ];
}

function coverOf(
  { language, complaint, commission, details, papers }: PrintedCase,
  documents: readonly PrintedDocument[],
  printedAt: Instant,
): Promise<Buffer> {
  return printCaseCover(
    {
      number: complaint.number,
      commission,
      receivedAt: complaint.receivedAt,
      printedAt,
      demand: details.demand,
      statement: details.statement,
      papers,
      files: details.documents.map(({ name, purpose, bytes, sha256 }, index) => ({
        name: purpose === 'statement' ? say(language, 'desk.document.statement') : name,
        bytes,
        sha256,
        how: documents[index]?.how ?? 'listed',
      })),
    },
    language,
  );
}
