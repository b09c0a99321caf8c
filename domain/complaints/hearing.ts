import type { Instant } from '../time/instant.ts';

/** Who is told of a hearing and may explain and bring evidence (art. 44(3), older edition). */
export const invitedParties = ['complainant', 'respondent', 'witnesses', 'bodies', 'observers'] as const;
export type InvitedParty = (typeof invitedParties)[number];

/** A hearing of the parties. The place, the minutes and the names are private; the record knows their hashes. */
export type Hearing = {
  id: string;
  startsAt: Instant;
  invited: readonly InvitedParty[];
  heldAt: Instant | null;
  attended: readonly InvitedParty[];
  cancelledAt: Instant | null;
};

/** True while the hearing is still to be held and not cancelled. */
export function isOpenHearing(hearing: Hearing): boolean {
  return hearing.heldAt === null && hearing.cancelledAt === null;
}
