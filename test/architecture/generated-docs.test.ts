import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedPages } from '../../dev/generated-docs/generated-pages.ts';

const folder = join(import.meta.dirname, '../../docs/generated');

for (const [name, text] of generatedPages()) {
  test(`docs/generated/${name} says what the code says`, () => {
    const kept = readFileSync(join(folder, name), 'utf8');
    assert.ok(kept === text, `docs/generated/${name} is not up to date: run \`npm run generate\` and commit it`);
  });
}

test('nothing else lies in docs/generated', () => {
  assert.deepEqual(readdirSync(folder).toSorted(), [...generatedPages().keys()].toSorted());
});
