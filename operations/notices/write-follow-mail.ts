import { following } from '../../domain/complaints/following.ts';
import type { Language } from '../../domain/language.ts';
import { readComplaintRow } from '../../persistence/complaints/case-page.ts';
import { readFollowerAddress } from '../../persistence/complaints/follower-rows.ts';
import type { FollowerAddress } from '../../persistence/complaints/follower-rows.ts';
import type { WaitingFollowMail } from '../../persistence/records/outbox.ts';
import { writeConfirmFollowMail, writeFollowedEventMail } from '../../prints/complaints/follow-mail.ts';
import type { FollowMailModel } from '../../prints/complaints/follow-mail.ts';
import type { WrittenMail } from '../../prints/complaints/mail.ts';
import { addressOfFollower } from '../complaints/follow-complaint.ts';
import { followLinkPath } from '../complaints/follow-link.ts';
import { listComplaintEvents } from '../complaints/list-complaint-events.ts';
import { complaintPath, publicComplaint } from '../complaints/public-complaint.ts';
import type { OperationContext } from '../context.ts';
import type { NoticeMail, NoticePlaces } from './write-notice.ts';

/** Why there is nothing to send: the follower stopped, confirmed already, never did, or the record is gone. */
export type NothingToFollow = 'follower-gone' | 'follower-confirmed' | 'follower-unconfirmed' | 'record-gone';

/**
 * Writes a mail to a follower: the link to confirm, or what an event tells everybody. An event says exactly what the
 * history of the case page says of it. The Message-ID is made of follower and event, so that a repeated sending is the
 * same mail.
 */
export async function writeFollowMail(
  context: OperationContext,
  owed: WaitingFollowMail,
  { publicUrl, mailDomain }: NoticePlaces,
): Promise<NoticeMail | NothingToFollow> {
  const { followerId, mail } = owed;
  const follower = await readFollowerAddress(context.database, followerId);
  if (!follower) return 'follower-gone';
  if (follower.isConfirmed !== (mail === 'event'))
    return follower.isConfirmed ? 'follower-confirmed' : 'follower-unconfirmed';
  const row = await readComplaintRow(context.database, follower.recordId);
  if (!row) return 'record-gone';
  const complaint = publicComplaint(row);
  const { language } = follower;
  const linkTo = (purpose: 'confirm' | 'stop'): string =>
    `${publicUrl}/${language}${followLinkPath(context, followerId, purpose)}`;
  const model: FollowMailModel = {
    number: complaint.number,
    commission: complaint.commission.name[language],
    address: `${publicUrl}/${language}${complaintPath(complaint)}`,
    stop: linkTo('stop'),
  };
  const written =
    mail === 'confirm'
      ? writeConfirmFollowMail(language, { ...model, confirm: linkTo('confirm'), hours: following.confirmHours })
      : await eventMail(context, language, model, owed);
  if (written === undefined) return 'record-gone';
  const messageId = `${followerId}.${mail === 'confirm' ? `confirm-${owed.id}` : owed.seq}.follow@${mailDomain}`;
  return letter(context, written, { followerId, follower, model, messageId });
}

async function eventMail(
  context: OperationContext,
  language: Language,
  model: FollowMailModel,
  { recordId, seq }: WaitingFollowMail,
): Promise<WrittenMail | undefined> {
  const event = (await listComplaintEvents(context, recordId)).find((one) => one.seq === seq);
  return event && writeFollowedEventMail(language, { ...model, event });
}

function letter(
  context: OperationContext,
  { subject, text }: WrittenMail,
  facts: { followerId: string; follower: FollowerAddress; model: FollowMailModel; messageId: string },
): NoticeMail {
  const { followerId, follower, model, messageId } = facts;
  const to = { address: addressOfFollower(context, followerId, follower) };
  const { language } = follower;
  return {
    fromName: model.commission,
    mail: { messageId, to, subject, text, language, attachments: [], stopUrl: model.stop },
  };
}
