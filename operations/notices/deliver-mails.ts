import { IntegrationError } from '../../integrations/integration-error.ts';
import type { Transaction } from '../../persistence/database.ts';
import { backOffSeconds, letOutboxWait, markOutboxDone, putOutboxOff } from '../../persistence/records/outbox.ts';
import type { OperationContext } from '../context.ts';
import type { NotYet } from './attach-receipt.ts';
import type { NoticeMail, NoticePlaces } from './write-notice.ts';

/** How mail leaves, and where its links lead. */
export type NoticePost = NoticePlaces & { send: (notice: NoticeMail) => Promise<void> };

/** One round: sent, ended without mail (`ended`: nobody to write to, or refused for good), put off after a failure. */
export type DeliveredMails = { sent: number; ended: number; putOff: number; failures: readonly unknown[] };

/** Mails of one topic that wait in the outbox: the next ones, the lock of one, and its words or why there are none. */
export type MailQueue<Owed extends { id: number; attempts: number }> = {
  next: (database: Transaction, limit: number) => Promise<Owed[]>;
  lock: (tx: Transaction, id: number) => Promise<Owed | undefined>;
  write: (owed: Owed) => Promise<NoticeMail | NotYet | string>;
};

const batch = 40;
const atOnce = 4;

/**
 * Sends the mails that wait, four at a time. A failure of the mail server puts a mail off and touches nothing else; only a
 * mail that was refused for good is ended. The act is long committed.
 */
export async function deliverMails<Owed extends { id: number; attempts: number }>(
  context: OperationContext,
  post: NoticePost,
  queue: MailQueue<Owed>,
): Promise<DeliveredMails> {
  const result = { sent: 0, ended: 0, putOff: 0, failures: new Array<unknown>() };
  const next = (await queue.next(context.database, batch)).values();
  const lane = async (): Promise<void> => {
    for (const owed of next) {
      const end = await deliver(context, post, queue, owed, result.failures);
      if (end !== 'held') result[end] += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return result;
}

type End = 'sent' | 'ended' | 'putOff' | 'held';

async function deliver<Owed extends { id: number; attempts: number }>(
  context: OperationContext,
  post: NoticePost,
  queue: MailQueue<Owed>,
  { id, attempts }: Owed,
  failures: unknown[],
): Promise<End> {
  try {
    return await context.database.transaction(async (tx) => {
      const owed = await queue.lock(tx, id);
      if (!owed) return 'held';
      const written = await queue.write(owed);
      if (typeof written === 'string') {
        await markOutboxDone(tx, [id], written);
        return 'ended';
      }
      if ('waitSeconds' in written) {
        await letOutboxWait(tx, id, written.waitSeconds);
        return 'held';
      }
      await post.send(written);
      await markOutboxDone(tx, [id], null);
      return 'sent';
    });
  } catch (error) {
    failures.push(error);
    return endOrPutOff(context, id, attempts, error);
  }
}

/** Refused mail and impossible addresses end; everything else, a wrong configuration too, waits for better days. */
async function endOrPutOff(context: OperationContext, id: number, attempts: number, error: unknown): Promise<End> {
  const isOurs = error instanceof IntegrationError;
  if (isOurs && (error.category === 'refused' || error.category === 'invalid-input')) {
    await markOutboxDone(context.database, [id], error.code);
    return 'ended';
  }
  const code = isOurs ? error.code : 'defect';
  await putOutboxOff(context.database, [id], { code, seconds: backOffSeconds(attempts, Math.random()) });
  return 'putOff';
}
