import { fragmentsOf, mapTexts } from '../decision-text.ts';
import type { DecisionText, Fragment, PublicText } from '../decision-text.ts';
import type { Language } from '../../language.ts';
import { granted, refuse } from '../../refusals.ts';
import type { Outcome } from '../../refusals.ts';
import { detect } from './detect.ts';
import type { KnownOfCase } from './detect.ts';
import type { HiddenKind, RedactionGround } from './hidden-kinds.ts';
import { placeDetails } from './judge-kept.ts';
import type { LeftPlace } from './judge-kept.ts';
import { joinPieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';

/** A place that is hidden in the public text: units of a fragment of the full text. It holds no value. */
export type Mark = { place: string; start: number; end: number; kind: HiddenKind; ground: RedactionGround };

/** A dissenting opinion whole, with the hash under which it was attached. */
export type WholeDissent = { hash: string; language: Language; paragraphs: readonly string[] };

/** Every fragment that is published with a decision: its own text, then the dissenting opinions by their hash. */
export function publishedFragments(text: DecisionText, dissents: readonly WholeDissent[]): Fragment<string>[] {
  return [
    ...fragmentsOf(text),
    ...dissents.flatMap(({ hash, paragraphs }) =>
      paragraphs.map((words, n) => ({ place: `dissents.${String(n)}.${hash}`, text: words })),
    ),
  ];
}

/** The marks that the detector proposes for a text. */
export function proposeMarks(fragments: readonly Fragment<string>[], known: KnownOfCase): Mark[] {
  return fragments.flatMap(({ place, text }) =>
    detect(text, known).map(({ start, end, kind }) => ({ place, start, end, kind, ground: 'personalInformation' })),
  );
}

/** Every place where the words stand in the text, exactly as they are given. */
export function placesOfWords(
  fragments: readonly Fragment<string>[],
  words: string,
): Pick<Mark, 'place' | 'start' | 'end'>[] {
  if (words === '') return [];
  return fragments.flatMap(({ place, text }) => {
    const found: Pick<Mark, 'place' | 'start' | 'end'>[] = [];
    for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
      found.push({ place, start, end: start + words.length });
    }
    return found;
  });
}

/**
 * The public text with the marks burned in: what a mark covers is not in it. Refuses REDACTION_UNFIT for a mark that
 * lies outside its fragment or over another one.
 */
export function burnIn(
  text: DecisionText,
  dissents: readonly WholeDissent[],
  marks: readonly Mark[],
): Outcome<PublicText> {
  const lengths = new Map(publishedFragments(text, dissents).map(({ place, text: words }) => [place, words.length]));
  const of = (place: string): Mark[] =>
    marks.filter((mark) => mark.place === place).toSorted((one, other) => one.start - other.start);
  const unfit = marks.find(({ place, start, end }) => start < 0 || end <= start || end > (lengths.get(place) ?? -1));
  if (unfit) return refuse('REDACTION_UNFIT', placeDetails(unfit.place));
  for (const place of lengths.keys()) {
    const own = of(place);
    if (own.some(({ start }, n) => start < (own[n - 1]?.end ?? 0)))
      return refuse('REDACTION_UNFIT', placeDetails(place));
  }
  const burned = mapTexts(text, (words, place) => withBlocks(words, of(place)));
  return granted({
    ...burned,
    dissents: dissents.map(({ hash, language, paragraphs }) => ({
      hash,
      language,
      paragraphs: paragraphs.map((words, n) => withBlocks(words, of(`dissents.${String(n)}.${hash}`))),
    })),
  });
}

function withBlocks(words: string, marks: readonly Mark[]): Pieces {
  const pieces: Pieces = [];
  let from = 0;
  for (const { start, end, kind, ground } of marks) {
    if (start > from) pieces.push(words.slice(from, start));
    pieces.push({ hidden: kind, ground });
    from = end;
  }
  if (from < words.length || pieces.length === 0) pieces.push(words.slice(from));
  return pieces;
}

/** Every fragment of a public text, those of the dissenting opinions too. */
export function publicFragments(text: PublicText): Fragment<Pieces>[] {
  return [
    ...fragmentsOf(text),
    ...text.dissents.flatMap(({ hash, paragraphs }) =>
      paragraphs.map((pieces, n) => ({ place: `dissents.${String(n)}.${hash}`, text: pieces })),
    ),
  ];
}

/** What the detector is still sure of in a public text: nothing of it is published without an answer. */
export function leftPlaces(text: PublicText, known: KnownOfCase): (LeftPlace & { words: string })[] {
  return publicFragments(text).flatMap(({ place, text: pieces }) => {
    const words = joinPieces(pieces);
    return detect(words, known)
      .filter(({ certainty }) => certainty === 'high')
      .map(({ start, end, kind }) => ({
        key: `${place}:${String(start)}:${String(end)}`,
        place,
        kind,
        words: words.slice(start, end),
      }));
  });
}

/** How often each kind is hidden in a public text, and on which grounds, in the order of the text. */
export function countHidden(text: PublicText): {
  kinds: Map<HiddenKind, number>;
  grounds: RedactionGround[];
  total: number;
} {
  const hidden = publicFragments(text).flatMap(({ text: pieces }) =>
    pieces.filter((piece) => typeof piece !== 'string'),
  );
  const kinds = new Map<HiddenKind, number>();
  for (const { hidden: kind } of hidden) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return { kinds, grounds: [...new Set(hidden.map(({ ground }) => ground))], total: hidden.length };
}
