import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { complaintEventSentence } from '../../wording/complaints.ts';
import { dayTime } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import type { WrittenMail } from './mail.ts';

/** What every mail to a follower knows: the case, the address of its page, and where it is stopped. */
export type FollowMailModel = {
  readonly number: string;
  readonly commission: string;
  readonly address: string;
  readonly stop: string;
};

/** An event with the fields of its payload that everybody may read. */
export type FollowedEvent = {
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly legalAt: Instant;
};

/** The mail that asks whether its reader wants to follow a case, with the link that says so and for how long it works. */
export function writeConfirmFollowMail(
  language: Language,
  model: FollowMailModel & { readonly confirm: string; readonly hours: number },
): WrittenMail {
  const { number, commission, confirm, hours } = model;
  const paragraphs = [
    say(language, 'follow.mail.confirm-body', { number, commission }),
    `${say(language, 'follow.mail.confirm-link')}\n${confirm}`,
    say(language, 'follow.mail.confirm-hours', { n: hours }),
    say(language, 'follow.mail.not-you'),
  ];
  return written(language, model, say(language, 'follow.mail.confirm-subject', { number }), paragraphs);
}

/** The mail that tells of one event: when and what, in the words of the history on the page of the case. */
export function writeFollowedEventMail(
  language: Language,
  model: FollowMailModel & { readonly event: FollowedEvent },
): WrittenMail {
  const { number, commission, event } = model;
  const { sentence, detail } = complaintEventSentence(language, event.kind, event.payload);
  const moment = dayTime(language, event.legalAt);
  const paragraphs = [
    `${say(language, 'follow.mail.event-of', { number, commission })}`,
    [`${moment}. ${sentence}`, ...(detail === null ? [] : [detail])].join('\n'),
  ];
  return written(language, model, say(language, 'follow.mail.event-subject', { number, sentence }), paragraphs);
}

function written(
  language: Language,
  { address, stop }: FollowMailModel,
  subject: string,
  paragraphs: readonly string[],
): WrittenMail {
  const foot = [
    say(language, 'mail.link', { address }),
    `${say(language, 'follow.mail.stop')}\n${stop}`,
    say(language, 'mail.sign'),
  ];
  return { subject, text: `${[...paragraphs, ...foot].join('\n\n')}\n` };
}
