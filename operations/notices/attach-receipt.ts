import { IntegrationError } from '../../integrations/integration-error.ts';
import type { MailAttachment } from '../../integrations/mail/mail.ts';
import type { WaitingNotice } from '../../persistence/records/outbox.ts';
import { printReceipt } from '../complaints/print-receipt.ts';
import { readReceipt } from '../complaints/read-receipt.ts';
import type { Receipt } from '../complaints/read-receipt.ts';
import type { OperationContext } from '../context.ts';
import type { LedgerReader } from '../ledger/ledger.ts';
import { proofForQr } from '../ledger/prove-event.ts';

/** What a mail holds is on its way: it is looked at again in so many seconds, which is no failure. */
export type NotYet = { waitSeconds: number };

/** Files to attach, and whether the QR of the receipt proves that the filing is in the ledger. */
export type AttachedReceipt = { attachments: readonly MailAttachment[]; isProven: boolean };

/**
 * The receipt that is mailed waits so long for its filing to stand in the public ledger, which takes a second or two; then
 * it goes without the proof. Whoever files in the last hour of a term has number and receipt on the page at once and waits
 * for no mail.
 */
export const proofPatienceSeconds = 60;
const lookAgainSeconds = 1;

/**
 * The receipt of a filing as a file to attach; nothing when the case is gone. It waits for its proof in `ledger` for a
 * while; null says that there is none to wait for.
 */
export async function attachReceipt(
  context: OperationContext,
  { recordId, waitedSeconds }: Pick<WaitingNotice, 'recordId' | 'waitedSeconds'>,
  { publicUrl, ledger }: { publicUrl: string; ledger: LedgerReader | null },
): Promise<AttachedReceipt | NotYet> {
  const receipt = await readReceipt(context, recordId);
  if (!receipt.ok) return { attachments: [], isProven: false };
  const proof = ledger && (await proofOrNone(context, ledger, receipt.value));
  if (ledger && proof === null && waitedSeconds < proofPatienceSeconds) return { waitSeconds: lookAgainSeconds };
  const { number, language } = receipt.value;
  const content = await printReceipt(receipt.value, language, { publicUrl, proof });
  const file = { fileName: `${number}.pdf`, contentType: 'application/pdf', content };
  return { attachments: [file], isProven: proof !== null };
}

/** Null while the ledger has no proof or cannot be read: that holds up no mail for good. */
async function proofOrNone(context: OperationContext, ledger: LedgerReader, receipt: Receipt): Promise<string | null> {
  try {
    return await proofForQr(context, ledger, receipt);
  } catch (error) {
    if (error instanceof IntegrationError) return null;
    throw error;
  }
}
