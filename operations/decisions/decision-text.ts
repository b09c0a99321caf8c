import { z } from 'zod';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';

const paragraph = z
  .string()
  .trim()
  .min(1)
  .max(20_000)
  .refine((text) => !text.includes('\0'));

/** The text of a decision: what was found, on which grounds, and the operative items. Plain text, no markup. */
export const decisionTextSchema = z.strictObject({
  language: z.enum(['ky', 'ru', 'en']),
  title: z.string().trim().min(1).max(500),
  findings: z.array(paragraph).min(1).max(200),
  grounds: z.array(paragraph).max(50),
  operative: z.array(paragraph).min(1).max(50),
});
export type DecisionText = z.infer<typeof decisionTextSchema>;

/** What is voted on, signed and checked: SHA-256 of the canonical text, in hex. */
export function hashOfText(text: DecisionText): string {
  return sha256(canonicalText(text)).toString('hex');
}
