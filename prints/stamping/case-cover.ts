import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayTimeExact } from '../../wording/dates.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import { hashGroups } from '../hash-groups.ts';
import { PdfDocument } from '../pdf-document.ts';

/** How a document of a case appears in its print. */
export type PrintedHow = 'statement' | 'stamped' | 'sheet' | 'listed';

/** What the cover of a printed case says. */
export type CaseCoverModel = {
  readonly number: string;
  readonly commission: string;
  readonly receivedAt: Instant;
  readonly printedAt: Instant;
  readonly demand: string;
  readonly statement: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly how: PrintedHow;
  }[];
  /** Requests, answers, minutes and what else the case holds in words, the oldest first. */
  readonly papers: readonly PrintedPaper[];
};

/** A paper of the case: what it is, when and by whom it was written, to whom, and its words. */
export type PrintedPaper = {
  readonly heading: string;
  readonly by: string;
  readonly writtenAt: Instant;
  readonly facts: readonly string[];
  readonly text: string;
};

/** The cover of a printed case: number, times in Asia/Bishkek, every file with its SHA-256, the words of the complaint. */
export async function printCaseCover(model: CaseCoverModel, language: Language): Promise<Buffer> {
  const title = say(language, 'case-print.cover');
  const pdf = new PdfDocument({
    title: `${title} ${model.number}`,
    language,
    createdAt: model.printedAt,
    marks: {
      headLeft: model.commission,
      headRight: [model.number],
      foot: model.number,
      pageOf: (n, total) => say(language, 'prints.page', { n, total }),
    },
  });
  const inBishkek = (at: Instant): string =>
    say(language, 'prints.receipt.received-value', { moment: dayTimeExact(language, at) });
  pdf.title(title);
  pdf.paragraph(say(language, 'case-print.copies'));
  pdf.definitions([
    { term: say(language, 'prints.receipt.number'), text: model.number, style: 'big' },
    { term: say(language, 'prints.receipt.received'), text: inBishkek(model.receivedAt), style: 'strong' },
    { term: say(language, 'prints.receipt.commission'), text: model.commission },
    { term: say(language, 'case-print.printed'), text: inBishkek(model.printedAt) },
  ]);
  printFiles(pdf, model, language);
  printWords(pdf, say(language, 'desk.heading.demand'), model.demand);
  printWords(pdf, say(language, 'desk.heading.statement'), model.statement);
  for (const paper of model.papers) printPaper(pdf, paper, language);
  return pdf.finish();
}

function printFiles(pdf: PdfDocument, { files }: CaseCoverModel, language: Language): void {
  pdf.heading(say(language, 'prints.receipt.files'), 130);
  pdf.table({
    columns: [
      { heading: say(language, 'prints.receipt.file-name'), share: 3.4 },
      { heading: say(language, 'prints.receipt.file-size'), share: 1.5 },
      { heading: say(language, 'prints.receipt.file-hash'), share: 4.6 },
      { heading: say(language, 'case-print.column.how'), share: 1.9 },
    ],
    rows: files.map(({ name, bytes: size, sha256, how }) => [
      name,
      bytes(language, size),
      hashGroups(sha256),
      say(language, `case-print.how.${how}`),
    ]),
  });
}

function printPaper(pdf: PdfDocument, { heading, by, writtenAt, facts, text }: PrintedPaper, language: Language): void {
  pdf.heading(heading, 90);
  pdf.paragraph([`${dayTimeExact(language, writtenAt)} · ${by}`, ...facts].join(' · '));
  for (const part of text.split(/\n{2,}/)) if (part.trim() !== '') pdf.paragraph(part, 'law');
}

function printWords(pdf: PdfDocument, heading: string, words: string): void {
  if (words.trim() === '') return;
  pdf.heading(heading);
  for (const part of words.split(/\n{2,}/)) pdf.paragraph(part, 'law');
}
