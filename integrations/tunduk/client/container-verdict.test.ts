import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dependsOnTrust, verdictOf } from './container-verdict.ts';
import { readCertificates } from './read-certificates.ts';
import { readSharedParams } from './read-shared-params.ts';
import { verifyContainer } from './verify-container.ts';

/** Containers of X-Road's own tests; where they are from, `ORIGIN.txt` beside them says. */
const read = (name: string) => readFileSync(new URL(`vectors/x-road/${name}`, import.meta.url));
const published = readSharedParams(read('shared-params.xml'), 'DEV').map(({ certificate }) => certificate);
const strangers = readCertificates(readFileSync(new URL('vectors/root.pem', import.meta.url)).toString());

test('whether other certificates could change a verdict is said of what fails for want of one, and of nothing else', () => {
  const said = (name: string, anchors: typeof published) => {
    const finding = verifyContainer(read(`${name}.asice`), anchors);
    return [verdictOf(finding), dependsOnTrust(finding)];
  };
  assert.deepEqual(said('valid-signed-message', []), ['not-checked', true]);
  assert.deepEqual(said('valid-signed-message', strangers), ['broken', true]);
  assert.deepEqual(said('valid-signed-message', published), ['good', false]);
  assert.deepEqual(said('invalid-digest', strangers), ['broken', true]);
  assert.deepEqual(said('invalid-digest', published), ['broken', false]);
  assert.deepEqual(said('wrong-message', published), ['broken', false]);
});
