import { z } from 'zod';
import { problemExample } from './examples.ts';

/** Refusals as RFC 9457 has them, with a code of our closed list. */
export const problemJson = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    instance: z.string(),
    messages: z.strictObject({ ky: z.string(), ru: z.string(), en: z.string() }),
    about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Problem' });

const refusal = { content: { 'application/problem+json': { schema: problemJson, example: problemExample } } };
/** A good answer in JSON with its example. */
export const answer = (description: string, schema: z.ZodType, example: unknown) => ({
  description,
  content: { 'application/json': { schema, example } },
});
/** Refusals by status, with their codes. */
export const refused = (...statuses: readonly [number, string][]) =>
  Object.fromEntries(statuses.map(([status, description]) => [String(status), { description, ...refusal }]));
