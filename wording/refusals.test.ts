import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../domain/language.ts';
import { refusalStatuses, type RefusalCode } from '../domain/refusals.ts';
import { loadMessages } from './load-messages.ts';
import { sayRefusal } from './refusals.ts';

/** Details that the rules give with a refusal, for the sentences that name them. */
const details = { n: 2, one: 'satisfy', other: 'reject', kind: 'pin', part: 'findings' };
const codes = Object.keys(refusalStatuses) as RefusalCode[];

test('every refusal has its sentence in the three languages', () => {
  for (const code of codes) {
    for (const language of LANGUAGES)
      assert.match(sayRefusal(language, { code, details }), /\.$/u, `${code} ${language}`);
  }
});

test('no sentence is left over for a code that no longer exists', () => {
  const known = new Set(codes.map((code) => `refusals.${code}`));
  const leftOver = [...loadMessages().keys()].filter((key) => key.startsWith('refusals.') && !known.has(key));
  assert.deepEqual(leftOver, []);
});
