import type { ItemTerm, TextOf } from '../domain/decisions/decision-text.ts';
import type { OperativeItemOf } from '../domain/decisions/decision-text.ts';
import type { Pieces } from '../domain/decisions/redaction/pieces.ts';
import { countHidden } from '../domain/decisions/redaction/marks.ts';
import type { PublicText } from '../domain/decisions/decision-text.ts';
import type { Language } from '../domain/language.ts';
import { day } from './dates.ts';
import { say } from './say.ts';

/** A decision as lines to be read, with the words that belong between its parts, in the language of its text. */
export type DecisionLines = {
  title: Pieces;
  grounds: Pieces[];
  findings: Pieces[];
  /** The sentence of the cited articles; null when none is cited. */
  basis: Pieces | null;
  operative: Pieces[];
};

/** The lines of a full or of a public text. Hidden places stay pieces of their own. */
export function decisionLines(text: TextOf<string> | TextOf<Pieces>): DecisionLines {
  const { language } = text;
  const word = (key: string): string => say(language, `decision-text.${key}`);
  return {
    title: piecesOf(text.title),
    grounds: text.grounds.map(piecesOf),
    findings: text.findings.map(({ text: words, state, evidence }) => [
      ...(state === 'notEstablished' ? [`${word('notEstablished')} `] : []),
      ...piecesOf(words),
      ...(isEmpty(evidence) ? [] : [` (${word('evidence')} `, ...piecesOf(evidence), ')']),
    ]),
    basis:
      text.articles.length === 0
        ? null
        : [
            `${word('basis')} `,
            ...text.articles.flatMap(({ text: words }, n) => [...(n === 0 ? [] : ['; ']), ...piecesOf(words)]),
          ],
    operative: text.operative.map((item) => itemLine(language, item)),
  };
}

function itemLine(language: Language, { addressee, text, term }: OperativeItemOf<string | Pieces>): Pieces {
  const to = addressee.kind === 'none' ? '' : say(language, `decision-text.addressee.${addressee.kind}`);
  const name = isEmpty(addressee.name) ? (to === '' ? [] : [to]) : piecesOf(addressee.name);
  return [
    ...piecesOf(text),
    ...(name.length === 0 ? [] : [` ${say(language, 'decision-text.to')} `, ...name, '.']),
    ...(term === null ? [] : [` ${say(language, 'decision-text.term', { term: termWords(language, term) })}`]),
  ];
}

function termWords(language: Language, term: ItemTerm): string {
  return 'on' in term ? day(language, term.on) : say(language, 'decision-text.term-days', { n: term.days });
}

/** «Скрыто 3 места: имя заявителя (2), адрес (1). Основание: …»; empty when nothing is hidden. */
export function redactionSummary(language: Language, text: PublicText): string {
  const { kinds, grounds, total } = countHidden(text);
  if (total === 0) return '';
  return say(language, 'redaction.summary', {
    n: total,
    kinds: [...kinds].map(([kind, n]) => `${say(language, `redaction.kind.${kind}`)} (${String(n)})`).join(', '),
    grounds: grounds.map((ground) => say(language, `redaction.ground.${ground}`)).join('; '),
  });
}

function piecesOf(words: string | Pieces): Pieces {
  return typeof words === 'string' ? [words] : words;
}

function isEmpty(words: string | Pieces): boolean {
  return piecesOf(words).every((piece) => piece === '');
}
