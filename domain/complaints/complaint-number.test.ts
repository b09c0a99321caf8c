import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatComplaintNumber, parseComplaintNumber } from './complaint-number.ts';

const accepted = [
  'K-2027-000001',
  'к-2027-1',
  'К-2027-000001',
  'k-2027-000001',
  'K2027 000001',
  'K2027000001',
  'К 2027 1',
  ' K – 2027 – 000001 ',
  'K−2027−1',
  '2027-1',
  '2027/1',
  '№ К-2027-01',
  'K.2027.1',
  'K-2O27-OOO0О1',
];

for (const written of accepted) {
  test(`reads «${written}» as K-2027-000001`, () => {
    const number = parseComplaintNumber(written);
    assert.ok(number);
    assert.equal(formatComplaintNumber(number), 'K-2027-000001');
  });
}

const refused = [
  '',
  'K',
  'K-2027',
  '2027',
  '20270001',
  'K-2027-0',
  'K-2027-1234567890',
  'T-2027-1',
  'K-27-1',
  '1086',
  'К'.repeat(50),
];

for (const written of refused) {
  test(`does not take «${written.slice(0, 20)}» for a number`, () => {
    assert.equal(parseComplaintNumber(written), undefined);
  });
}

test('the millionth complaint of a year has a number that is read like any other', () => {
  for (const written of ['K-2027-1000000', 'к 2027 1000000', 'K20271000000']) {
    const number = parseComplaintNumber(written);
    assert.deepEqual(number, { year: 2027, serial: 1_000_000 });
    assert.equal(formatComplaintNumber(number), 'K-2027-1000000');
  }
});
