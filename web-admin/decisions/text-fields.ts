import { z } from 'zod';
import { isLanguage, LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import type { DecisionText } from '../../operations/decisions/decision-text.ts';
import { say } from '../../wording/say.ts';
import { lines, paragraphs, typed } from '../read-form.ts';
import type { Visit } from '../visit.ts';

const text = z.string().max(400_000);

/** The fields of a decision's text as a form sends them. */
export const textFormShape = {
  language: z.enum(['ky', 'ru', 'en']),
  title: text,
  findings: text,
  grounds: text,
  operative: text,
};

/** The text behind the fields: a paragraph per empty line, an item per line. */
export function textFromForm(form: z.output<z.ZodObject<typeof textFormShape>>): DecisionText {
  const { language, title, findings, grounds, operative } = form;
  return {
    language,
    title,
    findings: paragraphs(findings),
    grounds: paragraphs(grounds),
    operative: lines(operative),
  };
}

/** The fields to show: what was typed after a refusal, else the given text, else empty ones. */
export function textFields(visit: Visit, given: DecisionText | undefined, wrong?: string): Record<string, object> {
  const { language, form } = visit;
  const isTyped = typeof form['title'] === 'string';
  const value = (name: 'title' | 'findings' | 'grounds' | 'operative'): string => {
    if (isTyped) return typed(visit, name);
    const part = given?.[name] ?? '';
    return typeof part === 'string' ? part : part.join(name === 'operative' ? '\n' : '\n\n');
  };
  const field = (name: 'title' | 'findings' | 'grounds' | 'operative', rows: number): object => ({
    name,
    rows,
    label: say(language, `decisions.field.${name}`),
    value: value(name),
    ...(name === 'title' ? {} : { hint: say(language, `decisions.hint.${name}`) }),
    ...(wrong === name ? { error: say(language, 'refusals.DECISION_TEXT_EMPTY') } : {}),
  });
  return {
    language: {
      name: 'language',
      label: say(language, 'decisions.field.language'),
      value: chosenLanguage(visit, given),
      options: LANGUAGES.map((one) => ({ value: one, text: say(language, `desk.language.${one}`) })),
    },
    title: field('title', 2),
    findings: field('findings', 12),
    grounds: field('grounds', 5),
    operative: field('operative', 6),
  };
}

function chosenLanguage(visit: Visit, given: DecisionText | undefined): Language {
  const wished = typed(visit, 'language');
  return isLanguage(wished) ? wished : (given?.language ?? visit.language);
}
