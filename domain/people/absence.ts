import { can } from '../access/can.ts';
import { eventKind } from '../records/event-kind.ts';
import type {
  Act as RecordAct,
  ActContext,
  Answer,
  RecordState,
  Subject,
  TransitionTable,
} from '../records/subject.ts';
import { granted, refuse } from '../refusals.ts';
import type { RefusalCode } from '../refusals.ts';
import type { Instant } from '../time/instant.ts';
import { appoints } from './appoints.ts';
import { faultOfLastDay, overlaps } from './deputy.ts';
import type { Span } from './deputy.ts';
import { roles } from './role.ts';

/** An absence is recorded, and ends by itself with its last day; `ended` is one that somebody ended before. */
export const absenceStatuses = ['recorded', 'ended'] as const;
export type AbsenceStatus = (typeof absenceStatuses)[number];
export type AbsenceAct = 'recordAbsence' | 'endAbsence';

/** That somebody is away from `from` to `until`, exclusive. Why is never asked. */
export type AbsenceState = RecordState<AbsenceStatus> & {
  personId: string;
  from: Instant;
  until: Instant;
  /** The deputy who alone stands in; null: whoever is the person's deputy. */
  deputy: string | null;
};

const to = (status: AbsenceStatus): Answer<AbsenceStatus> => ({ to: status });
const no = (code: RefusalCode): Answer<AbsenceStatus> => ({ refuse: code });

export const absenceTransitions: TransitionTable<AbsenceStatus, AbsenceAct> = {
  none: { recordAbsence: to('recorded'), endAbsence: no('NOT_FOUND') },
  recorded: { recordAbsence: no('RECORD_EXISTS'), endAbsence: to('ended') },
  ended: { recordAbsence: no('RECORD_EXISTS'), endAbsence: no('ABSENCE_OVER') },
};

/** What the operation found: whether the person works in the commission, their deputies and their other absences. */
export type AbsenceSituation = { isStaff: boolean; deputies: readonly string[]; absences: readonly Span[] };

export type RecordAbsenceInput = {
  personId: string;
  from: Instant;
  until: Instant;
  deputy: string | null;
  situation: AbsenceSituation;
};

type Act<Input> = RecordAct<AbsenceState, Input>;

/** One's own absence, or that of somebody else for who appoints. A rule of the house. */
function isTheirs(personId: string, { actor, commission }: ActContext): boolean {
  return (
    actor.kind === 'person' && (actor.personId === personId || can(actor, { own: appoints.own ?? [] }, commission))
  );
}

const recordAbsence: Act<RecordAbsenceInput> = {
  access: { own: roles },
  decide: (_state, { personId, from, until, deputy, situation }, context) => {
    if (!isTheirs(personId, context)) return refuse('NOT_ALLOWED');
    if (!situation.isStaff) return refuse('ABSENCE_OF_OUTSIDER');
    if (until <= from) return refuse('ABSENCE_ENDS_TOO_EARLY');
    const passed = faultOfLastDay(until, context.receivedAt);
    if (passed) return passed;
    if (situation.absences.some((span) => overlaps({ from, until }, span))) return refuse('ABSENCE_OVERLAPS');
    if (deputy !== null && !situation.deputies.includes(deputy)) return refuse('ABSENCE_DEPUTY_UNKNOWN');
    const payload = { personId, from, until, ...(deputy === null ? {} : { deputy }) };
    return granted({ events: [{ kind: 'ABSENCE_RECORDED', payload }] });
  },
};

/** Back before the last day. */
const endAbsence: Act<Record<string, never>> = {
  access: { own: roles },
  decide: (state, _input, context) => {
    if (!state || !isTheirs(state.personId, context)) return refuse('NOT_ALLOWED');
    if (state.until <= context.receivedAt) return refuse('ABSENCE_OVER');
    return granted({ events: [{ kind: 'ABSENCE_ENDED', payload: {} }] });
  },
};

const absenceEvents = {
  ABSENCE_RECORDED: eventKind('ABSENCE_RECORDED', {
    personId: { shape: 'id', visibility: 'staff' },
    from: { shape: 'instant', visibility: 'staff' },
    until: { shape: 'instant', visibility: 'staff' },
    deputy: { shape: 'id', visibility: 'staff', optional: true },
  }),
  ABSENCE_ENDED: eventKind('ABSENCE_ENDED', {}),
} as const;

/** The absence as the engine knows it; the table `absence` is read on every request of a deputy. */
export const absenceSubject: Subject<AbsenceState> = {
  name: 'absence',
  statuses: absenceStatuses,
  transitions: absenceTransitions,
  acts: { recordAbsence, endAbsence },
  events: absenceEvents,
  apply: (state, event) => {
    const { recordId: id, commissionId, electionId, pack, legalAt, payload } = event;
    const status = event.status as AbsenceStatus;
    if (event.kind === 'ABSENCE_ENDED' && state) return { ...state, status, until: later(state.from, legalAt) };
    const recorded = payload as Pick<AbsenceState, 'personId' | 'from' | 'until'> & { deputy?: string };
    return { id, status, commissionId, electionId, pack, terms: {}, ...recorded, deputy: recorded.deputy ?? null };
  },
  projections: {
    absence: ({ id, status, commissionId, personId, from, until, deputy }) => ({
      id,
      status,
      commission_id: commissionId,
      person_id: personId,
      away_from: from,
      away_until: until,
      deputy,
    }),
  },
};

/** One that is ended before its first day has no moment at all. */
function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
