import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { aClient, aQuestion, aStub, subsystems } from '../../../test/support/tunduk.ts';
import { syntheticPin } from '../contracts/people/pin.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { sayIdentifier } from '../protocol/identifiers.ts';
import { openFileExchangeLog } from './file-exchange-log.ts';

const pin = syntheticPin('male', 1972, 8);
const soon = () => new Date(Date.now() + 1_000);
let stub: Awaited<ReturnType<typeof aStub>>;
before(async () => {
  stub = await aStub();
});
after(() => stub.close());

const points: [point: string, isSending: boolean, sends: number][] = [
  ['reserved', false, 0],
  ['about to send', true, 0],
  ['before the answer is kept', true, 1],
  ['answered', true, 1],
];
for (const [point, isSending, sends] of points) {
  test(`a client killed at the point "${point}" leaves an attempt without an end, and the next has another id`, async () => {
    stub.state.reset();
    const folder = mkdtempSync(join(tmpdir(), 'shailoo-killed-'));
    const [file, exchangeId] = [join(folder, 'log.jsonl'), randomUUID()];
    const entry = new URL('../../../test/support/tunduk-killed-client.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [entry, stub.httpAddress, file, exchangeId, pin, point], { stdio: 'ignore' });
    const [, signal] = await once(child, 'exit');
    assert.equal(signal, 'SIGKILL');
    const log = await openFileExchangeLog(file);
    const [left, ...others] = await log.unfinished(soon());
    assert.deepEqual([left?.exchangeId, left?.attempt, others.length], [exchangeId, 1, 0]);
    assert.equal(left?.sending !== undefined, isSending);
    const seen = stub.state.messages.find(left?.xRoadId ?? '', sayIdentifier(subsystems.candidateChecks));
    assert.equal(seen.length, sends, 'the security server can still be asked what became of this id');
    const client = await aClient(stub.httpAddress, { log });
    const outcome = await client.ask(registryServices.civilRecordByPin, aQuestion({ pin }, { exchangeId }));
    assert.equal(outcome.evidence.attempt, 2);
    assert.notEqual(outcome.evidence.xRoadId, left?.xRoadId);
    assert.equal((await log.unfinished(soon())).length, 1);
    await client.close();
    await log.close();
    rmSync(folder, { recursive: true });
  });
}

test('a line that a crash cut short is left out, and the log goes on behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-torn-'));
  const file = join(folder, 'log.jsonl');
  const exchange = {
    exchangeId: randomUUID(),
    contract: 'c',
    client: 'a',
    service: 's',
    userId: 'KG-1',
    issue: '1',
    purpose: 'p',
    legalGround: 'l',
    environment: 'test' as const,
  };
  const first = await openFileExchangeLog(file);
  await first.reserve(exchange);
  await first.close();
  appendFileSync(file, '{"kind":"end","exch');
  const second = await openFileExchangeLog(file);
  assert.equal((await second.reserve(exchange)).attempt, 2);
  await second.close();
  const third = await openFileExchangeLog(file);
  assert.deepEqual(
    (await third.attempts(exchange.exchangeId)).map(({ attempt }) => attempt),
    [1, 2],
  );
  await third.close();
  assert.equal(readFileSync(file, 'utf8').split('\n').length, 4);
  rmSync(folder, { recursive: true });
});

test('a connection that died while idle is replaced, and one that dies with the question is not asked again', async () => {
  let asked = 0;
  let isRude = false;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    if (isRude) request.socket.destroy();
    else response.writeHead(503, { 'content-type': 'text/plain' }).end('no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = await aClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    limits: { connections: 1, connectMs: 1_000, totalMs: 5_000 },
  });
  const ask = () => client.ask(registryServices.civilRecordByPin, aQuestion({ pin }));
  await assert.rejects(ask(), { code: 'tunduk-provider-down' });
  server.closeIdleConnections();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await assert.rejects(ask(), { code: 'tunduk-provider-down' });
  isRude = true;
  await assert.rejects(ask(), { code: 'tunduk-unknown-outcome' });
  assert.equal(asked, 3);
  await client.close();
  server.close();
});

test('no other program is needed to ask: the client imports nothing of the product but its own folder', () => {
  const script = `import(${JSON.stringify(new URL('./tunduk-client.ts', import.meta.url).href)}).then((m) => console.log(typeof m.tundukClient))`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], {
    env: { PATH: process.env['PATH'] ?? '' },
    encoding: 'utf8',
  });
  assert.equal(stdout.trim(), 'function');
});
