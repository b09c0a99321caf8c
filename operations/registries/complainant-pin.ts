import { z } from 'zod';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import type { Transaction } from '../../persistence/database.ts';
import { openFilingDetail, openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import { detailPlace } from '../complaints/private-side.ts';
import type { OperationContext } from '../context.ts';

const detail = z.object({ pin: z.string().nullable() });

/** The PIN that the national sign-in gave at filing; undefined when the complaint came without one. Never logged. */
export async function openComplainantPin(
  { keyRing }: OperationContext,
  tx: Transaction,
  complaintId: string,
): Promise<string | undefined> {
  const [row, sealed] = [await openPrivateCase(tx, complaintId), await openFilingDetail(tx, complaintId)];
  if (row === undefined || sealed === undefined) return undefined;
  const key = keyRing.unwrapKey(complaintId, row.wrapped);
  return detail.parse(JSON.parse(openField(key, detailPlace(complaintId), sealed.sealed))).pin ?? undefined;
}
