import { can } from '../access/can.ts';
import type { AccessRule } from '../access/can.ts';
import { granted, refuse } from '../refusals.ts';
import type { ActContext, TermChange } from '../records/subject.ts';
import { ruleForDecision } from '../law/counting/rule-for-decision.ts';
import { isOpenAppeal } from './case-appeal.ts';
import type { AppealBody, AppealResult } from './case-appeal.ts';
import type { Act, PlainAct } from './complaint-act.ts';
import { nextTermKey } from './complaint-terms.ts';
import type { ComplaintState } from './complaint.ts';

/** The term in which an outcome can be contested: in court after the CEC, at the CEC after a lower commission (art. 44). */
export function appealTermOf(
  state: ComplaintState | undefined,
  { receivedAt, commission }: ActContext,
  baseEvent: string,
): TermChange {
  const rule = commission.kind === 'cec' ? 'court1_file' : 'complaint_upper_to_cec';
  return { change: 'start', rule, term: nextTermKey(state, rule), base: receivedAt, baseEvent };
}

const courtRules: Partial<Record<AppealBody, string>> = {
  administrativeCourt: 'court1_decide',
  supremeCourt: 'court2_decide',
};

/** What a clerk enters of a claim, or what the filing of a complaint to the commission above tells by itself. */
export type RecordAppealInput = { appealId: string; to: AppealBody; complaintId?: string; paperHash?: string };

/**
 * The outcome, or that there is none in time, is contested. A late appeal is entered too: whether it is heard, the
 * body decides that hears it.
 */
export const recordAppeal: Act<RecordAppealInput> = {
  access: { complainant: true, own: ['clerk', 'lawyer', 'secretary'], subordinate: ['clerk'] },
  decide: (state, input, { receivedAt }) => {
    if (state?.decidedAt === null && state.inactionAt === null) return refuse('COMPLAINT_NOT_DECIDED');
    const { appealId, to, complaintId, paperHash } = input;
    const rule = courtRules[to];
    const term = rule === undefined ? undefined : `${rule}.${appealId}`;
    const running = state?.terms[state.appealTerm ?? ''];
    const isUsed = running?.state === 'running' || running?.state === 'lapsed';
    const start: TermChange[] =
      rule === undefined || term === undefined
        ? []
        : [{ change: 'start', rule, term, base: receivedAt, baseEvent: 'APPEAL_RECORDED' }];
    return granted({
      events: [
        {
          kind: 'APPEAL_RECORDED',
          payload: {
            appealId,
            to,
            ...(term === undefined ? {} : { term }),
            ...(complaintId === undefined ? {} : { complaintId }),
            ...(paperHash === undefined ? {} : { paperHash }),
          },
        },
      ],
      terms: [...(isUsed ? [{ change: 'meet', term: running.term } as const] : []), ...start],
      notices: ['appealRecorded'],
    });
  },
};

/** What the court, or the commission above, has decided. After the first court the way to the Supreme Court is open. */
export const recordAppealResult: Act<{ appealId: string; result: AppealResult; paperHash?: string }> = {
  access: { own: ['clerk', 'lawyer', 'secretary'], subordinate: ['chair', 'deputyChair'] },
  decide: (state, { appealId, result, paperHash }, { receivedAt }) => {
    const appeal = state?.appeals.find(({ id }) => id === appealId);
    if (!appeal) return refuse('APPEAL_UNKNOWN');
    if (!isOpenAppeal(appeal)) return refuse('APPEAL_CLOSED');
    const courtTerm = appeal.term === null ? undefined : state?.terms[appeal.term];
    const isOwed = courtTerm?.state === 'running' || courtTerm?.state === 'missed';
    const isContestable = appeal.to === 'administrativeCourt' && result !== 'sentBack';
    const next: TermChange[] = isContestable
      ? [
          {
            change: 'start',
            rule: 'court2_file',
            term: nextTermKey(state, 'court2_file'),
            base: receivedAt,
            baseEvent: 'APPEAL_ENDED',
          },
        ]
      : [];
    const payload = { appealId, to: appeal.to, result, ...(paperHash === undefined ? {} : { paperHash }) };
    return granted({
      events: [{ kind: 'APPEAL_ENDED', payload }],
      terms: [...(isOwed ? [{ change: 'meet', term: courtTerm.term } as const] : []), ...next],
      notices: ['appealEnded'],
    });
  },
};

/** Why a decided case is decided anew. */
export const reopeningGrounds = ['sentBack', 'newCircumstances', 'ownMotion'] as const;
export type ReopeningGround = (typeof reopeningGrounds)[number];

/** Who reopens a case that nobody has sent back. */
export const reopensOfOwnMotion: AccessRule = { own: ['chair', 'deputyChair'] };

/**
 * The case is examined again, with a new term to decide. The earlier decision stays what it was and keeps its place on the
 * page. Only the chair reopens without a court or a commission above having sent it back.
 */
export const reopenComplaint: Act<{ ground: ReopeningGround }> = {
  access: {
    own: ['chair', 'deputyChair', 'clerk', 'lawyer', 'secretary'],
    subordinate: ['chair', 'deputyChair'],
  },
  decide: (state, { ground }, { actor, receivedAt, pack, votingDay, commission, related }) => {
    if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
    const lead = related(state?.joinedTo ?? '') as ComplaintState | undefined;
    const isSentBack = [...(state?.appeals ?? []), ...(lead?.appeals ?? [])].some(
      ({ result }) => result === 'sentBack',
    );
    if (ground === 'sentBack' ? !isSentBack : !can(actor, reopensOfOwnMotion, commission)) return refuse('NOT_ALLOWED');
    const rule = ruleForDecision(pack, receivedAt, votingDay);
    const contest = state?.terms[state.appealTerm ?? ''];
    return granted({
      events: [{ kind: 'COMPLAINT_REOPENED', payload: { ground } }],
      terms: [
        ...(contest?.state === 'running'
          ? [{ change: 'supersede', term: contest.term, ground: 'reopened' } as const]
          : []),
        {
          change: 'start',
          rule,
          term: nextTermKey(state, rule),
          base: receivedAt,
          baseEvent: 'COMPLAINT_REOPENED',
        },
      ],
      notices: ['reopened'],
    });
  },
};

/** Nobody contested in time. */
export const endAppealTerm: Act<{ term: string }> = {
  access: { system: true },
  decide: (state, { term: key }, { receivedAt }) => {
    const term = state?.terms[key];
    if (key !== state?.appealTerm || term?.state !== 'running' || term.due === null) return refuse('TERM_NOT_RUNNING');
    if (receivedAt < term.due) return refuse('TERM_NOT_OVER');
    return granted({
      events: [{ kind: 'OUTCOME_STANDS', payload: { due: term.due } }],
      terms: [{ change: 'lapse', term: key }],
    });
  },
};

/** The outcome is published, nobody can contest it any more and nobody does: the case rests. */
export const closeComplaint: PlainAct = {
  access: { system: true },
  decide: (state) => {
    if (state?.terms[state.appealTerm ?? '']?.state === 'running') return refuse('APPEAL_TERM_RUNNING');
    if (state?.appeals.some(isOpenAppeal)) return refuse('APPEALS_OPEN');
    return granted({ events: [{ kind: 'COMPLAINT_CLOSED', payload: {} }] });
  },
};
