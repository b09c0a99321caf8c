import { IntegrationError } from '../../integrations/integration-error.ts';
import {
  backOffSeconds,
  listNextNotices,
  lockNotice,
  markOutboxDone,
  putOutboxOff,
} from '../../persistence/records/outbox.ts';
import type { WaitingNotice } from '../../persistence/records/outbox.ts';
import type { OperationContext } from '../context.ts';
import { writeNotice } from './write-notice.ts';
import type { NoticeMail, NoticePlaces } from './write-notice.ts';

/** How mail leaves, and where its links lead. */
export type NoticePost = NoticePlaces & { send: (notice: NoticeMail) => Promise<void> };

/** One round: sent, ended without mail (`ended`: nobody to write to, or refused for good), put off after a failure. */
export type DeliveredNotices = { sent: number; ended: number; putOff: number; failures: readonly unknown[] };

const batch = 40;
const atOnce = 4;

/**
 * Sends the notices that wait, in the order of each case and four cases at a time. A failure of the mail server puts the
 * notice off and touches nothing else; only a mail that was refused for good is ended. The act is long committed.
 */
export async function deliverNotices(context: OperationContext, post: NoticePost): Promise<DeliveredNotices> {
  const result = { sent: 0, ended: 0, putOff: 0, failures: new Array<unknown>() };
  const waiting = await listNextNotices(context.database, batch);
  const next = waiting.values();
  const lane = async (): Promise<void> => {
    for (const notice of next) {
      const end = await deliver(context, post, notice, result.failures);
      if (end !== 'held') result[end] += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return result;
}

type End = 'sent' | 'ended' | 'putOff' | 'held';

async function deliver(
  context: OperationContext,
  post: NoticePost,
  { id, attempts }: WaitingNotice,
  failures: unknown[],
): Promise<End> {
  try {
    return await context.database.transaction(async (tx) => {
      const notice = await lockNotice(tx, id);
      if (!notice) return 'held';
      const written = await writeNotice(context, notice, post);
      if (typeof written === 'string') {
        await markOutboxDone(tx, [id], written);
        return 'ended';
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
