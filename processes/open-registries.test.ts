import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { civilRecordByPin } from '../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { syntheticPin } from '../integrations/tunduk/contracts/people/pin.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';
import { aQuestion, aStub, subsystems } from '../test/support/tunduk.ts';
import { openRegistries } from './open-registries.ts';
import type { TundukEnvironment } from './tunduk-environment.ts';

let product: Product;
let stub: Awaited<ReturnType<typeof aStub>>;
/** A security server that is no stand-in, as far as a client can see. */
let real: Server;
let realPort = 0;
let asked: string[] = [];
before(async () => {
  product = await aProduct();
  stub = await aStub();
  real = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/xml' }).end('<clientList/>');
  });
  await new Promise<void>((resolve) => void real.listen(0, '127.0.0.1', resolve));
  realPort = (real.address() as AddressInfo).port;
});
after(async () => {
  real.closeAllConnections();
  real.close();
  await stub.close();
  await product.close();
});

function environmentOf(url: string, environment: TundukEnvironment['environment'] = 'stand-in'): TundukEnvironment {
  const files = { authorityFile: undefined, certificateFile: undefined, keyFile: undefined, trustFile: undefined };
  return {
    url,
    client: subsystems.candidateChecks,
    environment,
    fingerprint: undefined,
    evidenceAt: '02:30',
    ...files,
  };
}
const open = (tunduk: TundukEnvironment) => openRegistries(product.as('shailoo_worker'), tunduk);
const question = () => aQuestion({ pin: syntheticPin('female', 1980, 101) });

test('a worker that expects a stand-in and finds another server does not start, and says what to set', async () => {
  await assert.rejects(open(environmentOf(`http://127.0.0.1:${realPort}`)), {
    code: 'ENVIRONMENT_INVALID',
    message: /TUNDUK_ENVIRONMENT: is stand-in, but what answers at TUNDUK_URL is none: set production, or test/,
  });
  for (const environment of ['production', 'test'] as const)
    await (await open(environmentOf(`http://127.0.0.1:${realPort}`, environment))).close();
});

test('the trust file is read as it is now: a changed one counts without a start, one that cannot be read counts for nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-trust-file-'));
  const trustFile = join(folder, 'trust.pem');
  const { authority, stranger } = stub.certificates;
  const subjects = async () => (await registries.collector.readAnchors()).map(({ subject }) => subject);
  const environment = { ...environmentOf(stub.httpAddress), trustFile };
  await assert.rejects(open(environment), { code: 'ENOENT' });
  writeFileSync(trustFile, stranger.certificate);
  const registries = await open(environment);
  try {
    assert.deepEqual(await subjects(), ['CN=stranger\nO=shailoo']);
    writeFileSync(trustFile, authority.certificate);
    assert.deepEqual(await subjects(), ['CN=Tunduk stand-in\nO=shailoo']);
    writeFileSync(trustFile, 'half a file');
    await assert.rejects(subjects(), RangeError);
  } finally {
    await registries.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('with the stand-in it starts and asks', async () => {
  const registries = await open(environmentOf(stub.httpAddress));
  try {
    assert.equal((await registries.client.ask(civilRecordByPin, question())).kind, 'ok');
  } finally {
    await registries.close();
  }
});

test('one that is away at the start is looked at before the first question, and no registry of a real one is asked', async () => {
  const port = realPort;
  real.closeAllConnections();
  await new Promise((resolve) => real.close(resolve));
  const registries = await open(environmentOf(`http://127.0.0.1:${port}`));
  try {
    await assert.rejects(registries.client.ask(civilRecordByPin, question()), { code: 'tunduk-ss-unreachable' });
    asked = [];
    await new Promise<void>((resolve) => void real.listen(port, '127.0.0.1', resolve));
    await assert.rejects(registries.client.ask(civilRecordByPin, question()), { code: 'tunduk-no-stand-in' });
    assert.deepEqual(asked, ['/listClients']);
    const text = 'select count(*)::integer as n from registry_attempt_step where kind = $1';
    const [sent] = await product.context.database.query<{ n: number }>({ text, values: ['sending'] });
    assert.equal(sent?.n, 1, 'the question to the stand-in alone');
  } finally {
    await registries.close();
  }
});
