import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aFiling } from '../../test/builders/complaints.ts';
import { filingWarnings } from './filing.ts';
import type { Filing, FilingFacts } from './filing.ts';

const facts: FilingFacts = {
  today: '2027-01-11',
  isFiledLate: false,
  isMisdirected: false,
  hasAuthority: false,
  mediaTypes: [],
};
const warnings = (change: Partial<Filing>, about: Partial<FilingFacts> = {}) =>
  filingWarnings(aFiling(change), { ...facts, ...about });

test('a complete filing has no warning', () => {
  assert.deepEqual(warnings({}), []);
});

test('a representative is asked for whom and by what authority; nobody else is', () => {
  const representative = { complainantKind: 'representative' } as const;
  assert.deepEqual(warnings(representative), ['representedMissing', 'authorityMissing']);
  assert.deepEqual(warnings({ ...representative, representedKind: 'party' }), [
    'representedMissing',
    'authorityMissing',
  ]);
  const named = { ...representative, representedKind: 'party', representedName: 'Мисал' } as const;
  assert.deepEqual(warnings(named), ['authorityMissing']);
  assert.deepEqual(warnings(named, { hasAuthority: true }), []);
});

test('late and misdirected filings are marked', () => {
  assert.deepEqual(warnings({}, { isFiledLate: true, isMisdirected: true }), ['filedLate', 'misdirected']);
});

test('what phones make is known; anything else is marked', () => {
  const ofPhones = ['image/heic', 'video/mp4', 'video/quicktime', 'audio/mp4', 'audio/3gpp', 'audio/ogg', 'audio/amr'];
  assert.deepEqual(warnings({}, { mediaTypes: ofPhones }), []);
  for (const type of ['application/zip', 'image/svg+xml', 'text/html', 'application/octet-stream']) {
    assert.deepEqual(warnings({}, { mediaTypes: [type] }), ['fileTypeUnknown'], type);
  }
});
