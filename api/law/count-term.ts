import type { RequestHandler } from 'express';
import { z } from 'zod';
import { certainties } from '../../domain/law/certainty.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { refuse } from '../../domain/refusals.ts';
import { calculateTerm } from '../../operations/law/calculate-term.ts';
import { derivationSentences } from '../../wording/derivation.ts';
import type { ApiDeps } from '../api.ts';
import { moment } from '../complaints/complaint-json.ts';
import { contextOf } from '../context-of.ts';
import { sendRefusal } from '../problem.ts';

const sentences = z.array(z.strictObject({ title: z.string(), text: z.string() }));

/** A term of the law counted from a moment, as it is counted for cases, with its reasons in words. */
export const countedTermJson = z
  .strictObject({
    rule: z.string(),
    pack: z.strictObject({ id: z.string(), version: z.int() }),
    baseAt: moment,
    dueAt: moment.nullable().meta({ description: 'Exclusive end; null for what is due at once' }),
    zone: z.string(),
    article: z.strictObject({ act: z.string(), article: z.string().nullable(), part: z.string().nullable() }),
    certainty: z.enum(certainties),
    confirmed: z.boolean(),
    derivation: z.strictObject({ ky: sentences, ru: sentences, en: sentences }),
  })
  .meta({ id: 'CountedTerm' });

/** What is asked: a rule of the law in force, a day and an hour in Bishkek. */
export const termQuerySchema = z.strictObject({
  rule: z.string().max(60),
  day: z.string().max(10),
  time: z.string().max(5),
});

/** Counts a term by the law in force. */
export function countTerm(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const query = termQuerySchema.safeParse(request.query);
    if (!query.success) {
      const field = query.error.issues[0]?.path.join('.') ?? '';
      return sendRefusal(request, response, refuse('INPUT_INVALID', { field }).refusal);
    }
    const counted = await calculateTerm(contextOf(deps, response), query.data);
    if (!counted.ok) return sendRefusal(request, response, counted.refusal);
    const { pack, derived } = counted.value;
    if (derived === null) return sendRefusal(request, response, refuse('NOT_FOUND').refusal);
    const { ruleId: rule, packId: id, packVersion: version, baseAt, dueAt, zone, certainty, confirmed } = derived;
    const words = LANGUAGES.map((language) => [
      language,
      derivationSentences(language, derived, pack).map(({ title, text }) => ({ title, text })),
    ]);
    const { article } = lawRule(pack, rule);
    const derivation: unknown = Object.fromEntries(words);
    response.json({ rule, pack: { id, version }, baseAt, dueAt, zone, article, certainty, confirmed, derivation });
  };
}
