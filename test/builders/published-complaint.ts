import type { Filing } from '../../domain/complaints/filing.ts';
import type { Product } from '../support/product.ts';
import { aComplaint } from './complaints.ts';
import { onAgenda, publish, voteOn } from './sittings.ts';

/** A complaint whose decision was voted, signed and published by real acts; the clock moves an hour on. */
export async function aPublishedComplaint(product: Product, filing: Partial<Filing> = {}): Promise<string> {
  const complaintId = await aComplaint(product, 'drafted', filing);
  const item = await onAgenda(product, complaintId, 3_600_000);
  product.clock.pass(3_600_000);
  await voteOn(product, item);
  await publish(product, complaintId);
  return complaintId;
}
