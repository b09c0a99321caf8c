import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayTimeExact } from '../../wording/dates.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import { qrSide } from '../draw-qr.ts';
import type { QrParts } from '../draw-qr.ts';
import { hashGroups } from '../hash-groups.ts';
import { PdfDocument } from '../pdf-document.ts';

/** What a receipt says. All texts are in the language it is printed in. */
export type ReceiptModel = {
  readonly number: string;
  readonly receivedAt: Instant;
  /** When a clerk entered what came on paper, by mail or orally. */
  readonly enteredAt?: Instant;
  /** When a submit of the same draft was refused before. */
  readonly firstAttemptAt?: Instant | null;
  readonly commission: string;
  readonly election: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  /** SHA-256 of the whole, the commitment of the first event. */
  readonly commitment: string;
  readonly receiptCode: string;
  readonly deadline: {
    readonly dueAt: Instant | null;
    readonly sentence: string;
    /** The derivation, a sentence a step. */
    readonly steps: readonly string[];
  };
  /** Never the receipt code. `isProven`: it holds the proof that the filing is in the ledger. */
  readonly qr: QrParts;
  readonly isProven: boolean;
  /** Address of the public page of the case. */
  readonly address: string;
  readonly warnings: readonly string[];
};

/** The receipt as PDF/A-2a and PDF/UA-1; the same model gives the same bytes. Times in Asia/Bishkek. */
export async function printReceipt(model: ReceiptModel, language: Language): Promise<Buffer> {
  const word = (key: string, values?: Record<string, string>): string => say(language, `prints.receipt.${key}`, values);
  const pdf = new PdfDocument({
    title: `${word('title')} ${model.number}`,
    language,
    createdAt: model.receivedAt,
    marks: {
      headLeft: model.commission,
      headRight: [word('foot', { number: model.number }), dayTimeExact(language, model.receivedAt)],
      foot: word('foot', { number: model.number }),
      pageOf: (n, total) => say(language, 'prints.page', { n, total }),
    },
  });
  pdf.title(word('title'));
  pdf.paragraph(word('sentence'));
  const moment = dayTimeExact(language, model.receivedAt);
  const { firstAttemptAt = null } = model;
  pdf.definitions([
    { term: word('number'), text: model.number, style: 'big' },
    { term: word('received'), text: word('received-value', { moment }), style: 'strong' },
    ...enteredRow(model, language, word),
    ...(firstAttemptAt === null ? [] : [firstAttempt(language, firstAttemptAt)]),
    { term: word('commission'), text: model.commission },
    { term: word('election'), text: model.election },
    { term: word('code'), text: model.receiptCode, style: 'big' },
  ]);
  pdf.paragraph(word('code-note'), 'quiet');
  printTerm(pdf, model, word);
  printFiles(pdf, model, language, word);
  if (model.warnings.length > 0) {
    pdf.heading(word('warnings'));
    pdf.paragraph(word('warnings-note'), 'quiet');
    pdf.numbered(model.warnings);
  }
  pdf.heading(word('follow'), qrSide(model.qr) + 27);
  const kind = model.isProven ? 'proof' : 'qr';
  pdf.qr(model.qr, word(`${kind}-alt`, { number: model.number }), [
    word('follow-note', { address: model.address }),
    word(`${kind}-note`),
  ]);
  return pdf.finish();
}

function firstAttempt(language: Language, at: Instant): { term: string; text: string } {
  const moment = say(language, 'prints.receipt.received-value', { moment: dayTimeExact(language, at) });
  return {
    term: say(language, 'receipt.first-attempt'),
    text: `${moment}. ${say(language, 'receipt.first-attempt-note')}`,
  };
}

type Word = (key: string, values?: Record<string, string>) => string;

function enteredRow({ enteredAt }: ReceiptModel, language: Language, word: Word): { term: string; text: string }[] {
  if (enteredAt === undefined) return [];
  const moment = dayTimeExact(language, enteredAt);
  return [{ term: word('entered'), text: word('received-value', { moment }) }];
}

function printTerm(pdf: PdfDocument, model: ReceiptModel, word: Word): void {
  pdf.heading(word('term'));
  pdf.paragraph([{ strong: model.deadline.sentence }]);
  if (model.deadline.steps.length === 0) return;
  pdf.paragraph(word('how'), 'quiet');
  pdf.numbered(model.deadline.steps);
}

function printFiles(pdf: PdfDocument, model: ReceiptModel, language: Language, word: Word): void {
  pdf.heading(word('files'), 130);
  if (model.files.length === 0) pdf.paragraph(word('no-files'));
  else {
    pdf.table({
      columns: [
        { heading: word('file-name'), share: 4 },
        { heading: word('file-size'), share: 1.6 },
        { heading: word('file-hash'), share: 5 },
      ],
      rows: model.files.map((file) => [file.name, bytes(language, file.bytes), hashGroups(file.sha256)]),
    });
  }
  pdf.definitions([{ term: word('whole'), text: hashGroups(model.commitment) }]);
}
