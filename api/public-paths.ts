import { z } from 'zod';
import { consistencyJson, figuresJson } from './complaints/read-figures.ts';
import { consistencyExample, countedTermExample, figuresExample, uncheckedFileExample } from './figure-examples.ts';
import { countedTermJson } from './law/count-term.ts';
import { checkedFileJson } from './ledger/check-file.ts';
import { answer, refused } from './open-api-parts.ts';

const number = z.string().meta({ examples: ['K-2027-000001'] });
const commission = z
  .string()
  .optional()
  .meta({ examples: ['cec'] });

/** What anybody may ask besides the register itself: figures, consistency, terms, and whether a file was filed. */
export const publicPaths = (filter: z.ZodObject) => ({
  '/api/v1/figures': {
    get: {
      operationId: 'readFigures',
      summary: 'Figures of a selection of the register',
      requestParams: { query: filter },
      responses: {
        '200': answer('The figures; those of a large selection may be some seconds old', figuresJson, figuresExample),
        ...refused([422, 'INPUT_INVALID']),
      },
    },
  },
  '/api/v1/consistency': {
    get: {
      operationId: 'readConsistency',
      summary: 'How similar cases were decided: by breach and article',
      responses: {
        '200': answer('The groups, the largest first', consistencyJson, consistencyExample),
        ...refused([503, 'SEARCH_TOO_SLOW']),
      },
    },
  },
  '/api/v1/terms': {
    get: {
      operationId: 'countTerm',
      summary: 'Count a term of the law in force from any moment',
      requestParams: {
        query: z.object({
          rule: z.string().meta({ description: 'Rule of the law pack', examples: ['complaint_decide'] }),
          day: z.string().meta({ description: 'YYYY-MM-DD in Bishkek', examples: ['2027-01-11'] }),
          time: z.string().meta({ description: 'HH:MM in Bishkek', examples: ['10:00'] }),
        }),
      },
      responses: {
        '200': answer('The end of the term and how it was counted', countedTermJson, countedTermExample),
        ...refused([404, 'NOT_FOUND: no election yet'], [422, 'INPUT_INVALID']),
      },
    },
  },
  '/api/v1/complaints/{number}/check-file': {
    post: {
      operationId: 'checkFile',
      summary: 'Whether exactly this file was filed in a case, and when',
      requestParams: { path: z.object({ number }), query: z.object({ commission }) },
      requestBody: {
        required: true,
        content: {
          'application/octet-stream': {
            schema: z.string().meta({ description: 'The bytes of the file, 200 MB at most; nothing is kept' }),
            example: 'a file that nobody filed',
          },
        },
      },
      responses: {
        '200': answer('The answer, with the proof of the event', checkedFileJson, uncheckedFileExample),
        ...refused([404, 'NOT_FOUND'], [413, 'BODY_TOO_LARGE'], [429, 'TOO_MANY_REQUESTS']),
      },
    },
  },
});
