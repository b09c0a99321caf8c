import { granted, refuse } from '../refusals.ts';
import type { Act } from './complaint-act.ts';
import { byHolder, holdsFor, inStead } from './complaint-act.ts';
import type { ComplaintState } from './complaint.ts';
import { complaintTransitions } from './transitions.ts';

/**
 * Complaints about the same are considered together and decided once. Each keeps its number, its receipt, its own term
 * and its notices. Two acts in one transaction: the one that joins, and the one it is joined to.
 */
export const joinComplaint: Act<{ leadId: string }> = {
  access: { own: ['lawyer'] },
  decide: (state, { leadId }, context) => {
    const { actor, related } = context;
    const lead = related(leadId) as ComplaintState | undefined;
    if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
    if (!lead || lead.commissionId !== state?.commissionId) return refuse('NOT_FOUND');
    if (leadId === state.id) return refuse('COMPLAINT_OF_ITSELF');
    const accepted = complaintTransitions[lead.status].acceptJoined;
    if ('refuse' in accepted) return refuse(accepted.refuse);
    if (state.joinedTo ?? lead.joinedTo) return refuse('COMPLAINT_JOINED');
    if (state.joined.length > 0) return refuse('COMPLAINT_LEADS_OTHERS');
    if (state.decisionId !== null) return refuse('DECISION_ALREADY_DRAFTED');
    const { holder } = lead;
    if (holder === null || !holdsFor(context, holder)) return refuse('COMPLAINT_HELD_BY_ANOTHER');
    if (state.holder !== null && !holdsFor(context, state.holder)) return refuse('COMPLAINT_HELD_BY_ANOTHER');
    return granted({
      events: [{ kind: 'COMPLAINT_JOINED', payload: { leadId, leadNumber: lead.number, holder } }],
      notices: ['joined'],
      ...inStead(context, holder),
    });
  },
};

export const acceptJoined: Act<{ complaintId: string }> = {
  access: { own: ['lawyer'] },
  decide: byHolder((_state, { complaintId }) =>
    granted({ events: [{ kind: 'JOINED_ACCEPTED', payload: { complaintId } }] }),
  ),
};

/** The complaint goes its own way again, with the same holder. A draft that covers it has to be written anew. */
export const separateComplaint: Act<Record<string, never>> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state) =>
    state?.joinedTo
      ? granted({ events: [{ kind: 'COMPLAINT_SEPARATED', payload: {} }], notices: ['separated'] })
      : refuse('COMPLAINT_NOT_JOINED'),
  ),
};

export const releaseJoined: Act<{ complaintId: string }> = {
  access: { own: ['lawyer', 'clerk'], complainant: true },
  decide: (state, { complaintId }) =>
    state?.joined.includes(complaintId)
      ? granted({ events: [{ kind: 'JOINED_RELEASED', payload: { complaintId } }] })
      : refuse('COMPLAINT_NOT_JOINED'),
};
