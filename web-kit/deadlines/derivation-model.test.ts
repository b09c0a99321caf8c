import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import { instant } from '../../domain/time/instant.ts';
import { aLawPack } from '../../test/builders/law-pack.ts';
import { derivationModel } from './derivation-model.ts';

const pack = aLawPack();
const now = instant('2027-01-12T04:00:00.000000Z');
const derived = deriveDeadline({
  pack,
  ruleId: 'court1_file',
  baseAt: instant('2027-01-11T09:20:00.000000Z'),
  baseEvent: 'VOTE_CLOSED',
  votingDay: '2027-01-24',
});

test('a derivation is opened by the question about its day, unless the page asks another', () => {
  assert.equal(derivationModel('en', derived, pack, now).question, 'Why 14 January?');
  assert.equal(derivationModel('en', derived, pack, now, { question: 'How?' }).question, 'How?');
});

test('the days stand under the step that counts them, today marked', () => {
  const { steps } = derivationModel('en', derived, pack, now);
  const withDays = steps.filter(({ days }) => days !== undefined);
  assert.equal(withDays.length, 1);
  assert.deepEqual(
    withDays[0]?.days?.map(({ state, isToday }) => [state, isToday]),
    [
      ['start', false],
      ['counted', true],
      ['counted', false],
      ['last', false],
    ],
  );
});

test('staff see the article of the norm and why it is not confirmed', () => {
  const forAll = derivationModel('en', derived, pack, now).steps.find(({ certainty }) => certainty !== undefined);
  const forStaff = derivationModel('en', derived, pack, now, { isForStaff: true }).steps.find(({ norm }) => norm);
  assert.equal(forAll?.norm, undefined);
  assert.match(forStaff?.norm?.text ?? '', /44/);
  assert.ok((forStaff?.certainty?.text.length ?? 0) > (forAll?.certainty?.text.length ?? 0));
});
