import { z } from 'zod';
import { findingStates } from '../../domain/decisions/decision-text.ts';
import type { CitedArticleOf, DecisionText, ItemTerm } from '../../domain/decisions/decision-text.ts';
import { addresseeKinds, operativeKinds } from '../../domain/decisions/operative.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import type { ArticleReference, LawPack } from '../../domain/law/law-pack.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { articleWithAct } from '../../wording/law-references.ts';
import { lines, paragraphs } from '../read-form.ts';
import type { Visit } from '../visit.ts';

const text = z.string().max(400_000);
const many = z
  .union([text, z.array(text).max(60)])
  .default([])
  .transform((value) => (typeof value === 'string' ? [value] : value));
const manyOf = <T extends string>(values: readonly T[]) => many.pipe(z.array(z.union([z.enum(values), z.literal('')])));

/** The fields of a decision's text as a form sends them; rows of findings and items are fields of one name in a row. */
export const textFormShape = {
  language: z.enum(LANGUAGES),
  title: text,
  grounds: text,
  findingText: many,
  findingState: manyOf(findingStates),
  findingEvidence: many,
  article: many,
  moreArticles: text,
  itemKind: manyOf(operativeKinds),
  itemText: many,
  itemAddresseeKind: manyOf(addresseeKinds),
  itemAddressee: many,
  itemTerm: many,
};
type TextForm = z.output<z.ZodObject<typeof textFormShape>>;

/** Fields of this name as they were typed, in their order. */
export function typedMany(visit: Visit, name: string): string[] {
  const value = visit.form[name];
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}

/** The text behind the fields, without its empty rows; a term that cannot be read is `null` in `wrongTerms`. */
export function textFromForm(form: TextForm, pack: LawPack): { text: DecisionText; hasWrongTerm: boolean } {
  const { language, title, grounds, moreArticles } = form;
  const terms = form.itemTerm.map(termOf);
  return {
    hasWrongTerm: terms.includes(undefined),
    text: {
      version: 2,
      language,
      title,
      grounds: paragraphs(grounds),
      findings: form.findingText.flatMap((words, n) => {
        const evidence = form.findingEvidence[n] ?? '';
        const isEmpty = words.trim() === '' && evidence.trim() === '';
        return isEmpty ? [] : [{ text: words, state: form.findingState[n] || 'established', evidence }];
      }),
      articles: [
        ...articleChoices(pack)
          .filter(({ value }) => form.article.includes(value))
          .map(({ reference }): CitedArticleOf<string> => ({
            reference,
            text: articleWithAct(language, pack, reference),
          })),
        ...lines(moreArticles).map((words) => ({ reference: null, text: words })),
      ],
      operative: form.itemText.flatMap((words, n) => {
        const kind = form.itemKind[n] ?? '';
        if (words.trim() === '' && kind === '') return [];
        const addressee = { kind: form.itemAddresseeKind[n] || 'none', name: form.itemAddressee[n] ?? '' } as const;
        return [{ kind: kind === '' ? 'other' : kind, addressee, text: words, term: terms[n] ?? null }];
      }),
    },
  };
}

/** «3» are days, «15.01.2027» is a day; undefined for anything else. */
function termOf(typedTerm: string): ItemTerm | null | undefined {
  const words = typedTerm.trim();
  if (words === '') return null;
  if (/^\d{1,3}$/.test(words)) return { days: Number(words) };
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(words) ?? [];
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(on) ? { on } : undefined;
}

/** A term as it is typed. */
export function typedTerm(term: ItemTerm | null): string {
  if (term === null) return '';
  return 'days' in term ? String(term.days) : term.on.split('-').toReversed().join('.');
}

export type ArticleChoice = { value: string; reference: ArticleReference };

/** The articles of the pack that a decision on a complaint may cite: those of its terms and measures, each once. */
export function articleChoices(pack: LawPack): ArticleChoice[] {
  const ofRules = Object.values(pack.rules).map(({ article }) => article);
  const ofMeasures = Object.values(pack.decisions.measures).map(({ article }) => article);
  const known = [...ofRules, ...ofMeasures].filter(({ article }) => article !== null);
  const choices = known.map((reference) => ({ value: articleValue(reference), reference }));
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()].toSorted((one, other) =>
    one.value < other.value ? -1 : 1,
  );
}

/** An article as the value of a field. */
export function articleValue({ act, article, part }: ArticleReference): string {
  return [act, article ?? '', part ?? ''].join(':');
}

/** The language that was chosen, else the given one. */
export function chosenLanguage(visit: Visit, given: DecisionText | undefined): Language {
  const wished = LANGUAGES.find((language) => language === visit.form['language']);
  return wished ?? given?.language ?? visit.language;
}
