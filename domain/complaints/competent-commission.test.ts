import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLawPack } from '../../test/builders/law-pack.ts';
import { competentCommission, isMisdirected, isRespondentCommission } from './competent-commission.ts';
import type { CompetenceQuestion, KnownCommission } from './competent-commission.ts';

const commissions: readonly KnownCommission[] = [
  { id: '1', key: 'cec', kind: 'cec', parentId: null, territory: null },
  { id: '2', key: 'tec-sokuluk', kind: 'territorial', parentId: '1', territory: 'sokuluk-rayon' },
  { id: '3', key: 'pec-1086', kind: 'precinct', parentId: '2', territory: 'sokuluk-rayon' },
  { id: '4', key: 'dec-osh', kind: 'district', parentId: '1', territory: 'KG-O' },
];

const none: CompetenceQuestion = { respondentKind: 'unknown', respondentCommission: '', territory: '', precinct: '' };
const of = (change: Partial<CompetenceQuestion>) =>
  competentCommission({ ...none, ...change }, commissions, aLawPack());
const against = (respondentCommission: string, territory = '') =>
  of({ respondentKind: 'commission', respondentCommission, territory });

test('an act of a precinct commission is for the commission above it (art. 44(4))', () => {
  const { subject, commission, competent, rule } = against('pec-1086');
  assert.deepEqual([subject, commission, competent], ['precinct', 'tec-sokuluk', ['tec-sokuluk']]);
  assert.deepEqual([rule.article.article, rule.article.part, rule.certainty], ['44', '4', 'SN']);
});

test('a precinct commission that is not on the list goes by its place, and without a place to the CEC', () => {
  assert.equal(against('precinct', 'sokuluk-rayon').commission, 'tec-sokuluk');
  assert.equal(against('precinct', 'uzgen-rayon').commission, 'dec-osh');
  assert.equal(against('precinct', 'naryn-rayon').commission, 'cec');
  assert.equal(against('precinct').commission, 'cec');
});

test('an act of a territorial or district commission is for the CEC (art. 44(5))', () => {
  for (const key of ['tec-sokuluk', 'dec-osh', 'territorial', 'district']) {
    assert.deepEqual(against(key).competent, ['cec'], key);
  }
});

test('an act of the CEC is for a court: every commission is the wrong one, and the CEC receives it', () => {
  const competence = against('cec');
  assert.deepEqual([competence.commission, competence.competent], ['cec', []]);
  assert.equal(isMisdirected('cec', competence), true);
  assert.equal(competence.rule.to, 'administrativeCourt');
});

test('acts of others are for the commission of the place, and for the CEC as well', () => {
  const competence = of({ respondentKind: 'official', territory: 'sokuluk-rayon' });
  assert.deepEqual(competence.competent, ['tec-sokuluk', 'cec']);
  assert.equal(isMisdirected('cec', competence), false);
  assert.equal(isMisdirected('pec-1086', competence), true);
  assert.deepEqual(of({ respondentKind: 'official', territory: 'KG-C' }).competent, ['cec']);
});

test('what happened in a precinct can be given to its own commission, unless it is complained of', () => {
  const there = { territory: 'sokuluk-rayon', precinct: '1086' };
  assert.deepEqual(of({ respondentKind: 'official', ...there }).competent, ['tec-sokuluk', 'pec-1086', 'cec']);
  const itself = { respondentKind: 'commission', respondentCommission: 'pec-1086', ...there } as const;
  assert.deepEqual(of(itself).competent, ['tec-sokuluk']);
  assert.deepEqual(of({ ...there, precinct: '77' }).competent, ['tec-sokuluk', 'cec']);
});

test('a commission named beside another kind of respondent changes nothing', () => {
  assert.equal(of({ respondentKind: 'person', respondentCommission: 'pec-1086' }).subject, 'other');
});

test('another rule of the pack gives another commission', () => {
  const pack = aLawPack();
  const changed = { competence: { ...pack.competence, precinct: { ...pack.competence.precinct, to: 'cec' as const } } };
  const question: CompetenceQuestion = { ...none, respondentKind: 'commission', respondentCommission: 'pec-1086' };
  assert.equal(competentCommission(question, commissions, changed).commission, 'cec');
});

test('only a known key or a kind of commission is a commission complained of', () => {
  for (const text of ['', 'pec-1086', 'precinct', 'cec']) assert.ok(isRespondentCommission(text, commissions), text);
  for (const text of ['pec-9999', 'Айгүл', 'court']) assert.ok(!isRespondentCommission(text, commissions), text);
});
