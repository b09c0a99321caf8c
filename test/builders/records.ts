import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import type { ComplaintState, ComplaintStatus } from '../../domain/complaints/complaint.ts';
import type { DecisionState, DecisionStatus } from '../../domain/decisions/decision.ts';
import type { Actor, Commission, Role } from '../../domain/people/role.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import type { ActContext, RecordState, Subject } from '../../domain/records/subject.ts';
import type { AgendaItem, SittingState, SittingStatus } from '../../domain/sittings/sitting.ts';
import { instant } from '../../domain/time/instant.ts';
import { aLawPack } from './law-pack.ts';

export const moment = instant('2027-01-14T18:00:00Z');
export const me = 'me';
const owner = { commissionId: 'cec', electionId: 'election', pack: 'pres-2027' };
export const cec: Commission = { id: 'cec', kind: 'cec', parentId: null, ancestors: [] };

/** A complaint in a status, held by `me`, with a draft decision; its decision term is over at `moment`. */
export function aComplaintState(status: ComplaintStatus, change: Partial<ComplaintState> = {}): ComplaintState {
  const filed = complaintSubject.apply(undefined, {
    recordId: 'complaint',
    kind: 'COMPLAINT_FILED',
    payload: { number: 'K-2027-000001', kind: 'other' },
    legalAt: instant('2027-01-11T04:00:00Z'),
    actor: 'complainant',
    status: 'filed',
    ...owner,
  });
  const terms = {
    complaint_decide: {
      term: 'complaint_decide',
      rule: 'complaint_decide',
      base: filed.receivedAt,
      due: moment,
      state: 'running' as const,
    },
  };
  return { ...filed, status, terms, holder: me, decisionId: 'decision', sittingId: 'sitting', ...change };
}

/** A decision in a status, drafted by another lawyer, with a public text proposed by that lawyer. */
export function aDecisionState(status: DecisionStatus, change: Partial<DecisionState> = {}): DecisionState {
  return {
    id: 'decision',
    status,
    ...owner,
    terms: {},
    number: 'D-2027-000001',
    complaintIds: ['complaint'],
    outcome: 'granted',
    draftVersion: 1,
    drafter: 'drafter',
    textHash: 'full',
    sittingId: 'sitting',
    itemId: 'item',
    votesFor: 6,
    votesAgainst: 0,
    signedBy: null,
    signedAt: null,
    publicTextHash: 'public',
    publicTextBy: 'drafter',
    publicTextVersion: 1,
    publishedAt: null,
    publicTextApprovedBy: null,
    force: null,
    replacedBy: null,
    replaces: null,
    attackEffect: null,
    check: { textHash: 'full', result: 'passed', checkedBy: 'checker' },
    ...change,
  };
}

/** A sitting in a status with one item; `me` is a member and present. */
export function aSittingState(status: SittingStatus, item: Partial<AgendaItem> = {}): SittingState {
  return {
    id: 'sitting',
    status,
    ...owner,
    terms: {},
    number: 'S-2027-000001',
    startsAt: moment,
    openedAt: null,
    closedAt: null,
    members: [me, 'other'],
    present: [me, 'other'],
    items: [
      {
        itemId: 'item',
        decisionId: 'decision',
        complaintIds: ['complaint'],
        textHash: 'full',
        state: 'voting',
        votes: {},
        recusals: {},
        dissents: {},
        closedAt: null,
        ...item,
      },
    ],
  };
}

/** What the law and the hour are for an act of the actor; `records` are the others the act may look at. */
export function anActContext(actor: Actor, records: readonly RecordState[] = []): ActContext {
  return {
    actor,
    receivedAt: moment,
    pack: aLawPack(),
    commission: cec,
    votingDay: '2027-01-24',
    members: [me, 'other'],
    lawyers: [me, 'lawyer'],
    number: 'N-2027-000001',
    related: (id) => records.find((record) => record.id === id),
  };
}

/** Who asks in a table of acts: a role in the record's own commission, in another one, the system, the complainant. */
export type TableAsker = Role | 'outsider' | 'system' | 'complainant';

export function asActor(asker: TableAsker): Actor {
  if (asker === 'system') return { kind: 'system', name: 'workflow' };
  if (asker === 'complainant') return { kind: 'complainant' };
  const appointment =
    asker === 'outsider' ? { role: 'chair' as const, commissionId: 'elsewhere' } : { role: asker, commissionId: 'cec' };
  return { kind: 'person', personId: me, appointments: [appointment] };
}

/** `→ status` when the rules permit the act, else the code of the refusal. */
export function answerTo<State extends RecordState>(
  subject: Subject<State>,
  act: string,
  state: State | undefined,
  question: { asker: TableAsker; input?: Record<string, unknown>; records?: readonly RecordState[] },
): string {
  const context = anActContext(asActor(question.asker), question.records ?? []);
  const outcome = judgeAct(subject, { act, state, input: question.input ?? {}, context });
  if (!outcome.ok) return outcome.refusal.code;
  const answer = subject.transitions[state?.status ?? 'none']?.[act];
  return answer !== undefined && 'to' in answer ? `→ ${answer.to}` : 'no answer';
}

/** An expected table: for each act who may, where it leads from, and what every other status refuses with. */
export type ExpectedActs = Record<
  string,
  { who: readonly TableAsker[]; from: Record<string, string>; otherwise: Record<string, string> }
>;

/** What the expected table says of one cell. */
export function expectedAnswer(expected: ExpectedActs, act: string, status: string, asker: TableAsker): string {
  const row = expected[act];
  if (!row) throw new Error(`nothing expected of ${act}`);
  if (!row.who.includes(asker)) return 'NOT_ALLOWED';
  const next = row.from[status];
  return next === undefined ? (row.otherwise[status] ?? 'nothing expected') : `→ ${next}`;
}

export const tableAskers: readonly TableAsker[] = [
  'clerk',
  'lawyer',
  'secretary',
  'member',
  'deputyChair',
  'chair',
  'outsider',
  'system',
  'complainant',
];
