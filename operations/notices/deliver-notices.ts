import { listNextNotices, lockNotice } from '../../persistence/records/outbox.ts';
import type { OperationContext } from '../context.ts';
import { deliverMails } from './deliver-mails.ts';
import type { LedgerReader } from '../ledger/ledger.ts';
import type { DeliveredMails, NoticePost } from './deliver-mails.ts';
import { writeNotice } from './write-notice.ts';

/**
 * Sends the notices owed to complainants, in the order of each case and four cases at a time. Receipts take their proofs
 * from `ledger`; where that is null they go without.
 */
export function deliverNotices(
  context: OperationContext,
  post: NoticePost,
  ledger: LedgerReader | null,
): Promise<DeliveredMails> {
  return deliverMails(context, post, {
    next: listNextNotices,
    lock: lockNotice,
    write: (notice) => writeNotice(context, notice, { ...post, ledger }),
  });
}
