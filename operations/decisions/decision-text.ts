import { z } from 'zod';
import { cleanWords } from '../../domain/decisions/clean-words.ts';
import { findingStates } from '../../domain/decisions/decision-text.ts';
import type { DecisionText, FirstText, PublicText } from '../../domain/decisions/decision-text.ts';
import { addresseeKinds, operativeKinds } from '../../domain/decisions/operative.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';

const words = (least: number, most: number) =>
  z
    .string()
    .transform((text) => cleanWords(text).trim())
    .pipe(
      z
        .string()
        .min(least)
        .max(most)
        .refine((text) => !text.includes('\0')),
    );
const reference = z.strictObject({ act: z.string(), article: z.string().nullable(), part: z.string().nullable() });
const term = z.union([
  z.strictObject({ days: z.int().min(0).max(400) }),
  z.strictObject({ on: z.string().refine(isCalendarDay) }),
]);

/** `least`: whether every part has to be there, as in a draft that is kept, or may be empty, as in a preview. */
const textSchema = (least: 0 | 1) =>
  z.strictObject({
    version: z.literal(2),
    language: z.enum(LANGUAGES),
    title: words(least, 500),
    grounds: z.array(words(least, 20_000)).max(200),
    findings: z
      .array(z.strictObject({ text: words(least, 20_000), state: z.enum(findingStates), evidence: words(0, 2_000) }))
      .min(least)
      .max(50),
    articles: z.array(z.strictObject({ reference: reference.nullable(), text: words(least, 500) })).max(50),
    operative: z
      .array(
        z.strictObject({
          kind: z.enum(operativeKinds),
          addressee: z.strictObject({ kind: z.enum(addresseeKinds), name: words(0, 500) }),
          text: words(least, 20_000),
          term: term.nullable(),
        }),
      )
      .min(least)
      .max(50),
  });

/** The text of a decision as it is kept: grounds, findings, cited articles, operative items. Plain text, no markup. */
export const decisionTextSchema = textSchema(1);
/** A text that is still being written. */
export const unfinishedTextSchema = textSchema(0);

/** What is voted on, signed and checked: SHA-256 of the canonical text, in hex. */
export function hashOfText(text: DecisionText | PublicText | FirstText): string {
  return sha256(canonicalText(text)).toString('hex');
}
