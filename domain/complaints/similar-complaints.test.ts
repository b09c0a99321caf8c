import assert from 'node:assert/strict';
import { test } from 'node:test';
import { similarComplaints } from './similar-complaints.ts';
import type { ComparedComplaint } from './similar-complaints.ts';
import { wordSet } from './word-set.ts';

const statement = 'Айыл өкмөтүнүн имаратында үгүт материалдары илинген, аны бардык шайлоочулар көрдү.';
const elsewhere = 'Бюллетени выдавали без паспорта целый день, наблюдателей удалили из помещения.';

function compared(change: Partial<ComparedComplaint> = {}): ComparedComplaint {
  return {
    kind: 'campaignRules',
    territory: 'KG-C',
    precinct: '1086',
    respondentKind: 'official',
    day: '2027-01-10',
    words: wordSet(statement),
    ...change,
  };
}

/** Nothing in common with `compared()`; give it what the test is about. */
function different(change: Partial<ComparedComplaint> = {}): ComparedComplaint {
  return compared({
    kind: 'voting',
    territory: 'KG-O',
    precinct: '7',
    respondentKind: 'commission',
    day: '2027-01-20',
    words: wordSet(elsewhere),
    ...change,
  });
}

const reasonsFor = (own: ComparedComplaint, other: ComparedComplaint) => similarComplaints(own, [other])[0]?.reasons;

test('says why: the same precinct, day, kind, respondent and words', () => {
  assert.deepEqual(reasonsFor(compared(), compared()), [
    'samePrecinct',
    'sameDay',
    'sameKind',
    'sameRespondentKind',
    'sameWords',
  ]);
});

test('the same place on the same day is suggested whatever the words', () => {
  const other = different({ territory: 'KG-C', precinct: '1086', day: '2027-01-10' });
  assert.deepEqual(reasonsFor(compared(), other), ['samePrecinct', 'sameDay']);
});

test('a day within two is near, a third day is not', () => {
  const near = (day: string) => reasonsFor(compared(), compared({ day }));
  assert.ok(near('2027-01-08')?.includes('nearDay'));
  assert.ok(near('2027-01-12')?.includes('nearDay'));
  assert.ok(!near('2027-01-13')?.includes('nearDay'));
  assert.ok(!near('2027-01-13')?.includes('sameDay'));
});

test('the same words are suggested from any place and day', () => {
  assert.deepEqual(reasonsFor(compared(), different({ words: wordSet(statement.toUpperCase()) })), ['sameWords']);
});

test('a part of the words counts as similar words', () => {
  const words = wordSet(`${statement} Материалдарды алып салууну жана жооптууларды табууну суранабыз.`);
  assert.deepEqual(reasonsFor(compared(), different({ words, day: '2027-01-10' })), ['sameDay', 'similarWords']);
});

test('the same kind, respondent and day in another place are not enough', () => {
  const other = compared({ territory: 'KG-O', precinct: '7', words: wordSet(elsewhere) });
  assert.deepEqual(similarComplaints(compared(), [other]), []);
});

test('what is not known is not in common: no place, other kind, unknown respondent, no words', () => {
  const nothing = compared({
    kind: 'other',
    respondentKind: 'unknown',
    territory: null,
    precinct: null,
    words: wordSet(''),
  });
  assert.deepEqual(similarComplaints(nothing, [nothing]), []);
});

test('a number of a precinct in two territories is not one place', () => {
  const reasons = reasonsFor(compared(), compared({ territory: 'KG-O' }));
  assert.ok(!reasons?.includes('samePrecinct'));
  assert.ok(!reasons?.includes('sameTerritory'));
});

test('the most alike come first and never more than five', () => {
  const weak = different({ territory: 'KG-C', precinct: '1086', day: '2027-01-10' });
  const found = similarComplaints(compared(), [weak, ...Array.from({ length: 6 }, () => compared())]);
  assert.equal(found.length, 5);
  assert.ok(found.every(({ complaint }) => complaint !== weak));
});

test('words are compared in small letters, without words of one and two letters', () => {
  assert.deepEqual([...wordSet('Үгүт, ҮГҮТ үй! В Өзгөн 1086')], ['үгүт', 'өзгөн', '1086']);
});
