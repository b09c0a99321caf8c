import type { Language } from '../language.ts';
import type { ArticleReference } from '../law/law-pack.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type { AddresseeKind, OperativeKind } from './operative.ts';
import type { Pieces } from './redaction/pieces.ts';

export const findingStates = ['established', 'notEstablished'] as const;
export type FindingState = (typeof findingStates)[number];

/** When an operative item is to be carried out: calendar days after the decision, or a day in Asia/Bishkek. */
export type ItemTerm = { days: number } | { on: CalendarDay };

export type FindingOf<T> = { text: T; state: FindingState; evidence: T };
/** An article as it is cited: its words, and its place in the law pack when it was chosen from there. */
export type CitedArticleOf<T> = { reference: ArticleReference | null; text: T };
export type OperativeItemOf<T> = {
  kind: OperativeKind;
  addressee: { kind: AddresseeKind; name: T };
  text: T;
  term: ItemTerm | null;
};

/** The parts of a decision; `T` is a fragment of its words, plain or with hidden places. */
export type TextOf<T> = {
  version: 2;
  language: Language;
  title: T;
  /** Facts and reasoning, a paragraph each. */
  grounds: T[];
  findings: FindingOf<T>[];
  articles: CitedArticleOf<T>[];
  operative: OperativeItemOf<T>[];
};

/** The full text of a decision: what is voted on and signed. Private until its public text is approved. */
export type DecisionText = TextOf<string>;

/** A dissenting opinion in a public text. `hash` names the whole opinion that the member attached. */
export type PublicDissent = { hash: string; language: Language; paragraphs: Pieces[] };

/** The text for the public with hidden places burned in: what was hidden is not in it. */
export type PublicText = TextOf<Pieces> & { dissents: PublicDissent[] };

/** The first version of a text's body: paragraphs only. It is read for ever and written no more. */
export type FirstText = {
  version?: undefined;
  language: Language;
  title: string;
  findings: string[];
  grounds: string[];
  operative: string[];
};

/** A fragment of a text and where it stands, such as `findings.0.evidence`. */
export type Fragment<T> = { place: string; text: T };

/** The same text with every fragment changed; `place` is the address of the fragment. */
export function mapTexts<A, B>(text: TextOf<A>, change: (fragment: A, place: string) => B): TextOf<B> {
  const { version, language } = text;
  return {
    version,
    language,
    title: change(text.title, 'title'),
    grounds: text.grounds.map((one, n) => change(one, `grounds.${String(n)}`)),
    findings: text.findings.map(({ text: words, state, evidence }, n) => ({
      text: change(words, `findings.${String(n)}.text`),
      state,
      evidence: change(evidence, `findings.${String(n)}.evidence`),
    })),
    articles: text.articles.map(({ reference, text: words }, n) => ({
      reference,
      text: change(words, `articles.${String(n)}`),
    })),
    operative: text.operative.map(({ kind, addressee, text: words, term }, n) => ({
      kind,
      addressee: { kind: addressee.kind, name: change(addressee.name, `operative.${String(n)}.addressee`) },
      text: change(words, `operative.${String(n)}.text`),
      term,
    })),
  };
}

/** Every fragment of a text in reading order: title, grounds, findings, articles, operative items. */
export function fragmentsOf<T>(text: TextOf<T>): Fragment<T>[] {
  const found: Fragment<T>[] = [];
  mapTexts(text, (fragment, place) => found.push({ place, text: fragment }));
  return found;
}

/** A full text as it is kept, in the present shape. A text of the first version keeps its words and its hash. */
export function currentText(stored: DecisionText | FirstText): DecisionText {
  return stored.version === 2 ? stored : fromFirst(stored, (words) => words);
}

/** A public text as it is kept, in the present shape. */
export function currentPublicText(stored: PublicText | FirstText): PublicText {
  return stored.version === 2 ? stored : { ...fromFirst(stored, (words): Pieces => [words]), dissents: [] };
}

function fromFirst<T>(
  { language, title, findings, grounds, operative }: FirstText,
  as: (words: string) => T,
): TextOf<T> {
  return {
    version: 2,
    language,
    title: as(title),
    grounds: findings.map(as),
    findings: [],
    articles: grounds.map((words) => ({ reference: null, text: as(words) })),
    operative: operative.map((words) => ({
      kind: 'other',
      addressee: { kind: 'none', name: as('') },
      text: as(words),
      term: null,
    })),
  };
}
