import { lawRule } from '../../../domain/law/law-pack.ts';
import type { LawPack, Marked } from '../../../domain/law/law-pack.ts';
import type { Language } from '../../../domain/language.ts';
import { certaintyMark } from '../../../wording/certainty.ts';
import { dayTimeShort, deadlineMoment } from '../../../wording/dates.ts';
import { askedInWords } from '../../../wording/complaints.ts';
import { articleLabel, termInWords } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import { capital } from './capital.ts';
import type { Choice, FormFact, FormField, FormPage } from './act-form.ts';

/** A field with its label, and with what was typed. */
export function field(page: FormPage, kind: FormField['kind'], name: string, more: Partial<FormField> = {}): FormField {
  const label = more.label ?? say(page.language, `case-forms.field.${name}`);
  if (kind === 'several') return { kind, name, label, values: page.values(name), ...more };
  if (kind !== 'day') return { kind, name, label, value: page.value(name), ...more };
  const part = (which: string) => page.value(`${name}-${which}`);
  return { kind, name, label, value: { day: part('day'), month: part('month'), year: part('year') }, ...more };
}

/** The words of a paper, with a label that says what they are for. */
export function words(page: FormPage, act: string, more: Partial<FormField> = {}): FormField {
  return field(page, 'text', 'text', { label: say(page.language, `case-forms.words.${act}`), rows: 8, ...more });
}

/** Codes of a closed list as options. */
export function choices(language: Language, codes: readonly string[], wordsOf: (code: string) => string): Choice[] {
  return codes.map((value) => ({ value, text: capital(language, wordsOf(value)) }));
}

/** A rule of the pack as a fact: how long, by which norm, how sure. */
export function ruleFact({ language, opened: { pack } }: FormPage, key: string, ruleId: string): FormFact {
  const rule = lawRule(pack, ruleId);
  const { label: text, isConfirmed: confirmed } = certaintyMark(language, rule);
  const value = `${termInWords(language, rule.term)}, ${articleLabel(language, pack, rule.article)}`;
  return { key: say(language, `case-forms.fact.${key}`), value, mark: { confirmed, text } };
}

/** The mark of a value of the pack with its article, as the hint of an option. */
export function markHint(language: Language, pack: LawPack, { article, certainty }: Marked): string {
  return `${articleLabel(language, pack, article)}. ${certaintyMark(language, { certainty }).explanation}`;
}

/** The open requests, hearings or appeals of a case as options. */
export function requestChoices({ language, opened }: FormPage): Choice[] {
  const { requests, terms } = opened.complaint;
  return requests
    .filter(({ answeredAt, withdrawnAt }) => answeredAt === null && withdrawnAt === null)
    .map((request) => {
      const { id, sentAt, term } = request;
      const due = terms[term]?.due ?? null;
      const name = opened.around.papers.find(({ kind, about }) => kind === 'request' && about === id)?.name ?? '';
      const body = capital(language, askedInWords(language, request));
      return {
        value: id,
        text: name === '' ? body : `${body}: ${name}`,
        hint: `${dayTimeShort(language, sentAt)} – ${due === null ? say(language, 'kit.chip.at-once') : deadlineMoment(language, due)}`,
      };
    });
}

export function hearingChoices({ language, opened }: FormPage): Choice[] {
  return opened.complaint.hearings
    .filter(({ heldAt, cancelledAt }) => heldAt === null && cancelledAt === null)
    .map(({ id, startsAt }) => ({ value: id, text: dayTimeShort(language, startsAt) }));
}

export function appealChoices({ language, opened }: FormPage): Choice[] {
  return opened.complaint.appeals
    .filter(({ endedAt, to }) => endedAt === null && to !== 'upperCommission')
    .map(({ id, to, enteredAt }) => ({
      value: id,
      text: capital(language, say(language, `complaints.appealBody.${to}`)),
      hint: dayTimeShort(language, enteredAt),
    }));
}

/** The one option there is, or the one that the address names, chosen beforehand. */
export function chosen(page: FormPage, name: string, options: readonly Choice[]): Partial<FormField> {
  const asked = page.visit.query[name];
  const first = options.find(({ value }) => value === asked) ?? (options.length === 1 ? options[0] : undefined);
  return { options, value: page.value(name) || (page.isFresh ? (first?.value ?? '') : '') };
}
