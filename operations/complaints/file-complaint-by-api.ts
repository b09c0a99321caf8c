import { filingSchema } from './draft.ts';
import { z } from 'zod';
import { emptyFiling } from '../../domain/complaints/filing.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { insertIdempotency, readIdempotency } from '../../persistence/records/idempotency.ts';
import type { Transaction } from '../../persistence/database.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import type { OperationContext } from '../context.ts';
import { fileComplaint } from './file-complaint.ts';

/** The body a program sends; absent fields are empty, unknown ones are refused. */
export const apiFilingSchema = z.strictObject({
  ...filingSchema.partial().shape,
  language: z.enum(['ky', 'ru', 'en']),
  documents: z.array(z.uuid()).max(50).optional(),
});
export type ApiFiling = z.infer<typeof apiFilingSchema>;

/**
 * Files for a program. The key makes a repeated request harmless for 30 days: the same body gives the same record
 * (`replayed`), another body is refused with IDEMPOTENCY_KEY_REUSED.
 */
export async function fileComplaintByApi(
  context: OperationContext,
  caller: { client: string; idempotencyKey: string },
  body: ApiFiling,
): Promise<Outcome<{ recordId: string; replayed: boolean }>> {
  const at = await context.clock();
  const { documents = [], ...given } = body;
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const requestHash = sha256(canonicalText(body));
  const key = { client: caller.client, key: caller.idempotencyKey };
  const outcome = await fileComplaint(context, {
    filing: { ...emptyFiling(body.language), ...fields },
    channel: 'api',
    actor: { kind: 'complainant' },
    at,
    documentIds: documents,
    documentOwner: { client: caller.client },
    before: async (tx, recordId) =>
      (await insertIdempotency(tx, { ...key, requestHash, recordId })) ? granted(undefined) : refuse('RECORD_EXISTS'),
  });
  if (outcome.ok) return granted({ recordId: outcome.value.recordId, replayed: false });
  return outcome.refusal.code === 'RECORD_EXISTS' ? replay(context.database, key, requestHash) : outcome;
}

async function replay(
  database: Transaction,
  { client, key }: { client: string; key: string },
  requestHash: Buffer,
): Promise<Outcome<{ recordId: string; replayed: boolean }>> {
  const known = await readIdempotency(database, client, key);
  if (!known?.requestHash.equals(requestHash)) return refuse('IDEMPOTENCY_KEY_REUSED');
  return granted({ recordId: known.recordId, replayed: true });
}
