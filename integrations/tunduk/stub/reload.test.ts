import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { aStub } from '../../../test/support/tunduk.ts';

const guide = readFileSync(new URL('../../../docs/integrators/first-contract.md', import.meta.url), 'utf8');
const [contractYaml = '', scenariosYaml = '', stubYaml = ''] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, block = '']) => block,
);
const client = 'central-server/GOV/70000099/candidate-checks';

let stub: Awaited<ReturnType<typeof aStub>>;
let told: (string | undefined)[];
let folder: string;
beforeEach(async () => {
  told = [];
  stub = await aStub({ onReload: (fault) => told.push(fault) });
  folder = join(stub.folder, 'library-card');
});
afterEach(() => stub.close());

/** Writes files and gives the fault that the stand-in tells next, or undefined when it has taken them. */
async function afterWriting(files: Record<string, string>): Promise<string | undefined> {
  const count = told.length;
  for (const [name, text] of Object.entries(files)) writeFileSync(join(stub.folder, name), text);
  for (let turn = 0; told.length === count && turn < 100; turn += 1) await wait(50);
  assert.ok(told.length > count, 'nothing was read again');
  return told.at(-1);
}

async function card(): Promise<string> {
  const path = '/r1/central-server/GOV/70000097/library/card/13102198000101';
  const answer = await fetch(`${stub.httpAddress}${path}`, { headers: { 'x-road-client': client } });
  return ((await answer.json()) as { card: string }).card;
}

test('a contract beside the configuration is read again when its own files change', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'contract.yaml'), contractYaml);
  writeFileSync(join(folder, 'scenarios.yaml'), scenariosYaml);
  assert.equal(await afterWriting({ 'tunduk-stub.yaml': stubYaml }), undefined);
  assert.equal(await card(), 'К-0017');
  assert.equal(
    await afterWriting({ 'library-card/scenarios.yaml': scenariosYaml.replace('К-0017', 'К-0018') }),
    undefined,
  );
  assert.equal(await card(), 'К-0018');
  const broken = await afterWriting({ 'library-card/scenarios.yaml': 'alive:\n  colour: red\n' });
  assert.match(broken ?? '', /^tunduk-stub\.yaml:\d+: contracts\.0: scenarios\.yaml:2: .*colour/);
  assert.equal(await card(), 'К-0018', 'the one before stays');
  assert.equal(await afterWriting({ 'library-card/scenarios.yaml': scenariosYaml }), undefined);
  assert.equal(await card(), 'К-0017');
});

test('a contract that comes after its configuration is taken when it comes', async () => {
  const line = stubYaml.split('\n').findIndex((one) => one.startsWith('contracts:')) + 1;
  const missing = await afterWriting({ 'tunduk-stub.yaml': stubYaml });
  assert.match(missing ?? '', new RegExp(`^tunduk-stub\\.yaml:${line}: contracts\\.0: .*library-card has no contract`));
  mkdirSync(folder);
  const count = told.length;
  for (let turn = 0; told.length === count && turn < 100; turn += 1) await wait(50);
  assert.equal(
    await afterWriting({ 'library-card/contract.yaml': contractYaml, 'library-card/scenarios.yaml': scenariosYaml }),
    undefined,
  );
  assert.equal(await card(), 'К-0017');
  rmSync(folder, { recursive: true });
});

const misfits: [what: string, change: (yaml: string) => string, start: string, told: RegExp][] = [
  [
    'a service of no contract',
    (yaml) => yaml.replace('contract: library.cardByPin', 'contract: library.cardByPim'),
    '  - { contract',
    /services\.0\.contract: there is no contract library\.cardByPim/,
  ],
  [
    'a caller that is no client',
    (yaml) => yaml.replace('allow: [central-server', 'allow: [central-serwer'),
    '  - { contract',
    /services\.0\.allow\.0: central-serwer\S+ is not among clients/,
  ],
  [
    'a fault for a caller that is no client',
    (yaml) => yaml.replace(', allow', ', faults: [{ kind: status, status: 503, client: x/GOV/1/y }], allow'),
    '  - { contract',
    /services\.0\.faults\.0\.client: x\/GOV\/1\/y is not among clients/,
  ],
  [
    'two folders of one service',
    (yaml) => yaml.replace('[library-card]', '[library-card, ./library-card]'),
    'contracts:',
    /contracts\.1: describes the same service as library-card/,
  ],
];
for (const [what, change, start, expected] of misfits) {
  test(`${what} is refused with its line`, async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'contract.yaml'), contractYaml);
    writeFileSync(join(folder, 'scenarios.yaml'), scenariosYaml);
    const yaml = change(stubYaml);
    const line = yaml.split('\n').findIndex((one) => one.startsWith(start)) + 1;
    const fault = await afterWriting({ 'tunduk-stub.yaml': yaml });
    assert.match(fault ?? '', new RegExp(`^tunduk-stub\\.yaml:${line}: ${expected.source}`));
  });
}

test('a contract of your own goes before one of ours of the same service', async () => {
  mkdirSync(folder);
  const mine = contractYaml
    .replace(
      /service: \{.*\}/,
      'service: { memberClass: GOV, memberCode: "70000050", subsystem: sanaripaymak-service, service: address-fact }',
    )
    .replace(/ky: .*/, 'ky: Менин келишимим, ru: Мой договор, en: Mine }');
  const files = { 'library-card/contract.yaml': mine, 'library-card/scenarios.yaml': scenariosYaml };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(stub.folder, name), text);
  const everything = stubYaml.replace(/services:[\s\S]*/, "services:\n  - { contract: '*' }\n");
  assert.equal(await afterWriting({ 'tunduk-stub.yaml': everything }), undefined);
  const offered = stub.state.loaded().services.get('central-server/GOV/70000050/sanaripaymak-service/address-fact');
  assert.equal(offered?.contract.id, 'library.cardByPin');
});
