import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const own = 'central-server/GOV/70000123/my-program';
let folder: string;
let contract: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'shailoo-kit-'));
  contract = join(folder, 'library-card');
  mkdirSync(contract);
  const guide = readFileSync(new URL('../../docs/integrators/first-contract.md', import.meta.url), 'utf8');
  const [first = '', second = ''] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  writeFileSync(join(contract, 'contract.yaml'), first);
  writeFileSync(join(contract, 'scenarios.yaml'), second);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const kit = (...args: string[]) => command('run-conformance', ...args);

async function command(name: string, ...args: string[]): Promise<{ status: number; out: string; error: string }> {
  const file = new URL(`./${name}.ts`, import.meta.url).pathname;
  const child = spawn(process.execPath, [file, '--language', 'en', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INIT_CWD: folder },
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (error += piece));
  const [status] = (await once(child, 'close')) as [number];
  return { status, out, error };
}

/** A program of another body that asks a service by REST, checks what came, and waits as long as it must. */
function program(service: string): string {
  const file = join(folder, 'program.mjs');
  writeFileSync(
    file,
    `const id = crypto.randomUUID();
const answer = await fetch(process.env.TUNDUK_URL + '/r1/${service}/13102198000101', {
  headers: { 'X-Road-Client': '${own}', 'X-Road-Id': id, 'X-Road-UserId': 'KG-7', 'X-Road-Issue': '2026-17' },
});
const hash = Buffer.from(answer.headers.get('x-road-request-hash') ?? '', 'base64');
await answer.json();
process.exit(answer.ok && answer.headers.get('x-road-id') === id && hash.length === 64 ? 0 : 1);
`,
  );
  return `${process.execPath} ${file} 2>/dev/null`;
}

const consumer = (...args: string[]) => kit('consumer', '--listen', '0', '--patience', '0.4', ...args);

test('a program of another body that asks by a contract of its own is tried like any other', async () => {
  const run = program('central-server/GOV/70000097/library/card');
  const { status, out } = await consumer('--contract', contract, '--client', own, '--run', run);
  assert.equal(status, 0, out);
  assert.match(out, /✔ C14 .*\n✔ C15 .*\n✔ C16 .*\n✔ C17 .*\n✔ C18 /);
});

test('a program that asks as nobody knows whom is told so, and not that all is well', async () => {
  const run = program('central-server/GOV/70000097/library/card');
  const { status, out } = await consumer('--contract', contract, '--run', run);
  assert.equal(status, 1);
  assert.match(out, /✖ C16 .*\n +Seen: the caller is central-server\/GOV\/70000123\/my-program, agreed was/);
});

test('a program that never ends is stopped, with what it started', async () => {
  const { status, out } = await consumer('--contract', contract, '--limit', '0.3', '--run', 'sleep 600 & sleep 600');
  assert.equal(status, 1);
  assert.match(out, /✖ C01 .*\n +Seen: no call came/);
});

test('a provider is not blamed for an answer that its contract does not promise', async () => {
  const asked: string[] = [];
  const provider = createServer((request, response) => {
    asked.push(request.url ?? '');
    const json = { 'content-type': 'application/json; charset=utf-8' };
    response.writeHead(200, json).end(JSON.stringify({ card: 'К-1', holder: 'Аманов Бакыт' }));
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const endpoint = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const { out } = await kit(
    'provider',
    '--contract',
    contract,
    '--endpoint',
    endpoint,
    '--field',
    'pin=13102198000777',
  );
  provider.close();
  assert.match(out, /– P12 /);
  assert.match(out, /✖ P11 /);
  assert.ok(!asked.includes('/17'), 'nobody asks what no rule looks at');
});

test('what nobody can look up by its number is named with --field', async () => {
  const { fieldOptions } = await import('./field-options.ts');
  const { exampleRequests } = await import('../../integrations/tunduk/conformance/example-requests.ts');
  const { registryServices } = await import('../../integrations/tunduk/contracts/registry-services.ts');
  const { contract: passport } = registryServices.passportByNumber;
  const fields = fieldOptions(passport, ['series=AN', 'number=0001234']);
  const { found, notFound } = exampleRequests(passport, { pin: '13102198000777', fields });
  assert.deepEqual(found, { pin: '13102198000777', series: 'AN', number: '0001234' });
  assert.equal(notFound['series'], 'AN');
});

const wrong: [what: string, args: string[], told: RegExp][] = [
  ['an unknown contract', ['provider', '--contract', 'no.such', '--endpoint', 'http://x'], /infocom\.zags\.dataByPin/],
  [
    'an endpoint that is no address',
    ['provider', '--contract', 'sanarip.addressFact', '--endpoint', 'x'],
    /--endpoint/,
  ],
  [
    'half a certificate',
    ['provider', '--contract', 'sanarip.addressFact', '--endpoint', 'http://x', '--ca', 'f'],
    /--cert/,
  ],
  [
    'a field that is none',
    ['provider', '--contract', 'sanarip.addressFact', '--endpoint', 'http://x', '--field', 'a=1'],
    /a=1: pin/,
  ],
  ['a port that is none', ['consumer', '--contract', 'sanarip.addressFact', '--listen', 'abc'], /--listen: 0/],
  [
    'a patience that is none',
    ['consumer', '--contract', 'sanarip.addressFact', '--listen', '0', '--patience', 'x'],
    /--patience/,
  ],
  ['an option that does not exist', ['consumer', '--contrac', 'x'], /--contrac/],
];
for (const [what, args, told] of wrong) {
  test(`${what} is said in a line, without a trace of the program`, async () => {
    const { status, out, error } = await kit(...args);
    assert.deepEqual([status, out], [2, '']);
    assert.match(error, told);
    assert.doesNotMatch(error, /\n +at |node:internal/);
  });
}

test('paths are those of the folder in which npm was called', async () => {
  const run = program('central-server/GOV/70000097/library/card').replace(`${folder}/`, '');
  const args = ['--contract', 'library-card', '--client', own, '--run', run, '--json', 'result.json'];
  const { status, error } = await kit('consumer', '--listen', '0', '--patience', '0.4', ...args);
  assert.equal(status, 0, error);
  const { counts } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as { counts: { broken: number } };
  assert.equal(counts.broken, 0);
});

const wrongStarts: [what: string, args: string[], told: RegExp][] = [
  ['a port that is none', ['--http', 'abc'], /^--http: 0 … 65535\n$/],
  ['an option that does not exist', ['--nope'], /--nope/],
  ['a configuration that is not there', ['--config', 'absent.yaml'], /absent\.yaml/],
];
for (const [what, args, told] of wrongStarts) {
  test(`the stand-in says ${what} in a line`, async () => {
    const { status, error } = await command('run-stub', '--home', join(folder, 'home'), ...args);
    assert.equal(status, 1);
    assert.match(error, told);
    assert.doesNotMatch(error, /\n +at |node:internal/);
  });
}

test('the stand-in says which port is taken and how to choose another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const port = String((other.address() as AddressInfo).port);
  const { error } = await command(
    'run-stub',
    '--home',
    join(folder, 'home'),
    '--http',
    '0',
    '--https',
    '0',
    '--control',
    port,
  );
  assert.match(error, new RegExp(`^port ${port} is taken; choose others by --http`));
  other.close();
});

test('--help tells how the kit is called', async () => {
  const { status, out } = await kit('--help');
  assert.equal(status, 0);
  assert.match(out, /consumer --contract ID --listen PORT/);
});
