import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { faultKinds } from '../../operations/records/fault.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
const product = '{processes,operations,integrations,api,web-public,web-admin,web-kit}/**/*.ts';

/** What the pattern finds in the sources of the product, without their tests. */
function found(files: string, pattern: RegExp): string[] {
  const sources = globSync(files, { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const texts = sources.map((file) => readFileSync(join(root, file), 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))];
}

/** Those that the page of operations does not name. */
const missing = (names: readonly string[]): string[] => names.filter((name) => !page.includes(name));

test('the page of operations names every metric', () => {
  const metrics = found('processes/*metrics.ts', /'(shailoo_[a-z_]+)'/g);
  assert.ok(metrics.length >= 10);
  assert.deepEqual(missing(metrics), []);
});

test('it names everything that is logged as a warning or worse', () => {
  const words = found(product, /log\.(?:warn|error|fatal)\((?:[^;]*?,)?\s*'([^']+)',?\s*\)/g);
  assert.ok(words.length >= 18);
  assert.deepEqual(missing(words), []);
});

test('it names everything that verify can find and every code of the ledger', () => {
  assert.deepEqual(missing(faultKinds.map((kind) => `\`${kind}\``)), []);
  const codes = found('{integrations,operations}/ledger/*.ts', /'(ledger-[a-z-]+)'/g);
  assert.ok(codes.length >= 10);
  assert.deepEqual(missing(codes.map((code) => `\`${code}\``)), []);
});
