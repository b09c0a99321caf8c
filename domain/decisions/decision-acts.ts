import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import { holdsFor, inStead } from '../complaints/complaint-act.ts';
import type { ComplaintOutcome, ComplaintState } from '../complaints/complaint.ts';
import { presides } from '../people/presides.ts';
import type { Act as RecordAct, ActContext, Decided } from '../records/subject.ts';
import { dissentHashes } from '../sittings/sitting.ts';
import type { SittingState } from '../sittings/sitting.ts';
import type { AttackEffect, DecisionForce, DecisionState, DraftCheck, ForceGround } from './decision.ts';
import { isDraftChecked } from './is-draft-checked.ts';
import { faultOfOperative } from './operative.ts';
import type { OperativeOutline } from './operative.ts';
import { judgeKept } from './redaction/judge-kept.ts';
import type { ApprovalOfMarks } from './redaction/judge-kept.ts';
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
  /** The operative items without their words. */
  operative: readonly OperativeOutline[];
  openPlaceholders: number;
};

const draftDecision: Act<DraftDecisionInput> = {
  access: { own: ['lawyer'] },
  decide: (_state, input, context) => draft(input, 1, context),
};

const reviseDecision: Act<DraftDecisionInput> = {
  access: { own: ['lawyer'] },
  decide: (state, input, context) => draft(input, (state?.draftVersion ?? 0) + 1, context),
};

function draft(input: DraftDecisionInput, draftVersion: number, context: ActContext): Outcome<Decided> {
  const { actor, related, pack, commission } = context;
  const { operative, replaces, attackEffect, ...rest } = input;
  if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
  let holder: string | null = null;
  for (const id of input.complaintIds) {
    const complaint = related(id) as ComplaintState | undefined;
    if (!complaint) return refuse('NOT_FOUND');
    if (complaint.status !== 'admitted') return refuse('COMPLAINT_NOT_ADMITTED');
    if (!holdsFor(context, complaint.holder)) return refuse('COMPLAINT_HELD_BY_ANOTHER');
    holder ??= complaint.holder;
  }
  const fault = faultOfOperative(input.outcome, operative, { pack, commission: commission.kind });
  if (fault) return fault;
  const kinds = operative.map(({ kind }) => kind);
  const payload = {
    ...rest,
    operative: kinds,
    ...(replaces ? { replaces } : {}),
    ...(attackEffect ? { attackEffect } : {}),
    drafter: actor.personId,
    draftVersion,
  };
  return granted({ events: [{ kind: 'DECISION_DRAFTED', payload }], ...inStead(context, holder) });
}

export type CheckDraftInput = {
  textHash: string;
  result: DraftCheck['result'];
  /** SHA-256 of the remarks; a draft is returned with remarks only. */
  remarksHash?: string;
};

/** Four eyes: a lawyer other than the drafter checks exactly the text seen; every placeholder is filled by then. */
const checkDraft: Act<CheckDraftInput> = {
  access: { own: ['lawyer'] },
  decide: (state, { textHash, result, remarksHash }, { actor }) => {
    if (actor.kind !== 'person' || !state) return refuse('NOT_ALLOWED');
    if (actor.personId === state.drafter) return refuse('FOUR_EYES_SAME_PERSON');
    if (textHash !== state.textHash) return refuse('DRAFT_CHANGED');
    const open = state.openPlaceholders ?? 0;
    if (open > 0) return refuse('DRAFT_HAS_PLACEHOLDERS', { n: open });
    if (result === 'returned' && remarksHash === undefined) return refuse('REMARKS_REQUIRED');
    const payload = { textHash, draftVersion: state.draftVersion, result, checkedBy: actor.personId };
    const remarks = remarksHash === undefined ? {} : { remarksHash };
    return granted({ events: [{ kind: 'DRAFT_CHECKED', payload: { ...payload, ...remarks } }] });
  },
};

/** The pack says whether a passed check of exactly this text is required: a rule of the house. */
const placeDecisionOnAgenda: Act<{ sittingId: string; itemId: string }> = {
  access: { own: ['lawyer', 'secretary'] },
  decide: (state, { sittingId, itemId }, { pack }) => {
    if (!state) return refuse('DECISION_NOT_DRAFTED');
    const { textHash, openPlaceholders = 0 } = state;
    if (openPlaceholders > 0) return refuse('DRAFT_HAS_PLACEHOLDERS', { n: openPlaceholders });
    if (pack.decisions.draftCheck.required && !isDraftChecked(state)) return refuse('DRAFT_NOT_CHECKED');
    return granted({ events: [{ kind: 'DECISION_PLACED_ON_AGENDA', payload: { sittingId, itemId, textHash } }] });
  },
};

const adoptDecision: Act<{ votesFor: number; votesAgainst: number }> = {
  access: { own: ['chair', 'deputyChair'] },
  decide: (_state, payload) => granted({ events: [{ kind: 'DECISION_ADOPTED', payload }] }),
};

const returnDecision: Act<{ reason: 'notAdopted' | 'noQuorum' | 'takenOff' }> = {
  access: { own: ['chair', 'deputyChair', 'secretary'] },
  decide: (_state, payload, context) =>
    payload.reason !== 'takenOff' && !presides(context)
      ? refuse('NOT_ALLOWED')
      : granted({ events: [{ kind: 'DECISION_RETURNED', payload }] }),
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

const proposePublicText: Act<{ publicTextHash: string; marksHash: string }> = {
  access: { own: ['lawyer', 'clerk', 'secretary'] },
  decide: (state, { publicTextHash, marksHash }, { actor }) => {
    if (actor.kind !== 'person' || !state) return refuse('NOT_ALLOWED');
    const publicTextVersion = state.publicTextVersion + 1;
    const payload = { publicTextHash, marksHash, proposedBy: actor.personId, publicTextVersion };
    return granted({ events: [{ kind: 'PUBLIC_TEXT_PROPOSED', payload }] });
  },
};

export type ApprovePublicTextInput = ApprovalOfMarks & {
  publicTextHash: string;
  /** Hashes of the dissenting opinions that the approver saw, and of those in the public text. */
  dissents: readonly string[];
  inText: readonly string[];
};

/**
 * Four eyes: neither who proposed this public text nor who drafted the decision may approve it, and only the bytes seen, those of the
 * dissenting opinions too. What the detector is still sure of is kept only with a ground.
 */
const approvePublicText: Act<ApprovePublicTextInput> = {
  access: { own: ['lawyer', 'clerk', 'secretary'] },
  decide: (state, { publicTextHash, dissents, inText, left, kept }, { actor, related }) => {
    if (actor.kind !== 'person' || !state) return refuse('NOT_ALLOWED');
    if (actor.personId === state.publicTextBy || actor.personId === state.drafter) {
      return refuse('FOUR_EYES_SAME_PERSON');
    }
    if (publicTextHash !== state.publicTextHash) return refuse('PUBLIC_TEXT_CHANGED');
    const sitting = related(state.sittingId ?? '') as SittingState | undefined;
    if (!sitting) return refuse('SITTING_NOT_PLANNED');
    const attached = dissentHashes(sitting, state.itemId ?? '');
    if ([dissents, inText].some((hashes) => hashes.toSorted().join() !== attached.join())) {
      return refuse('DISSENTS_CHANGED');
    }
    const judged = judgeKept({ left, kept });
    if (!judged.ok) return judged;
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
            ...(judged.value.length === 0 ? {} : { kept: judged.value }),
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
  checkDraft,
  placeDecisionOnAgenda,
  adoptDecision,
  returnDecision,
  signDecision,
  proposePublicText,
  approvePublicText,
  changeForce,
} as const satisfies Record<DecisionAct, unknown>;
