import type { Act as RecordAct } from '../records/subject.ts';
import { granted, refuse } from '../refusals.ts';
import type { EditionProposal, LawEditionState } from './law-edition.ts';
import type { LawEditionAct } from './transitions.ts';

type Act<Input> = RecordAct<LawEditionState, Input>;

/** The law is changed by the Central Election Commission only; `newest` is the version in force. */
const proposeLawEdition: Act<EditionProposal & { newest: number }> = {
  access: { own: ['lawyer', 'secretary'] },
  numbering: (_input, { commission, votingDay }) => ({
    prefix: 'L',
    commissionId: commission.id,
    kind: 'lawEdition',
    year: Number(votingDay.slice(0, 4)),
  }),
  decide: (_state, { newest, ...proposal }, { actor, commission, number }) => {
    if (actor.kind !== 'person' || commission.kind !== 'cec') return refuse('NOT_ALLOWED');
    if (proposal.proposedVersion !== newest + 1) return refuse('LAW_EDITION_OUTDATED');
    const payload = { ...proposal, number, proposedBy: actor.personId };
    return granted({ events: [{ kind: 'LAW_EDITION_PROPOSED', payload }] });
  },
};

/** Four eyes: who confirms is another person, and names the hash of the pack that was looked at. */
const confirmLawEdition: Act<{ packHash: string; newest: number }> = {
  access: { own: ['lawyer', 'secretary', 'chair', 'deputyChair'] },
  decide: (state, { packHash, newest }, { actor }) => {
    if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
    if (actor.personId === state?.proposedBy) return refuse('FOUR_EYES_SAME_PERSON');
    if (packHash !== state?.packHash) return refuse('LAW_EDITION_CHANGED');
    if (state.proposedVersion !== newest + 1) return refuse('LAW_EDITION_OUTDATED');
    return granted({ events: [{ kind: 'LAW_EDITION_CONFIRMED', payload: { packHash, confirmedBy: actor.personId } }] });
  },
};

/** The one who proposed may take it back too. */
const rejectLawEdition: Act<Record<string, never>> = {
  access: { own: ['lawyer', 'secretary', 'chair', 'deputyChair'] },
  decide: (_state, _input, { actor }) =>
    actor.kind === 'person'
      ? granted({ events: [{ kind: 'LAW_EDITION_REJECTED', payload: { rejectedBy: actor.personId } }] })
      : refuse('NOT_ALLOWED'),
};

/** Every open case has come under this version or a newer one. */
const finishLawEdition: Act<{ cases: number; movedCases: number; open: number }> = {
  access: { system: true },
  decide: (_state, { cases, movedCases, open }) =>
    open > 0
      ? refuse('LAW_EDITION_APPLYING')
      : granted({ events: [{ kind: 'LAW_EDITION_APPLIED', payload: { cases, movedCases } }] }),
};

/** The acts of a change of the law. */
export const lawEditionActDefinitions = {
  proposeLawEdition,
  confirmLawEdition,
  rejectLawEdition,
  finishLawEdition,
} as const satisfies Record<LawEditionAct, unknown>;
