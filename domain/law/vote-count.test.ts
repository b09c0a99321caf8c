import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aLawPack } from '../../test/builders/law-pack.ts';
import type { BodyRule } from './law-pack.ts';
import { countVote, type VoteQuestion, type VoteResult } from './vote-count.ts';

const { bodies } = aLawPack();
const castingChair: BodyRule = { ...bodies.cec, tie: { ...bodies.cec.tie, kind: 'chairDecides' } };
const halfOfAll: BodyRule = { ...bodies.cec, majority: { ...bodies.cec.majority, kind: 'moreThanHalfOfMembers' } };

type Row = Partial<VoteQuestion> & { says: string; result: VoteResult; needed?: number };

const rows: readonly Row[] = [
  {
    says: 'five of six carry it at exactly the quorum',
    present: 7,
    recused: 1,
    for: 5,
    against: 1,
    result: 'adopted',
    needed: 4,
  },
  { says: 'five participants are no quorum of six', present: 6, recused: 1, for: 5, result: 'noQuorum' },
  {
    says: 'four of eight are not more than half',
    present: 8,
    for: 4,
    against: 3,
    abstained: 1,
    result: 'rejected',
    needed: 5,
  },
  { says: 'five of eight are more than half', present: 8, for: 5, against: 3, result: 'adopted', needed: 5 },
  { says: 'a tie rejects', present: 8, for: 4, against: 4, chairVote: 'for', result: 'rejected' },
  {
    says: 'a tie is decided by a chair who may',
    body: castingChair,
    present: 8,
    for: 4,
    against: 4,
    chairVote: 'for',
    result: 'adopted',
  },
  {
    says: 'a tie goes with the chair against',
    body: castingChair,
    present: 8,
    for: 4,
    against: 4,
    chairVote: 'against',
    result: 'rejected',
  },
  {
    says: 'a tie without the vote of the chair rejects',
    body: castingChair,
    present: 8,
    for: 4,
    against: 4,
    result: 'rejected',
  },
  {
    says: 'abstentions leave no tie to the chair',
    body: castingChair,
    present: 8,
    for: 3,
    against: 3,
    abstained: 2,
    chairVote: 'for',
    result: 'rejected',
  },
  { says: 'nobody is left when all are recused', present: 8, recused: 8, result: 'noQuorum', needed: 1 },
  { says: 'silence of participants counts against the majority', present: 8, for: 4, result: 'rejected', needed: 5 },
  {
    says: 'half of all members is asked when the pack says so',
    body: halfOfAll,
    present: 6,
    for: 4,
    against: 2,
    result: 'rejected',
    needed: 5,
  },
  {
    says: 'six of eleven are the quorum of a territorial commission',
    body: bodies.territorial,
    members: 11,
    present: 6,
    for: 4,
    against: 2,
    result: 'adopted',
  },
  { says: 'five of eleven are not', body: bodies.territorial, members: 11, present: 5, for: 5, result: 'noQuorum' },
  {
    says: 'half of an even number of members is no majority of them',
    body: bodies.precinct,
    members: 8,
    present: 4,
    for: 4,
    result: 'noQuorum',
  },
  {
    says: 'four of seven are the quorum of a precinct commission',
    body: bodies.precinct,
    members: 7,
    present: 4,
    for: 3,
    against: 1,
    result: 'adopted',
  },
];

for (const { says, result, needed, ...numbers } of rows) {
  test(says, () => {
    const count = countVote(aVote(numbers));
    assert.equal(count.result, result);
    if (needed !== undefined) assert.equal(count.majorityNeeded, needed);
  });
}

test('tells which rules the result rests on and how sure the weakest is', () => {
  const count = countVote(aVote({ present: 8, for: 5, against: 3 }));
  assert.deepEqual(count.rules, [
    { id: 'cec.quorum', certainty: 'SL' },
    { id: 'cec.majority', certainty: 'UN' },
  ]);
  assert.equal(count.certainty, 'UN');
  assert.equal(countVote(aVote({ present: 5 })).certainty, 'SL');
});

test('shows the sum line by line', () => {
  const count = countVote(aVote({ present: 7, recused: 1, for: 5, against: 1 }));
  assert.deepEqual(count.steps, [
    { kind: 'members', n: 8 },
    { kind: 'present', n: 7 },
    { kind: 'recused', n: 1 },
    { kind: 'participating', n: 6 },
    { kind: 'quorum', rule: 'count', needed: 6, reached: true, certainty: 'SL' },
    { kind: 'majority', rule: 'moreThanHalfOfParticipants', needed: 4, reached: true, certainty: 'UN' },
    { kind: 'votes', for: 5, against: 1, abstained: 0, notVoted: 0 },
    { kind: 'result', result: 'adopted' },
  ]);
});

test('numbers that cannot be are a defect', () => {
  const impossible: Partial<VoteQuestion>[] = [
    { present: 9 },
    { present: 6, recused: 7 },
    { present: 6, for: 7 },
    { for: -1 },
    { for: 0.5 },
  ];
  for (const numbers of impossible) assert.throws(() => countVote(aVote(numbers)), RangeError);
});

test('without a quorum nothing is adopted, and one more vote for never loses', () => {
  fc.assert(
    fc.property(fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(8), (present, recusedMost, forMost, againstMost) => {
      const recused = Math.min(recusedMost, present);
      const votes = Math.min(forMost, present - recused);
      const against = Math.min(againstMost, present - recused - votes);
      const count = countVote(aVote({ present, recused, for: votes, against }));
      assert.equal(count.result === 'noQuorum', present - recused < 6);
      if (count.result === 'adopted' && against > 0) {
        assert.equal(countVote(aVote({ present, recused, for: votes + 1, against: against - 1 })).result, 'adopted');
      }
    }),
  );
});

function aVote(numbers: Partial<VoteQuestion>): VoteQuestion {
  const nobody = { present: 8, recused: 0, for: 0, against: 0, abstained: 0, chairVote: null };
  return { body: bodies.cec, members: 8, ...nobody, ...numbers };
}
