import { granted, refuse } from '../refusals.ts';
import type { Instant } from '../time/instant.ts';
import type { Act } from './complaint-act.ts';
import type { CopyRecipient, ServingWay } from './served-copy.ts';

/** Names, the number of a letter and the words of staff are private: they stand on a paper. */
export type ServeCopyInput = {
  to: CopyRecipient;
  way: ServingWay;
  servedAt: Instant;
  paperHash: string;
  fileHashes: readonly string[];
};

/**
 * Staff enter that a copy of the outcome reached somebody. It starts and ends no term: by the pack the term to contest
 * counts from the outcome. Refuses SERVED_IN_FUTURE, and SERVED_BEFORE_OUTCOME for a moment before the present outcome.
 */
export const serveCopy: Act<ServeCopyInput> = {
  access: { own: ['clerk', 'lawyer', 'secretary'] },
  decide: (state, input, { receivedAt }) => {
    if (!state?.decidedAt) return refuse('COMPLAINT_NOT_DECIDED');
    if (input.servedAt > receivedAt) return refuse('SERVED_IN_FUTURE');
    if (input.servedAt < minuteOf(state.decidedAt)) return refuse('SERVED_BEFORE_OUTCOME');
    return granted({ events: [{ kind: 'COPY_SERVED', payload: input }] });
  },
};

/** People tell a moment to the minute: a copy given in the minute of the signing is not given before it. */
function minuteOf(moment: Instant): string {
  return moment.slice(0, 'YYYY-MM-DDThh:mm'.length);
}
