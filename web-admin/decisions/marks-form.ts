import { z } from 'zod';
import type { Fragment } from '../../domain/decisions/decision-text.ts';
import { mapTexts } from '../../domain/decisions/decision-text.ts';
import type { DecisionText } from '../../domain/decisions/decision-text.ts';
import { cleanWords } from '../../domain/decisions/clean-words.ts';
import { hiddenKinds, redactionGrounds } from '../../domain/decisions/redaction/hidden-kinds.ts';
import type { HiddenKind, RedactionGround } from '../../domain/decisions/redaction/hidden-kinds.ts';
import { placesOfWords } from '../../domain/decisions/redaction/marks.ts';
import type { Mark } from '../../domain/decisions/redaction/marks.ts';
import type { Pieces } from '../../domain/decisions/redaction/pieces.ts';
import { placeDetails } from '../../domain/decisions/redaction/judge-kept.ts';
import type { Language } from '../../domain/language.ts';
import type { OpenMark } from '../../web-kit/decisions/decision-view.ts';
import { say } from '../../wording/say.ts';
import { lines, typed } from '../read-form.ts';
import type { Visit } from '../visit.ts';

const text = z.string().max(20_000);
const many = z
  .union([text, z.array(text).max(2_000)])
  .default([])
  .transform((value) => (typeof value === 'string' ? [value] : value));

/** A row per mark in fields of one name; `on` holds the marks that are ticked. */
export const marksFormSchema = z.strictObject({
  mark: many.pipe(z.array(z.string().regex(/^[a-z]+(?:\.\d+)?(?:\.[a-z0-9]+)?:\d{1,7}:\d{1,7}$/))),
  markKind: many.pipe(z.array(z.enum(hiddenKinds))),
  markGround: many.pipe(z.array(z.enum(redactionGrounds))),
  on: many,
  words: text.default(''),
  wordsKind: z.enum(hiddenKinds).default('other'),
  wordsGround: z.enum(redactionGrounds).default('personalInformation'),
  do: z.enum(['propose', 'show', 'add']).default('propose'),
});
type MarksForm = z.output<typeof marksFormSchema>;

/** A mark as a row of the form: ticked or not. */
export type MarkRow = Mark & { isOn: boolean };

/** The rows of the form; marks with the words that were typed join them. `unknown` are words that stand nowhere. */
export function rowsFromForm(
  form: MarksForm,
  fragments: readonly Fragment<string>[],
): { rows: MarkRow[]; unknown: string[] } {
  const rows = form.mark.map((key, n): MarkRow => {
    const [place = '', start = '', end = ''] = key.split(':');
    return {
      place,
      start: Number(start),
      end: Number(end),
      kind: form.markKind[n] ?? 'other',
      ground: form.markGround[n] ?? 'personalInformation',
      isOn: form.on.includes(key),
    };
  });
  if (form.do === 'show') return { rows, unknown: [] };
  const unknown: string[] = [];
  const added = lines(form.words).flatMap((typedWords): MarkRow[] => {
    const places = placesOfWords(fragments, cleanWords(typedWords));
    if (places.length === 0) unknown.push(typedWords);
    return places.map((place) => ({ ...place, kind: form.wordsKind, ground: form.wordsGround, isOn: true }));
  });
  return { rows: joined(rows, added), unknown };
}

/** Added places go before the rows they overlap: what a person marks by hand is meant. */
function joined(rows: readonly MarkRow[], added: readonly MarkRow[]): MarkRow[] {
  const overlaps = (one: MarkRow, other: MarkRow): boolean =>
    one.place === other.place && one.start < other.end && other.start < one.end;
  const grown = added.map((mark) => {
    const under = rows.filter((row) => row.isOn && overlaps(row, mark));
    const start = Math.min(mark.start, ...under.map((row) => row.start));
    const end = Math.max(mark.end, ...under.map((row) => row.end));
    return { ...mark, start, end };
  });
  const own = grown.filter((mark, n) => !grown.slice(0, n).some((other) => overlaps(mark, other)));
  return [...rows.filter((row) => !own.some((mark) => overlaps(row, mark))), ...own];
}

/** Rows in the order of the text, each with the words around it. */
export function markRowsModel(
  language: Language,
  rows: readonly MarkRow[],
  fragments: readonly Fragment<string>[],
): object[] {
  const order = fragments.map(({ place }) => place);
  const sorted = rows.toSorted(
    (one, other) => order.indexOf(one.place) - order.indexOf(other.place) || one.start - other.start,
  );
  return sorted.map((row, n) => {
    const words = fragments.find(({ place }) => place === row.place)?.text ?? '';
    const { part, n: number } = placeDetails(row.place);
    return {
      key: keyOf(row),
      isOn: row.isOn,
      id: String(n + 1),
      before: tail(words.slice(0, row.start)),
      value: words.slice(row.start, row.end),
      after: head(words.slice(row.end)),
      where: say(language, `redaction.part.${part}`, { n: number }),
      kind: kindField(language, row.kind, `markKind-${String(n + 1)}`),
      ground: groundField(language, row.ground, `markGround-${String(n + 1)}`),
    };
  });
}

export function keyOf({ place, start, end }: Pick<Mark, 'place' | 'start' | 'end'>): string {
  return `${place}:${String(start)}:${String(end)}`;
}

const shown = 45;
const head = (words: string): string => (words.length > shown ? `${words.slice(0, shown)}…` : words);
const tail = (words: string): string => (words.length > shown ? `…${words.slice(-shown)}` : words);

function kindField(language: Language, value: HiddenKind, id: string, name = 'markKind') {
  const options = hiddenKinds.map((kind) => ({ value: kind, text: say(language, `redaction.kind.${kind}`) }));
  return { name, id, label: say(language, 'redaction.mark-kind'), value, options };
}

function groundField(language: Language, value: RedactionGround, id: string, name = 'markGround') {
  const options = redactionGrounds.map((ground) => ({
    value: ground,
    text: say(language, `redaction.ground.${ground}`),
  }));
  return { name, id, label: say(language, 'redaction.mark-ground'), value, options };
}

/** The fields by which a person marks words: typed ones stay when they were not found. */
export function wordsFields(visit: Visit, unknown: readonly string[]): Record<string, object> {
  const { language } = visit;
  const kind = hiddenKinds.find((one) => one === typed(visit, 'wordsKind')) ?? 'personName';
  const ground = redactionGrounds.find((one) => one === typed(visit, 'wordsGround')) ?? 'personalInformation';
  return {
    words: {
      name: 'words',
      rows: 3,
      label: say(language, 'redaction.add-words'),
      hint: say(language, 'redaction.add-words-hint'),
      value: unknown.join('\n'),
      ...(unknown.length === 0 ? {} : { error: say(language, 'refusals.REDACTION_WORDS_NOT_FOUND') }),
    },
    kind: kindField(language, kind, 'wordsKind', 'wordsKind'),
    ground: groundField(language, ground, 'wordsGround', 'wordsGround'),
  };
}

/** The full text with its marks as words that are marked, for who sets and checks them. */
export function withOpenMarks(text: DecisionText, marks: readonly Mark[]): ReturnType<typeof mapTexts<string, Pieces>> {
  return mapTexts(text, (words, place) =>
    openPieces(
      words,
      marks.filter((mark) => mark.place === place),
    ),
  );
}

/** A fragment with its marks as words that are marked. */
export function openPieces(words: string, marks: readonly Mark[]): Pieces {
  const pieces: Pieces = [];
  let from = 0;
  for (const { start, end, kind, ground } of marks.toSorted((one, other) => one.start - other.start)) {
    if (start < from) continue;
    const mark: OpenMark = { hidden: kind, ground, value: words.slice(start, end) };
    pieces.push(words.slice(from, start), mark);
    from = end;
  }
  return [...pieces, words.slice(from)];
}
