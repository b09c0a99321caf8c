import type { FoldedEvent, Subject } from '../records/subject.ts';
import { lawEditionActDefinitions } from './law-edition-acts.ts';
import { lawEditionEvents } from './law-edition-events.ts';
import { lawEditionStatuses } from './law-edition.ts';
import type { LawEditionState } from './law-edition.ts';
import { lawEditionTransitions } from './transitions.ts';

/** A change of the law as the engine knows it. */
export const lawEditionSubject: Subject<LawEditionState> = {
  name: 'lawEdition',
  statuses: lawEditionStatuses,
  transitions: lawEditionTransitions,
  acts: lawEditionActDefinitions,
  events: lawEditionEvents,
  apply: (state, event) => {
    const before = state ?? newEdition(event);
    const after = { ...before, ...(event.payload as Partial<LawEditionState>) };
    return { ...after, ...momentOf(event), status: event.status as LawEditionState['status'] };
  },
  projections: {
    law_edition: (state) => ({
      id: state.id,
      number: state.number,
      status: state.status,
      commission_id: state.commissionId,
      election_id: state.electionId,
      pack: state.packId,
      pack_version: state.proposedVersion,
      proposed_at: state.proposedAt,
      confirmed_at: state.confirmedAt,
      applied_at: state.appliedAt,
      cases: state.cases,
      moved_cases: state.movedCases,
    }),
  },
};

function momentOf({ kind, legalAt }: FoldedEvent): Partial<LawEditionState> {
  if (kind === 'LAW_EDITION_CONFIRMED') return { confirmedAt: legalAt };
  return kind === 'LAW_EDITION_APPLIED' ? { appliedAt: legalAt } : {};
}

function newEdition(event: FoldedEvent): LawEditionState {
  return {
    id: event.recordId,
    status: 'proposed',
    commissionId: event.commissionId,
    electionId: event.electionId,
    pack: event.pack,
    terms: {},
    number: '',
    title: { ky: '', ru: '', en: '' },
    ground: { act: '', day: '', article: '', text: '', language: 'ky' },
    changes: [],
    packId: event.pack,
    proposedVersion: 0,
    packHash: '',
    proposedBy: '',
    proposedAt: event.legalAt,
    confirmedBy: null,
    confirmedAt: null,
    rejectedBy: null,
    appliedAt: null,
    cases: null,
    movedCases: null,
  };
}
