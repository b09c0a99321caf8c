import type { RequestHandler } from 'express';
import { z } from 'zod';
import { complaintKinds } from '../../domain/complaints/complaint.ts';
import { measureKinds } from '../../domain/decisions/operative.ts';
import { refuse } from '../../domain/refusals.ts';
import { figureCharts, figureRows, numberHeads } from '../../operations/complaints/figure-rows.ts';
import type { FigureChart } from '../../operations/complaints/figure-rows.ts';
import { readFigures } from '../../operations/complaints/read-figures.ts';
import { readConsistency } from '../../operations/decisions/read-consistency.ts';
import type { ApiDeps } from '../api.ts';
import { contextOf } from '../context-of.ts';
import { sendRefusal } from '../problem.ts';
import { moment } from './complaint-json.ts';
import { listQuerySchema } from './read-complaints.ts';

const counts = z.array(z.strictObject({ code: z.string(), n: z.int() }));

/** Figures of a selection of the register; a part that took longer than a second to count is null. */
export const figuresJson = z
  .strictObject({
    at: moment.meta({ description: 'Legal moment of counting' }),
    days: counts.nullable().meta({ description: 'By day of receipt in Bishkek; every day from the first to the last' }),
    kinds: counts.nullable(),
    outcomes: counts.nullable().meta({ description: 'Published outcomes, and `leftUnexamined`' }),
    statuses: counts.nullable(),
    terms: counts.nullable().meta({ description: 'How the term to decide stands' }),
    spans: z
      .array(z.strictObject({ code: z.string(), onTime: z.int(), late: z.int() }))
      .nullable()
      .meta({
        description: 'Days of 24 hours from receipt to outcome; `code` is the least number of days of the group',
      }),
    medianHours: z.int().nullable().meta({ description: 'Null where nothing has an outcome' }),
  })
  .meta({ id: 'Figures' });

/** Outcomes, measures and times by breach and article, of published decisions. */
export const consistencyJson = z
  .strictObject({
    at: moment,
    withoutArticle: z.int().nullable().meta({ description: 'Cases whose decision names no article of the law pack' }),
    groups: z.array(
      z.strictObject({
        kind: z.enum(complaintKinds),
        act: z.string(),
        article: z.string(),
        n: z.int(),
        outcomes: z.strictObject({ granted: z.int(), grantedInPart: z.int(), refused: z.int() }),
        late: z.int(),
        medianHours: z.int().meta({ description: 'Half of the cases waited no longer, from receipt to decision' }),
        measures: z.array(z.strictObject({ measure: z.enum(measureKinds), n: z.int() })),
        cases: z
          .array(z.strictObject({ number: z.string(), commission: z.string() }))
          .meta({ description: 'The newest five' }),
      }),
    ),
  })
  .meta({
    id: 'Consistency',
    description: 'A case is in the group of each article it cites; groups cannot be added up',
  });

/** The filter of the list, without its order and pages. */
export const figuresQuerySchema = listQuerySchema.omit({ order: true, after: true, limit: true });

/** Handlers of figures for programs. */
export function figureHandlers(deps: ApiDeps): { figures: RequestHandler; consistency: RequestHandler } {
  return {
    figures: async (request, response) => {
      const query = figuresQuerySchema.safeParse(request.query);
      if (!query.success) {
        const field = query.error.issues[0]?.path.join('.') ?? '';
        return sendRefusal(request, response, refuse('INPUT_INVALID', { field }).refusal);
      }
      const figures = await readFigures(contextOf(deps, response), { ...query.data, order: 'newest' });
      const rowsOf = (chart: FigureChart) =>
        figureRows(figures, chart)?.map(({ code, numbers }) => ({
          code,
          ...Object.fromEntries(numberHeads[chart].map((head, at) => [head, numbers[at] ?? 0])),
        })) ?? null;
      const charts = Object.fromEntries(figureCharts.map((chart) => [chart, rowsOf(chart)]));
      response.json({ at: figures.at, ...charts, medianHours: figures.spans?.medianHours ?? null });
    },
    consistency: async (request, response) => {
      const { at, groups, withoutArticle } = await readConsistency(contextOf(deps, response));
      if (groups === null) return sendRefusal(request, response, refuse('SEARCH_TOO_SLOW').refusal);
      response.json({ at, withoutArticle, groups });
    },
  };
}
