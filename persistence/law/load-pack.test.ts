import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { requiredRuleIds } from '../../domain/law/law-pack.ts';
import { LawPackError, lawPackJsonSchema, loadPack, loadPacks } from './load-pack.ts';

const source = readFileSync(join(import.meta.dirname, '../../domain/law/packs/pres-2027.yaml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'law-pack-'));
after(() => rmSync(folder, { recursive: true }));

test('the pack of the demonstration election answers every required rule', () => {
  const pack = loadPacks().get('pres-2027');
  for (const id of requiredRuleIds) assert.equal(pack?.rules[id]?.id, id);
  assert.equal(pack?.votingDay, '2027-01-24');
  assert.deepEqual(pack?.bodies.cec.quorum.kind === 'count' && pack.bodies.cec.quorum.n, 6);
});

test('no value is marked surer than its source, and nothing is confirmed yet', () => {
  const pack = loadPacks().get('pres-2027');
  assert.equal(pack?.rules['complaint_decide']?.certainty, 'RE');
  assert.equal(pack?.rules['court1_file']?.certainty, 'DR');
  assert.equal(pack?.bodies.cec.quorum.certainty, 'SL');
  assert.equal(pack?.bodies.cec.majority.certainty, 'UN');
  assert.ok(Object.values(pack?.rules ?? {}).every((rule) => rule.confirmed === null));
});

const faults: readonly { fault: string; from: string; to: string; cause: RegExp }[] = [
  { fault: 'an unknown field', from: 'version: 1', to: 'version: 1\nrevision: 2', cause: /Unrecognized key.*revision/ },
  { fault: 'an unknown mark', from: 'certainty: RE', to: 'certainty: SURE', cause: /certainty/ },
  { fault: 'a missing rule', from: 'court1_file', to: 'court1_fill', cause: /rule court1_file is missing/ },
  { fault: 'a term that is no number', from: 'n: 3,', to: 'n: three,', cause: /rules\.complaint_file\.term\.n/ },
  {
    fault: 'a way of counting that does not suit',
    from: 'counting: CR-AFTER',
    to: 'counting: CR-BEFORE',
    cause: /does not suit/,
  },
  {
    fault: 'an act that is not listed',
    from: 'act: law68',
    to: 'act: law86',
    cause: /act law86 is not among the acts/,
  },
  {
    fault: 'a day that does not exist',
    from: "'2027-01-24'",
    to: "'2027-02-30'",
    cause: /votingDay: not a calendar day/,
  },
  { fault: 'a key that stands twice', from: 'version: 1', to: 'version: 1\nversion: 2', cause: /unique/ },
  { fault: 'another zone', from: 'zone: Asia/Bishkek', to: 'zone: Europe/Moscow', cause: /zone/ },
];

for (const { fault, from, to, cause } of faults) {
  test(`refuses ${fault} and names file and place`, () => {
    assert.ok(source.includes(from));
    const path = join(folder, 'pres-2027.yaml');
    writeFileSync(path, fault === 'a missing rule' ? source.replaceAll(from, to) : source.replace(from, to));
    assert.throws(
      () => loadPack(path),
      (error) => error instanceof LawPackError && error.file === 'pres-2027.yaml' && cause.test(error.message),
    );
  });
}

test('a file is named after the pack in it', () => {
  const path = join(folder, 'pres-2028.yaml');
  writeFileSync(path, source);
  assert.throws(() => loadPack(path), /id: must be pres-2028/);
});

test('the JSON Schema in the documentation is the present one', () => {
  const kept = readFileSync(join(import.meta.dirname, '../../docs/generated/law-pack.schema.json'), 'utf8');
  assert.deepEqual(JSON.parse(kept), lawPackJsonSchema());
});
