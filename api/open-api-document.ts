import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { complaintKinds, complaintStatuses, respondentKinds } from '../domain/complaints/complaint.ts';
import { registerOutcomes } from '../operations/complaints/list-complaints.ts';
import { apiFilingSchema } from '../operations/complaints/file-complaint-by-api.ts';
import { stagedPurposes } from '../operations/documents/stage-document.ts';
import { complaintDetailJson } from './complaints/complaint-detail-json.ts';
import { complaintListJson, documentJson, eventListJson, receiptJson } from './complaints/complaint-json.ts';
import {
  appealExample,
  complaintDetailExample,
  complaintExample,
  documentExample,
  eventListExample,
  filingExample,
  receiptExample,
  shortFilingExample,
  stagedExample,
} from './examples.ts';
import { answer, refused } from './open-api-parts.ts';
import { publicPaths } from './public-paths.ts';
import { uploadPaths } from './upload-paths.ts';

const filing = apiFilingSchema.meta({
  id: 'Filing',
  description:
    'Absent fields are empty. Only a filing with neither statement nor document is refused. Without `commission` it goes to the one that is competent by the law pack',
});
const number = z
  .string()
  .meta({ description: 'Cyrillic К and missing zeros are accepted', examples: ['K-2027-000001'] });
const commission = z
  .string()
  .optional()
  .meta({ description: 'Key of the commission; needed when several gave the same number', examples: ['cec'] });
const listQuery = z.object({
  status: z
    .array(z.enum(complaintStatuses))
    .optional()
    .meta({ examples: [['filed', 'registered']] }),
  kind: z.array(z.enum(complaintKinds)).optional(),
  term: z.enum(['running', 'met', 'breached']).optional(),
  outcome: z
    .array(z.enum(registerOutcomes))
    .optional()
    .meta({ description: 'Of published decisions; `leftUnexamined`: left without consideration' }),
  respondent: z.array(z.enum(respondentKinds)).optional().meta({ description: 'Against whom, of published decisions' }),
  from: z.iso
    .date()
    .optional()
    .meta({ description: 'First day of receipt, in Bishkek', examples: ['2027-01-01'] }),
  to: z.iso
    .date()
    .optional()
    .meta({ description: 'Last day of receipt, in Bishkek', examples: ['2027-12-31'] }),
  q: z.string().max(200).optional().meta({ description: 'Words of the published decision' }),
  order: z
    .enum(['newest', 'due'])
    .optional()
    .meta({ description: '`due`: what is not decided and has an end by date, the soonest first' }),
  territory: z
    .string()
    .optional()
    .meta({ examples: ['KG-C'] }),
  commission: z
    .string()
    .optional()
    .meta({ examples: ['cec'] }),
  limit: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ examples: [20] }),
  after: z.string().optional().meta({ description: 'Cursor: `next` of the page before' }),
});

/** The OpenAPI 3.1 document, made from the schemas that check the requests. */
export function openApiDocument(publicUrl: string): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'shailoo',
      version: '1.0.0',
      description: 'Complaints to election commissions: file them and follow them. Everything read here is public.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: publicUrl }],
    security: [{}, { bearer: [] }],
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'Any token of your choice: it keeps your keys and documents apart from those of others',
        },
      },
    },
    paths: {
      '/api/v1/documents': { post: documentsPost },
      ...uploadPaths,
      '/api/v1/complaints': { get: complaintsGet, post: complaintsPost },
      '/api/v1/complaints/{number}': { get: complaintGet },
      '/api/v1/complaints/{number}/events': { get: eventsGet },
      ...publicPaths(listQuery.omit({ order: true, limit: true, after: true })),
    },
  });
}

const documentsPost = {
  operationId: 'stageDocument',
  summary: 'Send a file that a complaint will name',
  requestParams: {
    query: z.object({
      purpose: z
        .enum(stagedPurposes)
        .optional()
        .meta({
          description: '`authority`: shows that a representative may speak for somebody',
          examples: ['evidence'],
        }),
    }),
    header: z.object({
      'Content-Disposition': z
        .string()
        .optional()
        .meta({ examples: ["attachment; filename*=UTF-8''%D0%B0%D1%80%D1%8B%D0%B7.pdf"] }),
    }),
  },
  requestBody: {
    required: true,
    content: {
      'application/pdf': {
        schema: z.string().meta({
          description:
            'The bytes of the file, 200 MB at most; larger ones, and any over a poor line, by /api/v1/uploads',
        }),
        example: documentExample,
      },
    },
  },
  responses: {
    '201': answer('Stored; waits for its filing for 24 hours', documentJson, stagedExample),
    ...refused([400, 'UPLOAD_BROKEN'], [413, 'BODY_TOO_LARGE'], [422, 'INPUT_INVALID'], [429, 'TOO_MANY_REQUESTS']),
  },
};

const filingExamples = {
  representative: { summary: 'Every field: a representative complains of a precinct commission', value: filingExample },
  appeal: { summary: 'Against the outcome of a complaint at the commission below', value: appealExample },
  short: { summary: 'A statement and nothing else', value: shortFilingExample },
};

const complaintsPost = {
  operationId: 'fileComplaint',
  summary: 'File a complaint',
  requestParams: {
    header: z.object({
      'Idempotency-Key': z
        .string()
        .min(1)
        .max(200)
        .meta({ description: 'Kept for 30 days', examples: ['5b1f2f0e-1c0f-4f0b-9f5e-0d8f6f3f2a77'] }),
    }),
  },
  requestBody: { required: true, content: { 'application/json': { schema: filing, examples: filingExamples } } },
  responses: {
    '201': answer('Filed; the receipt. The same key and body give the same receipt', receiptJson, receiptExample),
    ...refused(
      [400, 'IDEMPOTENCY_KEY_MISSING'],
      [413, 'BODY_TOO_LARGE'],
      [422, 'NOTHING_FILED, DOCUMENT_UNKNOWN, INPUT_INVALID, IDEMPOTENCY_KEY_REUSED'],
      [429, 'TOO_MANY_REQUESTS'],
    ),
  },
};

const complaintsGet = {
  operationId: 'listComplaints',
  summary: 'The register',
  requestParams: { query: listQuery },
  responses: {
    '200': answer('A page of the register', complaintListJson, {
      items: [complaintExample],
      count: 1,
      isMore: false,
      next: null,
    }),
    ...refused([422, 'INPUT_INVALID']),
  },
};

const complaintGet = {
  operationId: 'readComplaint',
  summary: 'One complaint',
  requestParams: { path: z.object({ number }), query: z.object({ commission }) },
  responses: {
    '200': answer('The complaint with its procedure', complaintDetailJson, complaintDetailExample),
    ...refused([404, 'NOT_FOUND'], [422, 'NUMBER_OF_SEVERAL: name the commission']),
  },
};

const eventsGet = {
  operationId: 'listComplaintEvents',
  summary: 'Public history of a complaint with its hashes',
  requestParams: { path: z.object({ number }), query: z.object({ commission }) },
  responses: {
    '200': answer('The events in their order', eventListJson, eventListExample),
    ...refused([404, 'NOT_FOUND'], [422, 'NUMBER_OF_SEVERAL: name the commission']),
  },
};
