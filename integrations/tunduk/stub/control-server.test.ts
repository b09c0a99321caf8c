import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { aStub } from '../../../test/support/tunduk.ts';
import { syntheticPin } from '../contracts/people/pin.ts';

const client = 'central-server/GOV/70000099/candidate-checks';
const pin = syntheticPin('female', 1980, 101);
const address = `/r1/central-server/GOV/70000050/sanaripaymak-service/address-fact/${pin}`;
const service = '{ contract: sanarip.addressFact, mode: replay, replay: sequence, recordings: kept }';
let stub: Awaited<ReturnType<typeof aStub>>;
before(async () => {
  const clients = `clients: [{ id: ${client}, name: checks }]`;
  stub = await aStub({ yaml: `instance: central-server\n${clients}\nservices:\n  - ${service}\n` });
});
after(() => stub.close());

async function control(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${stub.controlAddress}/control/${path}`, { method, ...sent });
  return { status: answer.status, text: await answer.text() };
}

test('a failure that could never strike is refused, and says whom it may be for', async () => {
  const rule = { kind: 'status', status: 503 };
  const nowhere = await control('POST', 'faults', { contract: 'sanarip.addressFacts', rule });
  assert.equal(nowhere.status, 400);
  assert.match(nowhere.text, /sanarip\.addressFact\b/);
  const nobody = await control('POST', 'faults', { contract: '*', rule: { ...rule, client: 'x/GOV/1/y' } });
  assert.equal(nobody.status, 400);
  assert.match(nobody.text, /rule\.client/);
  assert.equal((await control('POST', 'faults', { contract: '*', rule: { ...rule, client } })).status, 200);
  assert.equal((await control('POST', 'reset')).status, 200);
});

test('reset puts a sequence of recordings back to its beginning', async () => {
  mkdirSync(join(stub.folder, 'kept'));
  const lines = ['one', 'two'].map((region) => JSON.stringify({ request: { pin }, status: 200, answer: { region } }));
  writeFileSync(join(stub.folder, 'kept', 'sanarip.addressFact.jsonl'), `${lines.join('\n')}\n`);
  const ask = async () => {
    const answer = await fetch(`${stub.httpAddress}${address}`, { headers: { 'x-road-client': client } });
    return ((await answer.json()) as { region: string }).region;
  };
  assert.equal(await ask(), 'one');
  await control('POST', 'reset');
  assert.deepEqual([await ask(), await ask(), await ask()], ['one', 'two', 'one']);
});
