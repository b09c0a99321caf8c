import type { Instant } from '../time/instant.ts';
import type { ComplaintState, ComplaintStatus } from './complaint.ts';

/** To whom a copy of the outcome goes. */
export const copyRecipients = ['complainant', 'representative', 'respondent', 'body'] as const;
export type CopyRecipient = (typeof copyRecipients)[number];

/** How it gets there: by the product's own mail, in hand against a signature, by post with its number, by e-mail. */
export const servingWays = ['systemMail', 'inHand', 'post', 'email'] as const;
export type ServingWay = (typeof servingWays)[number];

/** A copy that was served. `outcomeAt` is the moment of the outcome it is of: a case decided anew owes new copies. */
export type ServedCopy = {
  to: CopyRecipient;
  way: ServingWay;
  servedAt: Instant;
  paperHash: string;
  outcomeAt: Instant;
};

const owing: readonly ComplaintStatus[] = ['decided', 'published', 'leftUnexamined'];

/**
 * Who has still to get a copy of the present outcome: the complainant, or the representative who filed, and after a
 * decision the respondent who was named. A rule of the house: no text on whom to serve and by when was found.
 */
export function copiesOwed(
  state: Pick<ComplaintState, 'status' | 'decidedAt' | 'ground' | 'complainantKind' | 'respondentKind' | 'copies'>,
): CopyRecipient[] {
  const { status, decidedAt, ground, complainantKind, respondentKind, copies = [] } = state;
  if (decidedAt === null || !owing.includes(status)) return [];
  const isServed = (to: CopyRecipient): boolean =>
    copies.some((copy) => copy.to === to && copy.outcomeAt === decidedAt);
  const complainant: CopyRecipient[] =
    isServed('complainant') || isServed('representative')
      ? []
      : [complainantKind === 'representative' ? 'representative' : 'complainant'];
  const isRespondentOwed = ground === null && respondentKind !== 'unknown' && !isServed('respondent');
  return [...complainant, ...(isRespondentOwed ? (['respondent'] as const) : [])];
}
