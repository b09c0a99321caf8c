import type { Subject } from '../records/subject.ts';
import { applySittingEvent } from './apply-sitting-event.ts';
import { sittingActDefinitions } from './sitting-acts.ts';
import { sittingEvents } from './sitting-events.ts';
import { sittingStatuses } from './sitting.ts';
import type { SittingState } from './sitting.ts';
import { sittingTransitions } from './transitions.ts';

/** The sitting as the engine knows it. */
export const sittingSubject: Subject<SittingState> = {
  name: 'sitting',
  statuses: sittingStatuses,
  transitions: sittingTransitions,
  acts: sittingActDefinitions,
  events: sittingEvents,
  apply: applySittingEvent,
  projections: {
    sitting: (state) => ({
      id: state.id,
      number: state.number,
      status: state.status,
      commission_id: state.commissionId,
      election_id: state.electionId,
      starts_at: state.startsAt,
      opened_at: state.openedAt,
      closed_at: state.closedAt,
      item_count: state.items.length,
    }),
  },
};
