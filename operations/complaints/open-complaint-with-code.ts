import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readReceiptVersion } from '../../persistence/complaints/case-page.ts';
import { insertReceiptAttempt, lockReceiptAttempts } from '../../persistence/complaints/receipt-attempts.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import type { OwnCase } from './act-on-own-case.ts';

/** Wrong codes that are let through per case and address in 15 minutes. */
export const receiptTries = 5;

/**
 * Proves that somebody holds the receipt's code; what this gives opens the private side. Refuses RECEIPT_CODE_WRONG, and RECEIPT_CODE_LOCKED after five
 * wrong codes for this case from this address within 15 minutes, the right code included. Every try is audited.
 */
export async function openComplaintWithCode(
  context: OperationContext,
  request: { recordId: string; code: string; address: string },
): Promise<Outcome<OwnCase>> {
  const { recordId, code } = request;
  const version = await readReceiptVersion(context.database, recordId);
  if (version === undefined) return refuse('NOT_FOUND');
  const addressHash = Buffer.from(context.keyRing.lookUp(request.address), 'hex');
  const { legal } = await context.clock();
  const checked = await context.database.transaction(async (tx) => {
    const wrong = await lockReceiptAttempts(tx, recordId, addressHash);
    const isRight = context.keyRing.isReceiptCode(code, recordId, version);
    const refusal = wrong >= receiptTries ? 'RECEIPT_CODE_LOCKED' : isRight ? null : 'RECEIPT_CODE_WRONG';
    if (refusal === 'RECEIPT_CODE_WRONG') await insertReceiptAttempt(tx, recordId, addressHash);
    await writeAudit(tx, {
      legalAt: legal,
      actor: 'complainant',
      action: 'complaint.openWithCode',
      recordId,
      outcome: refusal === null ? 'read' : 'refused',
      ...(refusal === null ? {} : { code: refusal }),
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    });
    return refusal;
  });
  return checked === null ? granted({ recordId, version }) : refuse(checked);
}
