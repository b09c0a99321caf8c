import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedPlace } from './closed-place.ts';

test('a name typed as territory or precinct goes into the private place', () => {
  const typed = { territory: 'Асанов', precinct: 'Бакыт', place: 'Мектеп' };
  assert.deepEqual(closedPlace(typed), { territory: '', precinct: '', place: 'Мектеп Асанов Бакыт' });
});

test('a territory of the list and a number stay where they are', () => {
  const typed = { territory: 'sokuluk-rayon', precinct: ' 1086 ', place: '' };
  assert.deepEqual(closedPlace(typed), { territory: 'sokuluk-rayon', precinct: '1086', place: '' });
});
