import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { atDayTime, atDeadline, dayTime, deadlineMoment } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';

/** The occasions on which a complainant hears from the commission. */
export const mailKinds = [
  'filed',
  'registered',
  'admitted',
  'leftUnexamined',
  'onAgenda',
  'decided',
  'published',
  'termMissed',
  'returnedForDefects',
  'defectsCured',
  'notCured',
  'forwarded',
  'forwardArrived',
  'withdrawn',
  'evidenceAdded',
  'contactChanged',
  'joined',
  'separated',
  'hearingAppointed',
  'hearingCancelled',
  'termExtended',
  'termSuspended',
  'termResumed',
  'termChanged',
  'appealRecorded',
  'appealEnded',
  'reopened',
  'takenOffAgenda',
] as const;

/** One of them. */
export type MailKind = (typeof mailKinds)[number];

type EveryMail = {
  readonly number: string;
  readonly commission: string;
  /** When it happened; for a missed term its exclusive end. */
  readonly at: Instant;
  /** Exclusive end of the term to decide, or, once that is over, of the term to contest; absent if none runs. */
  readonly dueAt?: Instant;
  /** Public page of the case. */
  readonly address: string;
};

/** What each kind of mail must know beyond that; words are in the language of the mail. */
export type MailModels = {
  /** `isProven`: the QR of the receipt proves that the filing is in the ledger. */
  readonly filed: EveryMail & { readonly isProven: boolean };
  readonly registered: EveryMail;
  readonly admitted: EveryMail;
  readonly leftUnexamined: EveryMail & { readonly ground: string };
  readonly onAgenda: EveryMail & { readonly sittingAt: Instant };
  readonly decided: EveryMail & { readonly decision: string };
  readonly published: EveryMail & { readonly decision: string };
  readonly termMissed: EveryMail & { readonly appeal: string };
  readonly returnedForDefects: EveryMail & { readonly defects: string };
  readonly defectsCured: EveryMail;
  readonly notCured: EveryMail;
  readonly forwarded: EveryMail & { readonly to: string };
  readonly forwardArrived: EveryMail & { readonly to: string; readonly lead: string };
  readonly withdrawn: EveryMail;
  readonly evidenceAdded: EveryMail;
  readonly contactChanged: EveryMail;
  readonly joined: EveryMail & { readonly lead: string };
  readonly separated: EveryMail;
  readonly hearingAppointed: EveryMail & { readonly hearingAt: Instant; readonly place: string };
  readonly hearingCancelled: EveryMail;
  readonly termExtended: EveryMail & { readonly ground: string };
  readonly termSuspended: EveryMail & { readonly ground: string };
  readonly termResumed: EveryMail;
  /** `terms`: each term that moved with both ends, in whole sentences. */
  readonly termChanged: EveryMail & { readonly edition: string; readonly terms: string };
  readonly appealRecorded: EveryMail & { readonly to: string };
  readonly appealEnded: EveryMail & { readonly to: string; readonly result: string };
  readonly reopened: EveryMail;
  readonly takenOffAgenda: EveryMail;
};

/** A mail as plain text. The subject is one line. */
export type WrittenMail = { readonly subject: string; readonly text: string };

/**
 * The mail for an occasion: what happened and when, what comes next and by when, the page of the case. Holds no name,
 * no contact and no receipt code. Times in Asia/Bishkek.
 */
export function writeMail<Kind extends MailKind>(kind: Kind, model: MailModels[Kind], language: Language): WrittenMail {
  const values = valuesOf(kind, model, language);
  const paragraphs = [
    say(language, `mail.${kind}.body`, values),
    [say(language, `mail.${kind}.next`, values), ...byWhen(kind, model, language)].join(' '),
    ...(kind === 'filed' ? [say(language, 'mail.filed.code'), say(language, proofWords(model))] : []),
    say(language, 'mail.link', { address: model.address }),
    `${model.commission}\n${say(language, 'mail.sign')}`,
  ];
  return {
    subject: say(language, `mail.${kind}.subject`, values).replaceAll(/\s+/g, ' '),
    text: `${paragraphs.join('\n\n')}\n`,
  };
}

function proofWords(model: EveryMail & { isProven?: boolean }): string {
  return model.isProven === true ? 'mail.filed.proven' : 'mail.filed.unproven';
}

const words = ['ground', 'decision', 'appeal', 'defects', 'to', 'lead', 'place', 'result', 'edition', 'terms'] as const;
type Word = (typeof words)[number];

function valuesOf(kind: MailKind, model: EveryMail, language: Language): Record<string, string> {
  const own: EveryMail & Partial<{ sittingAt: Instant; hearingAt: Instant } & Record<Word, string>> = model;
  return {
    number: model.number,
    date: kind === 'termMissed' ? atDeadline(language, model.at) : atDayTime(language, model.at),
    ...Object.fromEntries(words.flatMap((word) => (own[word] === undefined ? [] : [[word, own[word]]]))),
    ...(own.hearingAt === undefined ? {} : { hearing: dayTime(language, own.hearingAt) }),
    ...(own.sittingAt === undefined ? {} : { sitting: dayTime(language, own.sittingAt) }),
  };
}

const contestable: readonly MailKind[] = ['leftUnexamined', 'decided', 'published', 'termMissed'];

function byWhen(kind: MailKind, model: EveryMail, language: Language): string[] {
  if (model.dueAt === undefined) return [];
  const moment = deadlineMoment(language, model.dueAt);
  if (kind === 'returnedForDefects') return [say(language, 'mail.cureByWhen', { moment })];
  return [say(language, contestable.includes(kind) ? 'mail.appealByWhen' : 'mail.byWhen', { moment })];
}
