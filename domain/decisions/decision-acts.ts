import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { ComplaintOutcome, ComplaintState } from '../complaints/complaint.ts';
import type { Act as RecordAct, ActContext, Decided } from '../records/subject.ts';
import { dissentHashes } from '../sittings/sitting.ts';
import type { SittingState } from '../sittings/sitting.ts';
import type { AttackEffect, DecisionForce, DecisionState, ForceGround } from './decision.ts';
import type { DecisionAct } from './transitions.ts';

type Act<Input> = RecordAct<DecisionState, Input>;

export type DraftDecisionInput = {
  complaintIds: readonly string[];
  outcome: ComplaintOutcome;
  textHash: string;
  /** The decision that a new one on a reopened case replaces. */
  replaces?: string | null;
  /** What the decision on an appeal does to what it attacks. */
  attackEffect?: AttackEffect | null;
};

const draftDecision: Act<DraftDecisionInput> = {
  access: { own: ['lawyer'] },
  decide: (_state, input, context) => draft(input, 1, context),
};

const reviseDecision: Act<DraftDecisionInput> = {
  access: { own: ['lawyer'] },
  decide: (state, input, context) => draft(input, (state?.draftVersion ?? 0) + 1, context),
};

function draft(input: DraftDecisionInput, draftVersion: number, { actor, related }: ActContext): Outcome<Decided> {
  if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
  for (const id of input.complaintIds) {
    const complaint = related(id) as ComplaintState | undefined;
    if (!complaint) return refuse('NOT_FOUND');
    if (complaint.status !== 'admitted') return refuse('COMPLAINT_NOT_ADMITTED');
    if (complaint.holder !== actor.personId) return refuse('COMPLAINT_HELD_BY_ANOTHER');
  }
  const { replaces, attackEffect, ...rest } = input;
  const payload = {
    ...rest,
    ...(replaces ? { replaces } : {}),
    ...(attackEffect ? { attackEffect } : {}),
    drafter: actor.personId,
    draftVersion,
  };
  return granted({ events: [{ kind: 'DECISION_DRAFTED', payload }] });
}

const placeDecisionOnAgenda: Act<{ sittingId: string; itemId: string }> = {
  access: { own: ['lawyer', 'secretary'] },
  decide: (state, { sittingId, itemId }) =>
    granted({
      events: [{ kind: 'DECISION_PLACED_ON_AGENDA', payload: { sittingId, itemId, textHash: state?.textHash ?? '' } }],
    }),
};

const adoptDecision: Act<{ votesFor: number; votesAgainst: number }> = {
  access: { own: ['chair', 'deputyChair'] },
  decide: (_state, payload) => granted({ events: [{ kind: 'DECISION_ADOPTED', payload }] }),
};

const returnDecision: Act<{ reason: 'notAdopted' | 'noQuorum' }> = {
  access: { own: ['chair', 'deputyChair'] },
  decide: (_state, payload) => granted({ events: [{ kind: 'DECISION_RETURNED', payload }] }),
};

const signDecision: Act<Record<string, never>> = {
  access: { own: ['chair', 'deputyChair'] },
  numbering: (_input, { commission, votingDay }) => ({
    prefix: 'D',
    commissionId: commission.id,
    kind: 'decision',
    year: Number(votingDay.slice(0, 4)),
  }),
  decide: (state, _input, { actor, number }) => {
    if (actor.kind !== 'person' || !state) return refuse('NOT_ALLOWED');
    return granted({
      events: [{ kind: 'DECISION_SIGNED', payload: { number, textHash: state.textHash, signedBy: actor.personId } }],
    });
  },
};

const proposePublicText: Act<{ publicTextHash: string }> = {
  access: { own: ['lawyer', 'clerk', 'secretary'] },
  decide: (state, { publicTextHash }, { actor }) => {
    if (actor.kind !== 'person' || !state) return refuse('NOT_ALLOWED');
    const publicTextVersion = state.publicTextVersion + 1;
    const payload = { publicTextHash, proposedBy: actor.personId, publicTextVersion };
    return granted({ events: [{ kind: 'PUBLIC_TEXT_PROPOSED', payload }] });
  },
};

/**
 * Four eyes: neither who proposed this public text nor who drafted the decision may approve it, and only the bytes seen, those of the
 * dissenting opinions too.
 */
const approvePublicText: Act<{ publicTextHash: string; dissents: readonly string[] }> = {
  access: { own: ['lawyer', 'clerk', 'secretary'] },
  decide: (state, { publicTextHash, dissents }, { actor, related }) => {
    if (actor.kind !== 'person' || !state) return refuse('NOT_ALLOWED');
    if (actor.personId === state.publicTextBy || actor.personId === state.drafter) {
      return refuse('FOUR_EYES_SAME_PERSON');
    }
    if (publicTextHash !== state.publicTextHash) return refuse('PUBLIC_TEXT_CHANGED');
    const sitting = related(state.sittingId ?? '') as SittingState | undefined;
    if (!sitting) return refuse('SITTING_NOT_PLANNED');
    const attached = dissentHashes(sitting, state.itemId ?? '');
    if (dissents.toSorted().join() !== attached.join()) return refuse('DISSENTS_CHANGED');
    return granted({
      events: [
        {
          kind: 'DECISION_PUBLISHED',
          payload: {
            number: state.number,
            publicTextHash,
            dissents: attached,
            outcome: state.outcome,
            approvedBy: actor.personId,
          },
        },
      ],
    });
  },
};

/**
 * A signed decision loses or regains its force: by a court's act that staff enter, by the commission above, by a new
 * decision, or suspended by the chair. Its number, text and votes stay what they were.
 */
const changeForce: Act<{ force: DecisionForce; ground: ForceGround; replacedBy?: string }> = {
  access: { own: ['chair', 'deputyChair', 'clerk', 'lawyer', 'secretary'], subordinate: ['chair', 'deputyChair'] },
  decide: (state, { force, ground, replacedBy }, { actor, commission }) => {
    if (state?.force === force) return refuse('DECISION_FORCE_SAME');
    if (state?.force === 'annulled' || state?.force === 'replaced') return refuse('DECISION_WITHOUT_FORCE');
    const presides =
      actor.kind === 'person' &&
      actor.appointments.some(
        ({ role, commissionId }) => commissionId === commission.id && (role === 'chair' || role === 'deputyChair'),
      );
    if (ground === 'commission' && !presides) return refuse('NOT_ALLOWED');
    const payload = { force, ground, ...(replacedBy === undefined ? {} : { replacedBy }) };
    return granted({ events: [{ kind: 'DECISION_FORCE_CHANGED', payload }] });
  },
};

/** The acts of a decision: who may, and what each decides. */
export const decisionActDefinitions = {
  draftDecision,
  reviseDecision,
  placeDecisionOnAgenda,
  adoptDecision,
  returnDecision,
  signDecision,
  proposePublicText,
  approvePublicText,
  changeForce,
} as const satisfies Record<DecisionAct, unknown>;
