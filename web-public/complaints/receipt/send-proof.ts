import type { Request, Response } from 'express';
import { proveEvent } from '../../../operations/ledger/prove-event.ts';
import type { PageKit } from '../../page-kit.ts';

/** The proof that a filing is in the public ledger, as a file to keep; until it is there the page says to come again. */
export async function sendProof(
  kit: PageKit,
  request: Request,
  response: Response,
  { recordId, number }: { recordId: string; number: string },
): Promise<void> {
  const outcome = await proveEvent(kit.contextOf(response), kit.deps.ledger, { recordId, seq: 1 });
  if (!outcome.ok) return kit.refuse(request, response, outcome.refusal);
  response
    .set('Content-Disposition', `attachment; filename="${number}.tlog-proof"`)
    .type('text/plain; charset=utf-8')
    .send(outcome.value);
}
