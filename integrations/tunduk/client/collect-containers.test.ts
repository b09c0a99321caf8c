import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { aClient, aQuestion, aStub, subsystems } from '../../../test/support/tunduk.ts';
import { syntheticPin } from '../contracts/people/pin.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { readCertificates } from './read-certificates.ts';
import { usualLimits } from './client-configuration.ts';
import { collectContainers } from './collect-containers.ts';
import { connectSecurityServer } from './security-server.ts';
import type { SecurityServer } from './security-server.ts';
import { verifyContainer } from './verify-container.ts';

const pin = syntheticPin('male', 1971, 7);
let stub: Awaited<ReturnType<typeof aStub>>;
let client: Awaited<ReturnType<typeof aClient>>;
let server: SecurityServer;
before(async () => {
  stub = await aStub();
  client = await aClient(stub.httpAddress);
  server = connectSecurityServer({ type: 'http', address: stub.httpAddress }, usualLimits);
});
after(async () => {
  await server.close();
  await client.close();
  await stub.close();
});

async function anAttempt(service: 'civilRecordByPin' | 'actualAddressByPin') {
  stub.state.setClock(undefined);
  const question = aQuestion({ pin });
  await client.ask(registryServices[service] as typeof registryServices.civilRecordByPin, question);
  const [attempt] = await client.log.attempts(question.exchangeId);
  return attempt ?? assert.fail('no attempt');
}

const parts = () => ({
  server,
  client: subsystems.candidateChecks,
  evidence: client.evidence,
  anchors: anchors(),
  totalMs: 20_000,
});
const anchors = () => readCertificates(stub.certificates.authority.certificate);
const inAMinute = () => stub.state.setClock(new Date(Date.now() + 61_000));

test('a message that is not time-stamped yet is fetched another time, and late when it is old', async () => {
  stub.state.setClock(undefined);
  const attempt = await anAttempt('civilRecordByPin');
  assert.deepEqual(await collectContainers(parts(), attempt, new Date()), { kind: 'not-yet', isLate: false });
  const late = new Date(attempt.reservedAt.getTime() + 20 * 86_400_000 + 1);
  assert.deepEqual(await collectContainers(parts(), attempt, late), { kind: 'not-yet', isLate: true });
});

test('both containers of a SOAP call are kept, whole, signed, and hold the very bytes that we sent and got', async () => {
  const attempt = await anAttempt('civilRecordByPin');
  inAMinute();
  const collected = await collectContainers(parts(), attempt, new Date());
  assert.ok(collected.kind === 'collected');
  assert.deepEqual(
    collected.containers.map(({ side, finding, isOurMessage }) => [
      side,
      finding.isWhole,
      finding.signature,
      finding.references.state,
      finding.signingCertificate.state,
      finding.isStandIn,
      finding.chain.state,
      finding.timeStamp.state,
      finding.revocation.state,
      isOurMessage,
    ]),
    ['request', 'response'].map((side) => [side, true, 'matches', 'good', 'good', true, 'good', 'good', 'good', true]),
  );
  const kept = await client.evidence.read(collected.containers[0]?.key ?? '');
  assert.ok(Buffer.from(unzipSync(kept)['message.xml'] ?? []).includes(pin));
  await assert.rejects(collectContainers(parts(), attempt, new Date()), { code: 'evidence-exists' });
});

test('of a REST call the body of the answer is compared', async () => {
  const attempt = await anAttempt('actualAddressByPin');
  inAMinute();
  const collected = await collectContainers(parts(), attempt, new Date());
  assert.ok(collected.kind === 'collected');
  assert.deepEqual(
    collected.containers.map(({ isOurMessage }) => isOurMessage),
    [undefined, true],
  );
});

test('an id that the server does not know has no container', async () => {
  const attempt = await anAttempt('civilRecordByPin');
  const other = { ...attempt, xRoadId: 'unknown' };
  assert.deepEqual(await collectContainers(parts(), other, new Date()), { kind: 'none', isLate: false });
});

test('a changed message, a changed signature and a missing part are found', async () => {
  const attempt = await anAttempt('civilRecordByPin');
  inAMinute();
  const collected = await collectContainers(parts(), attempt, new Date());
  assert.ok(collected.kind === 'collected');
  const bytes = await client.evidence.read(collected.containers[1]?.key ?? '');
  const changed = (name: string, change: (text: string) => string | undefined) => {
    const files = unzipSync(bytes);
    const text = change(Buffer.from(files[name] ?? []).toString());
    const { [name]: _gone, ...others } = files;
    return verifyContainer(
      zipSync(text === undefined ? others : { ...others, [name]: new Uint8Array(Buffer.from(text)) }),
      anchors(),
    );
  };
  assert.deepEqual(changed('message.xml', (text) => text.replace('KGZ', 'KAZ')).faults, ['message.xml was changed']);
  const resigned = changed('META-INF/signatures.xml', (text) =>
    text.replace('ecdsa-sha512"></ds:SignatureMethod>', 'ecdsa-sha512"> </ds:SignatureMethod>'),
  );
  assert.equal(resigned.signature, 'differs');
  assert.deepEqual(changed('META-INF/manifest.xml', () => undefined).faults, ['META-INF/manifest.xml is missing']);
  const unsigned = changed('META-INF/signatures.xml', (text) =>
    text.replace(/<ds:Reference URI="message.xml">.*?<\/ds:Reference>/, ''),
  );
  assert.deepEqual(unsigned.coverage, { state: 'broken', reason: 'not-signed' });
  assert.equal(verifyContainer(Buffer.from('no zip'), anchors()).isWhole, false);
});
