import { createHash } from 'node:crypto';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Transaction } from '../../persistence/database.ts';
import { canonicalText } from '../../persistence/records/event-hash.ts';
import { insertIdempotency, readIdempotency } from '../../persistence/records/idempotency.ts';

/** One page with a form: who sent it, its id, the record it is about and what was sent with it. */
export type SentForm = { sender: string; formId: string; recordId: string; content: unknown };

/**
 * Keeps in the act's transaction that a form was sent. A second click waits for the first and is refused with ALREADY_DONE;
 * the same page sent again with other content is refused with FORM_ALREADY_USED, so that nothing is taken for a second
 * click that is none; both are known for 30 days. Acts on records and new records come here. Notes and saved views compare
 * with what they keep themselves, and filings answer a second click with their receipt.
 */
export async function takeFormOnce(tx: Transaction, form: SentForm): Promise<Outcome<undefined>> {
  const { sender: client, formId: key, recordId } = form;
  const requestHash = createHash('sha256').update(canonicalText(form.content)).digest();
  if (await insertIdempotency(tx, { client, key, requestHash, recordId })) return granted(undefined);
  const known = await readIdempotency(tx, client, key);
  const isSame = known?.recordId === recordId && known.requestHash.equals(requestHash);
  return refuse(isSame ? 'ALREADY_DONE' : 'FORM_ALREADY_USED');
}
