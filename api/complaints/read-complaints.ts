import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { findComplaint } from '../../operations/complaints/find-complaint.ts';
import { listComplaintEvents } from '../../operations/complaints/list-complaint-events.ts';
import { listComplaints, registerQuerySchema } from '../../operations/complaints/list-complaints.ts';
import { readComplaint } from '../../operations/complaints/read-complaint.ts';
import type { PublicComplaint } from '../../operations/complaints/public-complaint.ts';
import type { ApiDeps } from '../api.ts';
import { contextOf } from '../context-of.ts';
import { sendRefusal } from '../problem.ts';
import { toComplaintDetailJson } from './complaint-detail-json.ts';
import { toComplaintJson, toEventJson } from './complaint-json.ts';

const asList = (value: unknown): unknown => (value === undefined ? [] : [value].flat());

/** The query of the list, as it comes in an address. */
export const listQuerySchema = z.strictObject({
  ...registerQuerySchema.shape,
  status: z.preprocess(asList, registerQuerySchema.shape.status),
  kind: z.preprocess(asList, registerQuerySchema.shape.kind),
  outcome: z.preprocess(asList, registerQuerySchema.shape.outcome),
  respondent: z.preprocess(asList, registerQuerySchema.shape.respondent),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Handlers that read complaints for programs. */
export function readComplaints(deps: ApiDeps): { list: RequestHandler; one: RequestHandler; events: RequestHandler } {
  return {
    list: async (request, response) => {
      const query = listQuerySchema.safeParse(request.query);
      if (!query.success) {
        const field = query.error.issues[0]?.path.join('.') ?? '';
        return sendRefusal(request, response, refuse('INPUT_INVALID', { field }).refusal);
      }
      const { limit, ...filter } = query.data;
      const page = await listComplaints(contextOf(deps, response), filter, limit);
      if (!page.ok) return sendRefusal(request, response, page.refusal);
      const { complaints, count, isMore, next } = page.value;
      response.json({ items: complaints.map(toComplaintJson), count, isMore, next });
    },
    one: async (request, response) => {
      const found = await complaintOf(deps, request, response);
      if (!found.ok) return sendRefusal(request, response, found.refusal);
      const read = await readComplaint(contextOf(deps, response), found.value.id);
      if (!read.ok) return sendRefusal(request, response, read.refusal);
      response.json(toComplaintDetailJson(read.value));
    },
    events: async (request, response) => {
      const found = await complaintOf(deps, request, response);
      if (!found.ok) return sendRefusal(request, response, found.refusal);
      const { id, number, commission } = found.value;
      const events = await listComplaintEvents(contextOf(deps, response), id);
      response.json({ number, commission: commission.key, items: events.map(toEventJson) });
    },
  };
}

/** The complaint of an address. Without `commission` the number must be one commission's only, else NUMBER_OF_SEVERAL. */
async function complaintOf(deps: ApiDeps, request: Request, response: Response): Promise<Outcome<PublicComplaint>> {
  const { commission } = request.query;
  const key = typeof commission === 'string' && commission !== '' ? commission : undefined;
  const outcome = await findComplaint(contextOf(deps, response), String(request.params['number']), key);
  if (!outcome.ok) return outcome;
  const [first, ...others] = outcome.value.found;
  const commissions = outcome.value.found.map((complaint) => complaint.commission.key).join(', ');
  return others.length > 0 ? refuse('NUMBER_OF_SEVERAL', { commissions }) : { ok: true, value: first };
}
