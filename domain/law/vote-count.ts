import { weakest, type Certainty } from './certainty.ts';
import type { BodyRule, MajorityRule, QuorumRule, TieRule } from './law-pack.ts';

/**
 * Numbers of one vote. `present` counts members at the sitting, the recused among them too; `recused` counts those of
 * them who do not take part in this item. `chairVote` is the choice of who presides, null when none was cast.
 */
export type VoteQuestion = {
  body: BodyRule;
  members: number;
  present: number;
  recused: number;
  for: number;
  against: number;
  abstained: number;
  chairVote: 'for' | 'against' | 'abstain' | null;
};

export type VoteResult = 'adopted' | 'rejected' | 'noQuorum';

/** One line of the sum on the page, as data. */
export type VoteStep =
  | { kind: 'members'; n: number }
  | { kind: 'present'; n: number }
  | { kind: 'recused'; n: number }
  | { kind: 'participating'; n: number }
  | { kind: 'quorum'; rule: QuorumRule['kind']; needed: number; reached: boolean; certainty: Certainty }
  | { kind: 'majority'; rule: MajorityRule['kind']; needed: number; reached: boolean; certainty: Certainty }
  | { kind: 'tie'; rule: TieRule['kind']; certainty: Certainty }
  | { kind: 'votes'; for: number; against: number; abstained: number; notVoted: number }
  | { kind: 'result'; result: VoteResult };

/** A rule of the pack that the result rests on: `cec.quorum`, `cec.majority`, `cec.tie`. */
export type AppliedRule = { id: string; certainty: Certainty };

/** A counted vote. `certainty` is the weakest mark of the rules applied. */
export type VoteCount = {
  quorum: { needed: number; participating: number; reached: boolean };
  majorityNeeded: number;
  for: number;
  against: number;
  abstained: number;
  result: VoteResult;
  rules: readonly AppliedRule[];
  certainty: Certainty;
  steps: readonly VoteStep[];
};

/**
 * Counts a vote by the rules of the pack: quorum among those present and not recused, then the majority, then the tie.
 * A missing quorum goes before every result. Who takes part without a vote still counts as a participant.
 * Throws on numbers that cannot be (more votes than participants): a defect of the caller.
 */
export function countVote(question: VoteQuestion): VoteCount {
  const { body, members, present, recused, abstained } = question;
  const participating = present - recused;
  refuseImpossible(question, participating);
  const quorum = { needed: quorumNeeded(body.quorum, members), participating, reached: false };
  quorum.reached = participating >= quorum.needed;
  const majorityNeeded = moreThanHalf(body.majority.kind === 'moreThanHalfOfMembers' ? members : participating);
  const tied = isTied(question);
  const result = resultOf(question, quorum.reached, majorityNeeded);
  const rules = rulesApplied(body, quorum.reached, tied);
  const votes = { for: question.for, against: question.against, abstained };
  return {
    quorum,
    majorityNeeded,
    ...votes,
    result,
    rules,
    certainty: rules.reduce<Certainty>((mark, rule) => weakest(mark, rule.certainty), 'SL'),
    steps: [
      { kind: 'members', n: members },
      { kind: 'present', n: present },
      { kind: 'recused', n: recused },
      { kind: 'participating', n: participating },
      {
        kind: 'quorum',
        rule: body.quorum.kind,
        needed: quorum.needed,
        reached: quorum.reached,
        certainty: body.quorum.certainty,
      },
      ...(quorum.reached ? afterQuorum(question, participating, majorityNeeded, tied) : []),
      { kind: 'result', result },
    ],
  };
}

function afterQuorum(question: VoteQuestion, participating: number, needed: number, tied: boolean): VoteStep[] {
  const { body, abstained, against } = question;
  const notVoted = participating - question.for - against - abstained;
  const { kind, certainty } = body.majority;
  return [
    { kind: 'majority', rule: kind, needed, reached: question.for >= needed, certainty },
    { kind: 'votes', for: question.for, against, abstained, notVoted },
    ...(tied ? [{ kind: 'tie', rule: body.tie.kind, certainty: body.tie.certainty } as const] : []),
  ];
}

function resultOf(question: VoteQuestion, quorumReached: boolean, majorityNeeded: number): VoteResult {
  if (!quorumReached) return 'noQuorum';
  if (question.for >= majorityNeeded) return 'adopted';
  const chairDecides = isTied(question) && question.body.tie.kind === 'chairDecides';
  return chairDecides && question.chairVote === 'for' ? 'adopted' : 'rejected';
}

/** Half for and half against, nobody else: with abstentions the majority is missed and no tie is broken. */
function isTied(question: VoteQuestion): boolean {
  const participating = question.present - question.recused;
  return question.for > 0 && question.for === question.against && question.for + question.against === participating;
}

function quorumNeeded(rule: QuorumRule, members: number): number {
  return rule.kind === 'count' ? rule.n : moreThanHalf(members);
}

function moreThanHalf(of: number): number {
  return Math.floor(of / 2) + 1;
}

function rulesApplied(body: BodyRule, quorumReached: boolean, tied: boolean): AppliedRule[] {
  const quorum = { id: `${body.kind}.quorum`, certainty: body.quorum.certainty };
  if (!quorumReached) return [quorum];
  const majority = { id: `${body.kind}.majority`, certainty: body.majority.certainty };
  return tied ? [quorum, majority, { id: `${body.kind}.tie`, certainty: body.tie.certainty }] : [quorum, majority];
}

function refuseImpossible(question: VoteQuestion, participating: number): void {
  const { members, present, recused, abstained, against } = question;
  const counts = [members, present, recused, question.for, against, abstained];
  const possible =
    counts.every((n) => Number.isInteger(n) && n >= 0) &&
    present <= members &&
    recused <= present &&
    question.for + against + abstained <= participating;
  if (!possible) throw new RangeError(`impossible vote: ${counts.join(', ')}`);
}
