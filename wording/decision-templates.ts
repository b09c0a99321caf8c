import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { outcomes } from '../domain/complaints/complaint.ts';
import type { ComplaintOutcome } from '../domain/complaints/complaint.ts';
import { operativeKinds } from '../domain/decisions/operative.ts';
import type { Language } from '../domain/language.ts';

const text = z.string().min(1);
const words = z.strictObject({
  title: text,
  grounds: z.array(text).min(1),
  finding: z.strictObject({ text, evidence: text }),
  items: z.partialRecord(z.enum(operativeKinds), text),
});
const template = z
  .strictObject({
    /** Rules of the law pack whose articles are cited. */
    articles: z.array(z.string()),
    /** The items of the operative part, and the party of the case that each concerns. */
    operative: z
      .array(
        z.strictObject({ kind: z.enum(operativeKinds), addressee: z.enum(['complainant', 'respondent']).optional() }),
      )
      .min(1),
    ky: words,
    ru: words,
    en: words,
  })
  .refine(({ operative, ky, ru, en }) =>
    [ky, ru, en].every(({ items }) => operative.every(({ kind }) => items[kind] !== undefined)),
  );

/** A template of a decision: words with placeholders in braces, in three languages. */
export type DecisionTemplate = z.infer<typeof template>;

/** What a template may say of a case; every other placeholder is for the drafter. */
export const casePlaceholders = ['number', 'received', 'complainant', 'respondent', 'demand'] as const;
export type CasePlaceholder = (typeof casePlaceholders)[number];

const folder = join(import.meta.dirname, 'decision-templates');
const templates = Object.fromEntries(outcomes.map((outcome) => [outcome, read(outcome)])) as Record<
  ComplaintOutcome,
  DecisionTemplate
>;

/** The template of an outcome. The words of a language are in it under that language. */
export function decisionTemplate(
  outcome: ComplaintOutcome,
): DecisionTemplate & Record<Language, z.infer<typeof words>> {
  return templates[outcome];
}

function read(outcome: ComplaintOutcome): DecisionTemplate {
  return template.parse(parse(readFileSync(join(folder, `${outcome}.yaml`), 'utf8')));
}
