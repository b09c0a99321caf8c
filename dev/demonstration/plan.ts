import type { ComplaintOutcome, UnexaminedGround } from '../../domain/complaints/complaint.ts';
import type { CommissionKey } from '../../operations/people/foundations.ts';
import { instantFromDate } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** When the demonstration's legal clock starts: Monday 11 January 2027, 10:00 in Bishkek. */
export const demonstrationStart = inBishkek(11, '10:00');

/** How far a complaint has come when the demonstration starts. */
export type Stage =
  | 'filed'
  | 'registered'
  | 'taken'
  | 'admitted'
  | 'drafted'
  | 'onAgenda'
  | 'returned'
  | 'decided'
  | 'publicTextProposed'
  | 'published'
  | 'leftUnexamined'
  | 'returnedForDefects'
  | 'forwarded'
  | 'withdrawn';

/** What else happens to a complaint on its way; each is told in `side-acts.ts`. */
export type SideAct =
  | 'cured'
  | 'workingGroup'
  | 'request'
  | 'overdueRequest'
  | 'hearing'
  | 'extended'
  | 'evidence'
  | 'claimUpheld'
  | 'claimSentBack'
  | 'lead'
  | 'joined';

export type PlannedComplaint = {
  commission: CommissionKey;
  filedAt: Instant;
  stage: Stage;
  sitting?: SittingKey;
  outcome?: ComplaintOutcome;
  ground?: UnexaminedGround;
  recusal?: boolean;
  side?: readonly SideAct[];
};

export const sittings = {
  'cec-1': { commission: 'cec', plannedAt: inBishkek(5, '10:00'), startsAt: inBishkek(6, '15:00'), absent: 0 },
  'cec-2': { commission: 'cec', plannedAt: inBishkek(7, '10:00'), startsAt: inBishkek(8, '15:00'), absent: 1 },
  'tec-1': { commission: 'tec-sokuluk', plannedAt: inBishkek(7, '11:00'), startsAt: inBishkek(8, '14:00'), absent: 2 },
  'cec-3': { commission: 'cec', plannedAt: inBishkek(9, '10:00'), startsAt: inBishkek(10, '15:00'), absent: 0 },
  'cec-4': { commission: 'cec', plannedAt: inBishkek(10, '17:00'), startsAt: inBishkek(11, '15:00'), absent: 0 },
} as const satisfies Record<
  string,
  { commission: CommissionKey; plannedAt: Instant; startsAt: Instant; absent: number }
>;
export type SittingKey = keyof typeof sittings;

/** An instant of January 2027 by the clock of Bishkek (UTC+6). */
export function inBishkek(dayOfJanuary: number, clock: string): Instant {
  const day = String(dayOfJanuary).padStart(2, '0');
  return instantFromDate(new Date(`2027-01-${day}T${clock}:00+06:00`));
}

type Rest = Omit<PlannedComplaint, 'commission' | 'filedAt' | 'stage'>;

const cec = (day: number, clock: string, stage: Stage, rest: Rest = {}): PlannedComplaint => ({
  commission: 'cec',
  filedAt: inBishkek(day, clock),
  stage,
  ...rest,
});
const tec = (day: number, clock: string, stage: Stage, rest: Rest = {}): PlannedComplaint => ({
  ...cec(day, clock, stage, rest),
  commission: 'tec-sokuluk',
});
const pec = (day: number, clock: string): PlannedComplaint => ({ ...cec(day, clock, 'filed'), commission: 'pec-1086' });

/** Forty complaints in every stage. Terms: three days after receipt, so that two are overdue and one was decided late. */
export const plannedComplaints: readonly PlannedComplaint[] = [
  cec(4, '09:12', 'published', { sitting: 'cec-1', outcome: 'granted', side: ['workingGroup', 'hearing'] }),
  cec(4, '10:47', 'published', { sitting: 'cec-1', outcome: 'grantedInPart' }),
  cec(4, '13:20', 'published', { sitting: 'cec-1', outcome: 'refused', side: ['claimUpheld'] }),
  cec(4, '16:55', 'published', { sitting: 'cec-1', outcome: 'granted', side: ['claimSentBack'] }),
  cec(4, '17:31', 'published', { sitting: 'cec-2', outcome: 'granted' }),
  cec(5, '08:40', 'leftUnexamined', { ground: 'late' }),
  cec(5, '11:02', 'published', { sitting: 'cec-2', outcome: 'refused' }),
  cec(5, '15:44', 'published', { sitting: 'cec-2', outcome: 'granted', recusal: true }),
  cec(6, '09:05', 'published', { sitting: 'cec-2', outcome: 'grantedInPart' }),
  cec(6, '14:18', 'admitted', { side: ['overdueRequest'] }),
  cec(6, '19:50', 'leftUnexamined', { ground: 'notCompetent' }),
  cec(7, '10:10', 'decided', { sitting: 'cec-3', outcome: 'granted' }),
  cec(7, '12:33', 'publicTextProposed', { sitting: 'cec-3', outcome: 'refused' }),
  cec(7, '16:08', 'published', { sitting: 'cec-3', outcome: 'granted' }),
  cec(8, '09:26', 'returned', { sitting: 'cec-3' }),
  cec(8, '12:10', 'onAgenda', { sitting: 'cec-4', outcome: 'granted' }),
  cec(8, '16:42', 'onAgenda', { sitting: 'cec-4', outcome: 'grantedInPart' }),
  cec(9, '09:30', 'onAgenda', { sitting: 'cec-4', outcome: 'refused' }),
  cec(9, '11:15', 'onAgenda', { sitting: 'cec-4', outcome: 'granted' }),
  cec(9, '12:01', 'drafted', { side: ['lead'] }),
  cec(9, '12:40', 'admitted', { side: ['joined'] }),
  cec(9, '13:10', 'admitted', { side: ['joined'] }),
  cec(9, '21:37', 'admitted', { side: ['extended', 'evidence'] }),
  cec(10, '08:15', 'admitted', { side: ['workingGroup', 'request'] }),
  cec(10, '10:30', 'admitted', { side: ['cured', 'hearing'] }),
  cec(10, '12:52', 'returnedForDefects'),
  cec(10, '15:19', 'forwarded'),
  cec(10, '19:04', 'withdrawn'),
  cec(10, '22:48', 'registered'),
  cec(11, '07:56', 'filed'),
  cec(11, '09:03', 'filed'),
  cec(11, '09:49', 'filed'),
  tec(5, '10:21', 'published', { sitting: 'tec-1', outcome: 'granted' }),
  tec(6, '13:37', 'published', { sitting: 'tec-1', outcome: 'refused' }),
  tec(7, '17:25', 'leftUnexamined', { ground: 'repeated' }),
  tec(9, '10:05', 'leftUnexamined', { ground: 'late' }),
  tec(10, '11:48', 'admitted', { side: ['evidence'] }),
  tec(11, '09:20', 'filed'),
  pec(6, '18:31'),
  pec(10, '20:14'),
];
