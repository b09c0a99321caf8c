import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { findFiledDocument } from '../../persistence/ledger/find-filed-document.ts';
import { findComplaint } from '../complaints/find-complaint.ts';
import type { OperationContext } from '../context.ts';

/** Whether a file is one of a case, by its SHA-256, and when it came; null where it is none of them. */
export type CheckedFile = { recordId: string; number: string; commissionKey: string; filedAt: Instant | null };

/**
 * Says whether exactly this file was filed in the case of this number, and when. Who does not have the file learns
 * nothing: nobody guesses 256 bits. Refuses NOT_FOUND for an unknown number and INPUT_INVALID for what is no SHA-256 in hex.
 */
export async function checkFiledFile(
  context: OperationContext,
  { written, sha256, commissionKey }: { written: string; sha256: string; commissionKey?: string },
): Promise<Outcome<CheckedFile[]>> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return refuse('INPUT_INVALID', { field: 'sha256' });
  const found = await findComplaint(context, written, commissionKey);
  if (!found.ok) return found;
  const { number, found: complaints } = found.value;
  const answers = complaints.map(async ({ id, commission }) => {
    const filedAt = await findFiledDocument(context.database, id, sha256);
    return { recordId: id, number, commissionKey: commission.key, filedAt };
  });
  return granted(await Promise.all(answers));
}
