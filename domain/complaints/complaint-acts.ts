import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import { ruleForDecision } from '../law/counting/rule-for-decision.ts';
import type { Act as RecordAct, ActContext } from '../records/subject.ts';
import type { DecisionState } from '../decisions/decision.ts';
import type { SittingState } from '../sittings/sitting.ts';
import type { ComplaintAct } from './transitions.ts';
import type {
  ComplainantKind,
  ComplaintKind,
  ComplaintOutcome,
  ComplaintState,
  FilingChannel,
  FilingWarning,
  RespondentKind,
  UnexaminedGround,
} from './complaint.ts';

/** What a filing commits to; texts, names and contacts are private and covered by `statementHash`. */
export type FileComplaintInput = {
  kind: ComplaintKind;
  respondentKind: RespondentKind;
  complainantKind: ComplainantKind;
  territory: string | null;
  precinct: string | null;
  language: 'ky' | 'ru' | 'en';
  channel: FilingChannel;
  warnings: readonly FilingWarning[];
  statementHash: string;
  fileHashes: readonly string[];
};

type Act<Input> = RecordAct<ComplaintState, Input>;

const fileComplaint: Act<FileComplaintInput> = {
  access: { complainant: true, own: ['clerk'] },
  numbering: (_input, { commission, votingDay }) => ({
    prefix: 'K',
    commissionId: commission.id,
    kind: 'complaint',
    year: Number(votingDay.slice(0, 4)),
  }),
  decide: (_state, input, { receivedAt, pack, votingDay, number }) => {
    const { territory, precinct, fileHashes, ...rest } = input;
    return granted({
      events: [
        {
          kind: 'COMPLAINT_FILED',
          payload: {
            ...rest,
            ...(territory === null ? {} : { territory }),
            ...(precinct === null ? {} : { precinct }),
            number,
            receivedAt,
            fileCount: fileHashes.length,
            fileHashes,
          },
          fileHashes: [input.statementHash, ...fileHashes],
        },
      ],
      terms: [
        {
          change: 'start',
          rule: ruleForDecision(pack, receivedAt, votingDay),
          base: receivedAt,
          baseEvent: 'COMPLAINT_FILED',
        },
      ],
      notices: ['filed'],
    });
  },
};

const registerComplaint: Act<Record<string, never>> = {
  access: { own: ['clerk', 'lawyer'] },
  decide: () => granted({ events: [{ kind: 'COMPLAINT_REGISTERED', payload: {} }], notices: ['registered'] }),
};

const takeComplaint: Act<Record<string, never>> = {
  access: { own: ['lawyer'] },
  decide: (state, _input, { actor }) => {
    if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
    const previous = state?.holder ?? null;
    const payload = { holder: actor.personId, ...(previous === null ? {} : { previousHolder: previous }) };
    return granted({ events: [{ kind: 'COMPLAINT_TAKEN', payload }] });
  },
};

const admitComplaint: Act<Record<string, never>> = {
  access: { own: ['lawyer'] },
  decide: (state, _input, context) =>
    heldByActor(state, context) ??
    granted({ events: [{ kind: 'COMPLAINT_ADMITTED', payload: {} }], notices: ['admitted'] }),
};

const leaveComplaintUnexamined: Act<{ ground: UnexaminedGround }> = {
  access: { own: ['lawyer'] },
  decide: (state, { ground }, context) =>
    heldByActor(state, context) ??
    granted({
      events: [{ kind: 'COMPLAINT_LEFT_UNEXAMINED', payload: { ground } }],
      terms: openTerms(state),
      notices: ['leftUnexamined'],
    }),
};

const linkDecision: Act<{ decisionId: string }> = {
  access: { own: ['lawyer'] },
  decide: (state, { decisionId }, context) =>
    heldByActor(state, context) ??
    granted({ events: [{ kind: 'COMPLAINT_DECISION_LINKED', payload: { decisionId } }] }),
};

const placeComplaintOnAgenda: Act<{ sittingId: string }> = {
  access: { own: ['lawyer', 'secretary'] },
  decide: (state, { sittingId }, { related }) => {
    if (!state?.decisionId) return refuse('DECISION_NOT_DRAFTED');
    const sitting = related(sittingId) as SittingState | undefined;
    if (!sitting) return refuse('NOT_FOUND');
    return granted({
      events: [{ kind: 'COMPLAINT_PLACED_ON_AGENDA', payload: { sittingId, startsAt: sitting.startsAt } }],
      notices: ['onAgenda'],
    });
  },
};

const returnComplaint: Act<{ reason: 'notAdopted' | 'noQuorum' }> = {
  access: { own: ['chair', 'deputyChair'] },
  decide: (_state, { reason }) => granted({ events: [{ kind: 'COMPLAINT_RETURNED', payload: { reason } }] }),
};

const decideComplaint: Act<{ decisionId: string }> = {
  access: { own: ['chair', 'deputyChair'] },
  decide: (state, { decisionId }, { related }) => {
    const decision = related(decisionId) as DecisionState | undefined;
    if (!decision || decision.status !== 'signed' || !decision.number) return refuse('DECISION_NOT_SIGNED');
    return granted({
      events: [
        {
          kind: 'COMPLAINT_DECIDED',
          payload: { decisionId, decisionNumber: decision.number, outcome: decision.outcome },
        },
      ],
      terms: openTerms(state),
      notices: ['decided'],
    });
  },
};

const publishComplaintDecision: Act<{ decisionId: string; outcome: ComplaintOutcome }> = {
  access: { own: ['clerk', 'lawyer', 'secretary'] },
  decide: (_state, { decisionId, outcome }) =>
    granted({
      events: [{ kind: 'COMPLAINT_DECISION_PUBLISHED', payload: { decisionId, outcome } }],
      notices: ['published'],
    }),
};

const renewReceiptCode: Act<Record<string, never>> = {
  access: { own: ['clerk'] },
  decide: (state) =>
    granted({
      events: [{ kind: 'RECEIPT_CODE_RENEWED', payload: { version: (state?.receiptVersion ?? 0) + 1 } }],
    }),
};

const endDecisionTerm: Act<{ rule: string }> = {
  access: { system: true },
  decide: (state, { rule }, { receivedAt }) => {
    const term = state?.terms[rule];
    if (!term || term.state !== 'running' || term.due === null) return refuse('TERM_NOT_RUNNING');
    if (receivedAt < term.due) return refuse('TERM_NOT_OVER');
    return granted({
      events: [{ kind: 'COMPLAINT_DECISION_OVERDUE', payload: { due: term.due, appealRule: 'court1_file' } }],
      terms: [{ change: 'miss', rule }],
      notices: ['termMissed'],
    });
  },
};

/** The acts of a complaint: who may, and what each decides. Which status answers how is in transitions.ts. */
export const complaintActDefinitions = {
  fileComplaint,
  registerComplaint,
  takeComplaint,
  admitComplaint,
  leaveComplaintUnexamined,
  linkDecision,
  placeComplaintOnAgenda,
  returnComplaint,
  decideComplaint,
  publishComplaintDecision,
  renewReceiptCode,
  endDecisionTerm,
} as const satisfies Record<ComplaintAct, unknown>;

function heldByActor(state: ComplaintState | undefined, { actor }: ActContext): Outcome<never> | undefined {
  if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
  if (!state?.holder) return refuse('COMPLAINT_NOT_TAKEN');
  return state.holder === actor.personId ? undefined : refuse('COMPLAINT_HELD_BY_ANOTHER');
}

/** A term already missed is met late by the same act: lateness is a fact that both events keep. */
function openTerms(state: ComplaintState | undefined): { change: 'meet'; rule: string }[] {
  return Object.values(state?.terms ?? {})
    .filter((term) => term.state === 'running' || term.state === 'missed')
    .map((term) => ({ change: 'meet', rule: term.rule }));
}
