import { buffer } from 'node:stream/consumers';
import { EncryptedPDFError, PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import type { PDFPage } from 'pdf-lib';
import { embedStampFont, stampPages } from './draw-stamp.ts';
import { drawPicture } from './draw-picture.ts';
import { redrawPicture } from './redraw-picture.ts';
import { openUploaded } from './open-uploaded.ts';
import { readRequest, started, writeAnswer } from './stamping-job.ts';
import type { StampingJob, StampingResult } from './stamping-job.ts';

process.stdout.write(started);
const { job, documents } = readRequest(await buffer(process.stdin));
for (const part of writeAnswer(await answer(job, documents))) process.stdout.write(part);

async function answer(asked: StampingJob, given: readonly Buffer[]): Promise<StampingResult> {
  try {
    if (asked.kind === 'show')
      return { ok: true, copy: await redrawPicture(given[0] ?? Buffer.alloc(0), asked.format) };
    const document = await make(asked, given);
    if (document.getPageCount() === 0) return { ok: false, reason: 'unreadable' };
    const saved = await document.save({ updateFieldAppearances: false, addDefaultPage: false });
    return { ok: true, copy: Buffer.from(saved) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

async function make(asked: Exclude<StampingJob, { kind: 'show' }>, given: readonly Buffer[]): Promise<PDFDocument> {
  if (asked.kind === 'merge') return merge(asked.parts, given);
  const [first = Buffer.alloc(0)] = given;
  const document = asked.kind === 'picture' ? await drawPicture(first) : await openUploaded(first);
  stampPages(document, await embedStampFont(document), asked.lines);
  return document;
}

type Parts = Extract<StampingJob, { kind: 'merge' }>['parts'];

async function merge(parts: Parts, given: readonly Buffer[]): Promise<PDFDocument> {
  const whole = await PDFDocument.create();
  for (const [place, standIn] of parts) {
    for (const page of await copyPart(whole, given, place, standIn)) whole.addPage(withoutActions(page));
  }
  return whole;
}

async function copyPart(
  whole: PDFDocument,
  given: readonly Buffer[],
  place: number,
  standIn: number | null,
): Promise<PDFPage[]> {
  try {
    const source = await openUploaded(given[place] ?? Buffer.alloc(0));
    return await whole.copyPages(source, source.getPageIndices());
  } catch (error) {
    if (standIn === null || reasonOf(error) === 'tooHeavy') throw error;
    return copyPart(whole, given, standIn, null);
  }
}

// A print does nothing: what an uploaded page would start when it is opened or clicked is left out.
function withoutActions(page: PDFPage): PDFPage {
  const { node } = page;
  node.delete(PDFName.of('AA'));
  for (const each of node.Annots()?.asArray() ?? []) {
    const annotation = node.context.lookup(each);
    if (!(annotation instanceof PDFDict)) continue;
    for (const name of ['A', 'AA', 'PA']) annotation.delete(PDFName.of(name));
  }
  return page;
}

function reasonOf(error: unknown): 'encrypted' | 'tooHeavy' | 'unreadable' {
  if (error instanceof EncryptedPDFError) return 'encrypted';
  const isTooMuch = Error.isError(error) && /allocation|array length|string length|pixel limit/i.test(error.message);
  return isTooMuch ? 'tooHeavy' : 'unreadable';
}
