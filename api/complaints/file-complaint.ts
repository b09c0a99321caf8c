import type { RequestHandler } from 'express';
import { refuse } from '../../domain/refusals.ts';
import { apiFilingSchema, fileComplaintByApi } from '../../operations/complaints/file-complaint-by-api.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import type { ApiDeps } from '../api.ts';
import { clientOf } from '../client-of.ts';
import { contextOf } from '../context-of.ts';
import { sendRefusal } from '../problem.ts';
import { toReceiptJson } from './complaint-json.ts';

/** Files a complaint for a program. The same key with the same body gives the same receipt, for 30 days. */
export function fileComplaint(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const context = contextOf(deps, response);
    const idempotencyKey = request.get('Idempotency-Key') ?? '';
    if (!/^[\x21-\x7e]{1,200}$/.test(idempotencyKey)) {
      return sendRefusal(request, response, refuse('IDEMPOTENCY_KEY_MISSING').refusal);
    }
    const body = apiFilingSchema.safeParse(request.body);
    if (!body.success) {
      const field = body.error.issues[0]?.path.join('.') ?? '';
      return sendRefusal(request, response, refuse('INPUT_INVALID', { field }).refusal);
    }
    const caller = { client: clientOf(context, request), idempotencyKey };
    const filed = await fileComplaintByApi(context, caller, body.data);
    if (!filed.ok) return sendRefusal(request, response, filed.refusal);
    const receipt = await readReceipt(context, filed.value.recordId);
    if (!receipt.ok) return sendRefusal(request, response, receipt.refusal);
    const { number, complaint } = receipt.value;
    response
      .status(201)
      .location(`/api/v1/complaints/${number}?commission=${complaint.commission.key}`)
      .set('Idempotency-Replayed', String(filed.value.replayed))
      .json(toReceiptJson(receipt.value, deps.publicUrl));
  };
}
