import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { Decided } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';
import type { Act } from './complaint-act.ts';
import { byHolder } from './complaint-act.ts';
import type { ComplaintState } from './complaint.ts';
import { isOpenHearing } from './hearing.ts';
import type { Hearing, InvitedParty } from './hearing.ts';

/** Date and time of a hearing; place and names are private. The parties are told (art. 44(3), older edition). */
export type AppointHearingInput = {
  hearingId: string;
  startsAt: Instant;
  invited: readonly InvitedParty[];
  paperHash: string;
};

export const appointHearing: Act<AppointHearingInput> = {
  access: { own: ['lawyer'] },
  decide: byHolder((_state, input, context) => {
    if (input.startsAt <= context.receivedAt) return refuse('HEARING_IN_THE_PAST');
    return granted({ events: [{ kind: 'HEARING_APPOINTED', payload: input }], notices: ['hearingAppointed'] });
  }),
};

export const cancelHearing: Act<{ hearingId: string }> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state, { hearingId }) =>
    withOpenHearing(state, hearingId, () =>
      granted({ events: [{ kind: 'HEARING_CANCELLED', payload: { hearingId } }], notices: ['hearingCancelled'] }),
    ),
  ),
};

/** The minutes: who came and what was said. Not before its hour. */
export const recordHearing: Act<{ hearingId: string; attended: readonly InvitedParty[]; paperHash: string }> = {
  access: { own: ['lawyer', 'secretary'] },
  decide: (state, { hearingId, attended, paperHash }, { receivedAt }) =>
    withOpenHearing(state, hearingId, ({ startsAt }) =>
      receivedAt < startsAt
        ? refuse('HEARING_NOT_YET')
        : granted({ events: [{ kind: 'HEARING_HELD', payload: { hearingId, attended, paperHash } }] }),
    ),
};

function withOpenHearing(
  state: ComplaintState | undefined,
  hearingId: string,
  then: (hearing: Hearing) => Outcome<Decided>,
): Outcome<Decided> {
  const hearing = state?.hearings.find(({ id }) => id === hearingId);
  if (!hearing) return refuse('HEARING_UNKNOWN');
  return isOpenHearing(hearing) ? then(hearing) : refuse('HEARING_CLOSED');
}
