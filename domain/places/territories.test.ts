import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrecinct, isTerritory, territoryGroups } from './territories.ts';

test('every territory has one key', () => {
  const keys = territoryGroups.flatMap(({ key, parts }) => [key, ...parts]);
  assert.equal(new Set(keys).size, keys.length);
  assert.ok(keys.every(isTerritory));
});

test('a name is neither a territory nor a precinct', () => {
  for (const text of ['Асанов', 'asanov', '', 'sokuluk', '0', '01086', '10866', '1086а']) {
    assert.equal(isTerritory(text), false, text);
    assert.equal(isPrecinct(text), false, text);
  }
  assert.equal(isPrecinct('1086'), true);
});
