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
  readonly number: string;
  readonly commission: string;
  readonly decidedAt: Instant;
  readonly title: string;
  readonly findings: readonly PrintText[];
  readonly grounds: readonly PrintText[];
  readonly operative: readonly PrintText[];
  readonly votes: readonly { readonly name: string; readonly choice: PrintedChoice }[];
  readonly signature: string;
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
  const heading = word('title-line', { number: model.number, date: day(language, model.decidedAt) });
  const pdf = new PdfDocument({
    title: `${heading}: ${model.title}`,
    language,
    createdAt: model.decidedAt,
    marks: {
      headLeft: model.commission,
      headRight: model.publication === undefined ? [heading] : [heading, word('copy')],
      foot: heading,
      pageOf: (n, total) => say(language, 'prints.page', { n, total }),
    },
  });
  pdf.title(model.title, 'lawTitle');
  printText(pdf, model, word);
  printVotes(pdf, model, language, word);
  pdf.heading(word('signature'));
  pdf.paragraph(model.signature, 'law');
  printCheck(pdf, model, word);
  return pdf.finish();
}

type Word = (key: string, values?: Record<string, string | number>) => string;

function printText(pdf: PdfDocument, model: DecisionModel, word: Word): void {
  if (model.findings.length > 0) {
    pdf.heading(word('findings'));
    for (const text of model.findings) pdf.paragraph(text, 'law');
  }
  if (model.grounds.length > 0) {
    pdf.heading(word('grounds'));
    for (const text of model.grounds) pdf.paragraph(text, 'law');
  }
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
  const hidden = countHidden([...model.findings, ...model.grounds, ...model.operative]);
  pdf.rule();
  if (hidden > 0) pdf.paragraph(word('redactions', { n: hidden }), 'quiet');
  const hash = word('hash', { hash: hashGroups(model.hash) });
  if (model.publication === undefined) {
    pdf.paragraph(hash, 'quiet');
    return;
  }
  const { number, address } = model.publication;
  pdf.qr(address, word('qr-alt', { number: model.number }), 92, [
    [{ strong: `${word('check')}. ` }, word('force')],
    `${word('publication', { number })}. ${address}`,
    hash,
  ]);
}

function countHidden(texts: readonly PrintText[]): number {
  return texts
    .flatMap((text) => (typeof text === 'string' ? [] : text))
    .filter((piece) => typeof piece !== 'string' && 'redacted' in piece).length;
}
