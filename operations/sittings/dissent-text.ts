import { z } from 'zod';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';

const paragraph = z
  .string()
  .trim()
  .min(1)
  .max(20_000)
  .refine((text) => !text.includes('\0'));

/** The text of a dissenting opinion: paragraphs of plain text in one language, no markup. */
export const dissentTextSchema = z.strictObject({
  language: z.enum(['ky', 'ru', 'en']),
  paragraphs: z.array(paragraph).min(1).max(100),
});
export type DissentText = z.infer<typeof dissentTextSchema>;

/** What is attached, approved and published: SHA-256 of the canonical text, in hex. */
export function hashOfDissent(text: DissentText): string {
  return sha256(canonicalText(text)).toString('hex');
}
