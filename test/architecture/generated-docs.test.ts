import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedPages } from '../../dev/generated-docs/generated-pages.ts';
import { verifierScript, verifierScriptPath } from '../../dev/generated-docs/verifier-script.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/generated');
const pages = [...generatedPages()].map(([name, text]): [string, string] => [`docs/generated/${name}`, text]);

for (const [path, text] of [...pages, [verifierScriptPath, verifierScript()] as const]) {
  test(`${path} says what the code says`, () => {
    const kept = readFileSync(join(root, path), 'utf8');
    assert.ok(kept === text, `${path} is not up to date: run \`npm run generate\` and commit it`);
  });
}

test('nothing else lies in docs/generated', () => {
  assert.deepEqual(readdirSync(folder).toSorted(), [...generatedPages().keys()].toSorted());
});
