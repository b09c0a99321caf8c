import { granted, refuse } from '../refusals.ts';
import type { Act, PlainAct } from './complaint-act.ts';
import type { ComplaintState } from './complaint.ts';

/** Only for a lawyer in their own right: what a deputy held would stay behind when the absence ends. */
export const takeComplaint: PlainAct = {
  access: { own: ['lawyer'] },
  decide: (state, _input, { actor, lawyers }) => {
    if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
    if (!lawyers.includes(actor.personId)) return refuse('NOT_A_LAWYER');
    if (state?.joinedTo) return refuse('COMPLAINT_JOINED');
    return granted({ events: [takenBy(state, actor.personId)] });
  },
};

/** A case is given to a lawyer of the commission, or taken from one: absence, load, conflict of interest. */
export const assignComplaint: Act<{ holder: string }> = {
  access: { own: ['chair', 'deputyChair', 'secretary'] },
  decide: (state, { holder }, { lawyers }) =>
    lawyers.includes(holder) ? granted({ events: [takenBy(state, holder)] }) : refuse('NOT_A_LAWYER'),
};

/** The chair names who works on the case: the rapporteur speaks on it at the sitting and may vote. */
export const formWorkingGroup: Act<{ rapporteur: string; members: readonly string[] }> = {
  access: { own: ['chair', 'deputyChair'] },
  decide: (_state, { rapporteur, members }, context) => {
    const staff = [...context.members, ...context.lawyers];
    if (![rapporteur, ...members].every((person) => staff.includes(person))) return refuse('NOT_A_MEMBER');
    const payload = { rapporteur, members: [...new Set(members)].filter((person) => person !== rapporteur) };
    return granted({ events: [{ kind: 'WORKING_GROUP_FORMED', payload }] });
  },
};

function takenBy(state: ComplaintState | undefined, holder: string) {
  const previous = state?.holder ?? null;
  const payload = { holder, ...(previous === null ? {} : { previousHolder: previous }) };
  return { kind: 'COMPLAINT_TAKEN', payload };
}
