import { foldText } from './fold-text.ts';
import type { FoundPlace } from './found-place.ts';
import type { HiddenKind } from './hidden-kinds.ts';

/** A name of the case's private side: whose it is, and the words as they were typed. */
export type KnownName = { name: string; kind: HiddenKind; certainty: FoundPlace['certainty'] };

const russianEndings =
  'а|я|у|ю|ы|и|е|о|ой|ей|ою|ею|ом|ем|ым|им|ам|ям|ых|их|ах|ях|ами|ями|ого|его|ому|ему|ую|юю|ая|яя|ое|ее|ые|ие|ий|ый|ов|ев|ин|иной|ьей|ью|ии|ией|ию';
const kyrgyzEnding =
  '(?:л[аеоө]р|д[аеоө]р|т[аеоө]р)?(?:[ыиуү]м|[ыиуү]ң|с[ыиуү]|[ыиуү])?(?:[нд]?т?[ыиуү]н|[нтд][ыиуү]|[гк][аеоө]|[нй]?[аеоө]|[дт][аеоө]н?|н[аеоө]н|д[аеоө]г[ыиуү]|т[аеоө]г[ыиуү]|н[ыи]к[ыи]|н[уү]к[уү]|[дт][ыи]к[ыи]|[дт][уү]к[уү])?(?:[мңк]|м[ыи]н|д[ыиуү]р)?';
const letters = '\\p{L}\\p{M}';

/** The names of the case wherever they stand, in their forms: Russian and Kyrgyz endings, capitals, initials. */
export function findKnownNames(text: string, names: readonly KnownName[]): FoundPlace[] {
  const folded = foldText(text);
  return names.flatMap(({ name, kind, certainty }) => {
    const words = wordsOf(name);
    const patterns = words.flatMap((word) => patternsOf(word).map((pattern) => ({ word, pattern })));
    const places = patterns.flatMap(({ word, pattern }) =>
      [...folded.matchAll(pattern)]
        .map(({ 0: whole, index }) => ({ start: index, end: index + whole.length }))
        .filter(({ start }) => word.length > 4 || isCapital(text.charAt(start)))
        .map((place): FoundPlace => ({ ...place, kind, certainty })),
    );
    return joinNeighbours(text, places);
  });
}

/** The words of a name that say who it is; particles and initials alone do not. */
function wordsOf(name: string): string[] {
  const words = foldText(name.normalize('NFC')).match(/[\p{L}\p{M}]+(?:[-’'][\p{L}\p{M}]+)*/gu) ?? [];
  return [...new Set(words)].filter((word) => word.length > 2 && !['уулу', 'кызы', 'уул', 'кыз'].includes(word));
}

function patternsOf(word: string): RegExp[] {
  return stemsOf(word).map(
    (stem) =>
      new RegExp(`(?<![${letters}])${escaped(stem)}(?:${russianEndings}|${kyrgyzEnding})(?![${letters}])`, 'gu'),
  );
}

/** What stays of a name in its forms: `сатарова` is `сатаров`, `павел` also `павл`, `садык` also `садыг`. */
function stemsOf(word: string): string[] {
  const bare = word.replace(/(?:ий|ый|ой|ая|яя)$/u, '').replace(/[аяоеьйы]$/u, '');
  const stem = bare.length < 3 ? word : bare;
  const fleeting = /^(.{2,})[ео]([лцнрк])$/u.exec(stem);
  const softened = stem.replace(/к$/u, 'г').replace(/п$/u, 'б');
  return [...new Set([word, stem, ...(fleeting ? [`${fleeting[1] ?? ''}${fleeting[2] ?? ''}`] : []), softened])];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function isCapital(letter: string): boolean {
  return letter !== letter.toLowerCase();
}

const initial = '[А-ЯЁҢӨҮA-Z]\\.\\s?';
const initialsAhead = new RegExp(`(?:${initial}){1,2}$`, 'u');
const initialsBehind = new RegExp(`^\\s(?:${initial}){1,2}`, 'u');
const particle = /^\s(?:уулу|кызы|уул|кыз)(?:нун|нын|на|ну|ны|да|дан|нан|дын)?(?!\p{L})/iu;

/** Words of one name that stand side by side are one place, with the initials before and behind them. */
function joinNeighbours(text: string, places: readonly FoundPlace[]): FoundPlace[] {
  const joined: FoundPlace[] = [];
  for (const place of places.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const last = joined.at(-1);
    const gap = last === undefined ? 'x' : text.slice(last.end, place.start);
    if (last && (place.start < last.end || /^[\s-]{1,3}(?:(?:уулу|кызы)\p{L}*\s)?$/iu.test(gap)))
      last.end = Math.max(last.end, place.end);
    else joined.push({ ...place });
  }
  return joined.map((place) => {
    const ahead = initialsAhead.exec(text.slice(0, place.start))?.[0].length ?? 0;
    const after = text.slice(place.end);
    const behind = (particle.exec(after) ?? initialsBehind.exec(after))?.[0].trimEnd().length ?? 0;
    return { ...place, start: place.start - ahead, end: place.end + behind };
  });
}

const capitalised = '[А-ЯЁҢӨҮ][а-яёңөү]+(?:-[А-ЯЁҢӨҮ][а-яёңөү]+)?';
const surname =
  '[А-ЯЁҢӨҮ][а-яёңөү]*(?:ов|ев|ёв|ин|ын|ск(?=ий|ой|ого|ому|им|ом|ая|ую)|бек|баев|алиев|енко|чук|ян|дзе|швили)[а-яёңөү]{0,6}';
const namePatterns = [
  new RegExp(`(?<![\\p{L}.])(?:${initial}){1,2}${capitalised}`, 'gu'),
  new RegExp(`(?<!\\p{L})${surname}\\s(?:${initial}){1,2}`, 'gu'),
  new RegExp(
    `(?<!\\p{L})${capitalised}\\s${capitalised}\\s${capitalised.replace('+', '+(?:ич|вн|уулу|кызы)')}[а-яёңөү]{0,5}`,
    'gu',
  ),
  new RegExp(
    `(?<!\\p{L})(?:${capitalised}\\s){0,2}${capitalised}\\s(?:уулу|кызы)[а-яёңөү]{0,4}(?:\\s${capitalised})?`,
    'gu',
  ),
  new RegExp(`(?<!\\p{L})${capitalised}\\s${surname}(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})${surname}\\s${capitalised}(?!\\p{L})`, 'gu'),
];

/** Words that begin a sentence in front of a name. */
const notNames =
  /^(?:председател|төрага|төрайым|секретар|катчы|член|мүчө|юрист|заявител|күбө|свидетел|граждан|жаран|комисси|кандидат|талапкер|представител|өкүл|наблюдател|байкоочу|адвокат|судья|сот|директор)\p{L}*\s/iu;

/**
 * Words that look like the name of a person. `publicNames` are of people whose names stay, members of the commission
 * above all: a find that is nothing but such a name is left out.
 */
export function findLikelyNames(text: string, publicNames: readonly string[]): FoundPlace[] {
  const ofOffice = findKnownNames(
    text,
    publicNames.map((name) => ({ name, kind: 'personName', certainty: 'likely' })),
  );
  return namePatterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ 0: whole, index }): FoundPlace => {
      const ahead = notNames.exec(whole)?.[0].length ?? 0;
      return { start: index + ahead, end: index + whole.trimEnd().length, kind: 'personName', certainty: 'likely' };
    })
    .filter(({ start, end }) => !ofOffice.some((one) => one.start <= start + 3 && one.end >= end - 3));
}
