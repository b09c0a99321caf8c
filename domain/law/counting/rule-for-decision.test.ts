import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLawPack } from '../../../test/builders/law-pack.ts';
import { instant } from '../../time/instant.ts';
import { ruleForDecision } from './rule-for-decision.ts';

const cases = [
  ['2027-01-23T17:59:59.999999Z', 'complaint_decide', 'the last microsecond of the day before'],
  ['2027-01-23T18:00:00.000000Z', 'complaint_decide_voting_day', 'the first moment of voting day'],
  ['2027-01-25T17:59:59.999999Z', 'complaint_decide_voting_day', 'the last microsecond of the day after'],
  ['2027-01-25T18:00:00.000000Z', 'complaint_decide', 'the second day after'],
] as const;

for (const [receivedAt, ruleId, when] of cases) {
  test(`a complaint received at ${when} is decided under ${ruleId}`, () => {
    assert.equal(ruleForDecision(aLawPack(), instant(receivedAt), '2027-01-24'), ruleId);
  });
}
