import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { day } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { hashGroups } from '../hash-groups.ts';
import { PdfDocument } from '../pdf-document.ts';
import type { PrintText } from '../print-lines.ts';

/** How a member voted; the word is printed, the colour is not. */
export type PrintedChoice = 'for' | 'against' | 'abstain' | 'recused' | 'absent' | 'notVoted';

/** What a decision says. Hidden places are `{ redacted: kind }` pieces: the hidden text never reaches the print. */
export type DecisionModel = {
  /** Empty on a draft. */
  readonly number: string;
  readonly commission: string;
  readonly decidedAt: Instant;
  readonly title: string;
  /** Facts and reasoning. */
  readonly grounds: readonly PrintText[];
  readonly findings: readonly PrintText[];
  /** The sentence of the cited articles. */
  readonly basis?: PrintText;
  readonly operative: readonly PrintText[];
  readonly votes: readonly { readonly name: string; readonly choice: PrintedChoice }[];
  readonly dissents: readonly { readonly by: string; readonly paragraphs: readonly PrintText[] }[];
  readonly signature: string;
  /** What is hidden, how often and on which grounds, and where it is contested; absent when nothing is. */
  readonly redactions?: string;
  /** A draft says so in words on each page. */
  readonly isDraft?: boolean;
  /** Absent on the original; the copy of the portal names its publication. */
  readonly publication?: { readonly number: string; readonly address: string };
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
};

/**
 * The decision as PDF/A-2a and PDF/UA-1, its text in serif; the same model gives the same bytes. With `publication` it
 * is the public copy and says that the signed original has legal force.
 */
export async function printDecision(model: DecisionModel, language: Language): Promise<Buffer> {
  const word = (key: string, values?: Record<string, string | number>): string =>
    say(language, `prints.decision.${key}`, values);
  const date = day(language, model.decidedAt);
  const draft = say(language, 'decision-text.draft-mark');
  const heading = model.isDraft ? `${draft}, ${date}` : word('title-line', { number: model.number, date });
  const copies = model.publication === undefined ? [] : [word('copy')];
  const pdf = new PdfDocument({
    title: `${heading}: ${model.title}`,
    language,
    createdAt: model.decidedAt,
    marks: {
      headLeft: model.commission,
      headRight: [heading, ...copies],
      foot: model.isDraft ? `${heading}. ${say(language, 'decision-text.draft-note')}` : heading,
      ...(model.isDraft ? { watermark: draft } : {}),
      pageOf: (n, total) => say(language, 'prints.page', { n, total }),
    },
  });
  pdf.title(model.title, 'lawTitle');
  printText(pdf, model, word);
  printVotes(pdf, model, language, word);
  for (const { by, paragraphs } of model.dissents) {
    pdf.heading(word('dissent', { by }));
    for (const text of paragraphs) pdf.paragraph(text, 'law');
  }
  if (model.signature !== '') {
    pdf.space(8);
    pdf.definitions([{ term: word('signature'), text: model.signature, style: 'law' }]);
  }
  printCheck(pdf, model, word);
  return pdf.finish();
}

type Word = (key: string, values?: Record<string, string | number>) => string;

function printText(pdf: PdfDocument, model: DecisionModel, word: Word): void {
  for (const text of model.grounds) pdf.paragraph(text, 'law');
  if (model.findings.length > 0) {
    pdf.heading(word('findings'));
    pdf.numbered(model.findings, 'law');
  }
  if (model.basis !== undefined) pdf.paragraph(model.basis, 'law');
  pdf.heading(word('operative'));
  pdf.numbered(model.operative, 'law');
}

function printVotes(pdf: PdfDocument, model: DecisionModel, language: Language, word: Word): void {
  if (model.votes.length === 0) return;
  pdf.heading(word('votes'), 110);
  pdf.table({
    columns: [
      { heading: word('member'), share: 3 },
      { heading: word('choice'), share: 1 },
    ],
    rows: model.votes.map(({ name, choice }) => [name, say(language, `sittings.choice.${choice}`)]),
  });
}

function printCheck(pdf: PdfDocument, model: DecisionModel, word: Word): void {
  pdf.rule();
  if (model.redactions !== undefined) pdf.paragraph(model.redactions, 'quiet');
  const hash = word('hash', { hash: hashGroups(model.hash) });
  if (model.publication === undefined) {
    pdf.paragraph(hash, 'quiet');
    return;
  }
  const { number, address } = model.publication;
  pdf.qr({ text: address, digits: '' }, word('qr-alt', { number: model.number }), [
    [{ strong: `${word('check')}. ` }, word('force')],
    `${word('publication', { number })}. ${address}`,
    hash,
  ]);
}
