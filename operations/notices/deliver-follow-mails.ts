import { listNextFollowMails, lockFollowMail } from '../../persistence/records/outbox.ts';
import type { OperationContext } from '../context.ts';
import { deliverMails } from './deliver-mails.ts';
import type { DeliveredMails, NoticePost } from './deliver-mails.ts';
import { writeFollowMail } from './write-follow-mail.ts';

/** Sends the mails owed to whoever follows a case, in the order of each follower and four followers at a time. */
export function deliverFollowMails(context: OperationContext, post: NoticePost): Promise<DeliveredMails> {
  return deliverMails(context, post, {
    next: listNextFollowMails,
    lock: lockFollowMail,
    write: (owed) => writeFollowMail(context, owed, post),
  });
}
