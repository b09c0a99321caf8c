import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLawPack } from '../../test/builders/law-pack.ts';
import type { ComplaintOutcome } from '../complaints/complaint.ts';
import type { CommissionKind } from '../people/role.ts';
import { faultOfOperative } from './operative.ts';
import type { AddresseeKind, OperativeKind } from './operative.ts';

type Item = OperativeKind | [OperativeKind, AddresseeKind];
const answer = (outcome: ComplaintOutcome, items: readonly Item[], commission: CommissionKind = 'cec'): string => {
  const outlines = items.map((item) => {
    const [kind, addressee] = typeof item === 'string' ? ([item, 'none'] as const) : item;
    return { kind, addressee };
  });
  return faultOfOperative(outcome, outlines, { pack: aLawPack(), commission })?.refusal.code ?? 'agrees';
};

const table: readonly [ComplaintOutcome, readonly Item[], string][] = [
  ['granted', ['satisfy'], 'agrees'],
  ['granted', ['satisfy', ['warn', 'candidate'], 'annul', ['referMaterials', 'police']], 'agrees'],
  ['grantedInPart', ['satisfyInPart'], 'agrees'],
  ['grantedInPart', ['satisfyInPart', 'annul', 'reject'], 'agrees'],
  ['refused', ['reject'], 'agrees'],
  ['refused', ['reject', ['referMaterials', 'prosecutor'], ['instructCommission', 'commission'], 'other'], 'agrees'],
  ['granted', [], 'OPERATIVE_WITHOUT_VERDICT'],
  ['granted', ['other', 'annul'], 'OPERATIVE_WITHOUT_VERDICT'],
  ['granted', ['satisfy', 'reject'], 'OPERATIVE_CONTRADICTS'],
  ['grantedInPart', ['satisfy', 'reject'], 'OPERATIVE_CONTRADICTS'],
  ['grantedInPart', ['satisfy', 'satisfyInPart'], 'OPERATIVE_CONTRADICTS'],
  ['refused', ['reject', 'annul'], 'OPERATIVE_CONTRADICTS'],
  ['refused', ['reject', ['warn', 'person']], 'OPERATIVE_CONTRADICTS'],
  ['refused', ['satisfy'], 'OUTCOME_DIFFERS'],
  ['granted', ['reject'], 'OUTCOME_DIFFERS'],
  ['granted', ['satisfyInPart'], 'OUTCOME_DIFFERS'],
  ['granted', ['satisfy', 'warn'], 'ADDRESSEE_UNFIT'],
  ['granted', ['satisfy', ['instructCommission', 'media']], 'ADDRESSEE_UNFIT'],
  ['granted', ['satisfy', ['cancelRegistration', 'official']], 'ADDRESSEE_UNFIT'],
];

for (const [outcome, items, expected] of table) {
  test(`${outcome} with ${items.map((item) => item.toString()).join(' + ') || 'nothing'}: ${expected}`, () => {
    assert.equal(answer(outcome, items), expected);
  });
}

test('a measure that the pack does not give to a kind of commission is refused there', () => {
  const items: readonly Item[] = ['satisfy', ['cancelRegistration', 'candidate']];
  assert.equal(answer('granted', items), 'agrees');
  assert.equal(answer('granted', items, 'precinct'), 'MEASURE_NOT_PERMITTED');
});
