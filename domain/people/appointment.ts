import { eventKind } from '../records/event-kind.ts';
import type { Act as RecordAct, Answer, RecordState, Subject, TransitionTable } from '../records/subject.ts';
import { granted, refuse } from '../refusals.ts';
import type { Refusal, RefusalCode } from '../refusals.ts';
import type { Instant } from '../time/instant.ts';
import { appoints } from './appoints.ts';
import { faultOfDeputy, faultOfLastDay } from './deputy.ts';
import type { DeputySituation } from './deputy.ts';
import type { Role } from './role.ts';
import { faultOfWithdrawal } from './withdrawal.ts';

/**
 * An appointment takes two people: one proposes, another confirms. Until then it can be withdrawn, see `withdrawal.ts`. `bootstrap` is the
 * one command that founds a commission.
 */
export const appointmentStatuses = ['proposed', 'active', 'ended', 'withdrawn'] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];
export const appointmentActs = [
  'proposeAppointment',
  'confirmAppointment',
  'withdrawAppointment',
  'foundAppointment',
  'endAppointment',
] as const;
export type AppointmentAct = (typeof appointmentActs)[number];

export type AppointmentState = RecordState<AppointmentStatus> & {
  personId: string;
  role: Role;
  proposedBy: string;
  confirmedBy: string | null;
  from: Instant | null;
  to: Instant | null;
  /** The person whose deputy this makes, while they are away. */
  deputyFor?: string;
  /** The exclusive end of the last day in Asia/Bishkek. */
  until?: Instant;
};

const to = (status: AppointmentStatus): Answer<AppointmentStatus> => ({ to: status });
const no = (code: RefusalCode): Answer<AppointmentStatus> => ({ refuse: code });

export const appointmentTransitions: TransitionTable<AppointmentStatus, AppointmentAct> = {
  none: {
    proposeAppointment: to('proposed'),
    confirmAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    withdrawAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    foundAppointment: to('active'),
    endAppointment: no('APPOINTMENT_NOT_ACTIVE'),
  },
  proposed: {
    proposeAppointment: no('RECORD_EXISTS'),
    confirmAppointment: to('active'),
    withdrawAppointment: to('withdrawn'),
    foundAppointment: no('RECORD_EXISTS'),
    endAppointment: no('APPOINTMENT_NOT_ACTIVE'),
  },
  active: {
    proposeAppointment: no('RECORD_EXISTS'),
    confirmAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    withdrawAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    foundAppointment: no('RECORD_EXISTS'),
    endAppointment: to('ended'),
  },
  ended: {
    proposeAppointment: no('RECORD_EXISTS'),
    confirmAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    withdrawAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    foundAppointment: no('RECORD_EXISTS'),
    endAppointment: no('APPOINTMENT_NOT_ACTIVE'),
  },
  withdrawn: {
    proposeAppointment: no('RECORD_EXISTS'),
    confirmAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    withdrawAppointment: no('APPOINTMENT_NOT_PROPOSED'),
    foundAppointment: no('RECORD_EXISTS'),
    endAppointment: no('APPOINTMENT_NOT_ACTIVE'),
  },
};

const appointmentEvents = {
  APPOINTMENT_PROPOSED: eventKind('APPOINTMENT_PROPOSED', {
    personId: { shape: 'id', visibility: 'staff' },
    role: { shape: 'code', visibility: 'public' },
    proposedBy: { shape: 'text', visibility: 'staff' },
    deputyFor: { shape: 'id', visibility: 'staff', optional: true },
    until: { shape: 'instant', visibility: 'staff', optional: true },
  }),
  APPOINTMENT_CONFIRMED: eventKind('APPOINTMENT_CONFIRMED', { confirmedBy: { shape: 'text', visibility: 'staff' } }),
  APPOINTMENT_WITHDRAWN: eventKind('APPOINTMENT_WITHDRAWN', {}),
  APPOINTMENT_ENDED: eventKind('APPOINTMENT_ENDED', {}),
} as const;

type Act<Input> = RecordAct<AppointmentState, Input>;
type Founding = { personId: string; role: Role };
/** `situation` is what the operation found of the person a deputy is for; it is there whenever there is one. */
export type Proposal = Founding & { deputyFor?: string; until?: Instant; situation?: DeputySituation };

const noSituation: DeputySituation = { isRoleHeld: false, deputies: [] };

const proposeAppointment: Act<Proposal> = {
  access: appoints,
  decide: (_state, { situation, ...proposal }, { actor, receivedAt }) => {
    if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
    const fault = faultOf(proposal, receivedAt, situation);
    if (fault) return fault;
    return granted({
      events: [{ kind: 'APPOINTMENT_PROPOSED', payload: { ...proposal, proposedBy: actor.personId } }],
    });
  },
};

/** What was proposed is judged again: the last day may be over by now, and the person may have another deputy. */
const confirmAppointment: Act<{ situation?: DeputySituation }> = {
  access: appoints,
  decide: (state, { situation }, { actor, receivedAt }) => {
    if (actor.kind !== 'person' || !state) return refuse('NOT_ALLOWED');
    if (actor.personId === state.proposedBy || actor.personId === state.personId) {
      return refuse('FOUR_EYES_SAME_PERSON');
    }
    const fault = faultOf(state, receivedAt, situation);
    if (fault) return fault;
    return granted({ events: [{ kind: 'APPOINTMENT_CONFIRMED', payload: { confirmedBy: actor.personId } }] });
  },
};

/** Takes a proposal back before it is confirmed; who may, `faultOfWithdrawal` says. What nobody looked up, it takes for true. */
const withdrawAppointment: Act<{ mayProposerAppoint?: boolean }> = {
  access: appoints,
  decide: (state, { mayProposerAppoint = true }, { actor }) => {
    if (!state) return refuse('NOT_ALLOWED');
    const fault = faultOfWithdrawal(actor, { proposedBy: state.proposedBy, mayProposerAppoint });
    return fault === undefined ? granted({ events: [{ kind: 'APPOINTMENT_WITHDRAWN', payload: {} }] }) : refuse(fault);
  },
};

function faultOf(
  { personId, role, deputyFor, until }: Omit<Proposal, 'situation'>,
  now: Instant,
  situation = noSituation,
): Refusal | undefined {
  const passed = faultOfLastDay(until ?? null, now);
  if (passed || deputyFor === undefined) return passed;
  return faultOfDeputy({ personId, role, deputyFor, until: until ?? null }, now, situation);
}

const foundAppointment: Act<Founding> = {
  access: { system: true },
  decide: (_state, input) =>
    granted({
      events: [
        { kind: 'APPOINTMENT_PROPOSED', payload: { ...input, proposedBy: 'bootstrap' } },
        { kind: 'APPOINTMENT_CONFIRMED', payload: { confirmedBy: 'bootstrap' } },
      ],
    }),
};

const endAppointment: Act<Record<string, never>> = {
  access: appoints,
  decide: (state, _input, { receivedAt }) =>
    faultOfLastDay(state?.until ?? null, receivedAt)
      ? refuse('APPOINTMENT_NOT_ACTIVE')
      : granted({ events: [{ kind: 'APPOINTMENT_ENDED', payload: {} }] }),
};

/** The appointment as the engine knows it; the table `appointment` is read on every request. */
export const appointmentSubject: Subject<AppointmentState> = {
  name: 'appointment',
  statuses: appointmentStatuses,
  transitions: appointmentTransitions,
  acts: { proposeAppointment, confirmAppointment, withdrawAppointment, foundAppointment, endAppointment },
  events: appointmentEvents,
  apply: (state, event) => {
    const before: AppointmentState = state ?? {
      id: event.recordId,
      status: 'proposed',
      commissionId: event.commissionId,
      electionId: event.electionId,
      pack: event.pack,
      terms: {},
      personId: '',
      role: 'clerk',
      proposedBy: '',
      confirmedBy: null,
      from: null,
      to: null,
    };
    const after = { ...before, ...(event.payload as Partial<AppointmentState>) };
    if (event.kind === 'APPOINTMENT_CONFIRMED') after.from = event.legalAt;
    if (event.kind === 'APPOINTMENT_ENDED') after.to = event.legalAt;
    return { ...after, status: event.status as AppointmentStatus };
  },
  projections: {
    appointment: (state) => ({
      id: state.id,
      status: state.status,
      commission_id: state.commissionId,
      person_id: state.personId,
      role: state.role,
      proposed_by: state.proposedBy,
      confirmed_by: state.confirmedBy,
      valid_from: state.from,
      valid_to: state.to ?? state.until ?? null,
      deputy_for: state.deputyFor ?? null,
    }),
  },
};
