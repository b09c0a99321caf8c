import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { aClient, aStub, subsystems } from '../../../test/support/tunduk.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { faultRule } from '../stub/fault-rule.ts';

const soap = registryServices.civilRecordByPin.contract;
const rest = registryServices.actualAddressByPin.contract;
let stub: Awaited<ReturnType<typeof aStub>>;
let client: Awaited<ReturnType<typeof aClient>>;
let page: Server;
before(async () => {
  stub = await aStub();
  client = await aClient(stub.httpAddress);
  page = createServer((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'));
  await new Promise<void>((resolve) => void page.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  page.close();
  await client.close();
  await stub.close();
});
beforeEach(() => stub.state.reset());

function plant(contract: string, code: string): void {
  stub.state.plant(contract, faultRule.parse({ kind: 'code', code }));
}

test('the way to a provider is open where its security server answers, for services of SOAP and of REST', async () => {
  for (const dialect of ['v7', 'v8']) {
    const { configuration } = stub.state.loaded();
    stub.state.load({ ...configuration, dialect: dialect as 'v7' | 'v8' }, stub.file);
    await client.probe(soap);
    await client.probe(rest);
  }
});

test('a registry that fails behind its security server does not close the way', async () => {
  for (const code of ['Server.ServerProxy.ServiceFailed.NetworkError', 'Server.ServerProxy.ServiceDisabled']) {
    plant('*', code);
    await client.probe(soap);
  }
});

test('a server of the provider that is away closes the way to all its services, and to nobody else’s', async () => {
  plant(soap.id, 'Server.ClientProxy.NetworkError');
  await assert.rejects(client.probe(soap), { code: 'tunduk-provider-ss-down' });
  await client.probe(rest);
});

test('a server of ours that cannot sign, or is not there, closes every way', async () => {
  stub.state.switchMode('tokenLocked');
  await assert.rejects(client.probe(rest), { code: 'tunduk-ss-degraded' });
  const nobody = await aClient('http://127.0.0.1:9');
  await assert.rejects(nobody.probe(rest), { code: 'tunduk-ss-unreachable' });
  await nobody.close();
});

test('what no X-Road carried is no open way, and neither is a stand-in where real servers are asked', async () => {
  const other = await aClient(`http://127.0.0.1:${(page.address() as AddressInfo).port}`);
  await assert.rejects(other.probe(rest), { code: 'tunduk-unknown-fault' });
  await other.close();
  const real = await aClient(stub.httpAddress, { environment: 'production' });
  await assert.rejects(real.probe(rest), { code: 'tunduk-stand-in-refused' });
  await real.close();
  const unknown = await aClient(stub.httpAddress, { client: subsystems.unknown });
  await assert.rejects(unknown.probe(rest), { code: 'tunduk-not-registered' });
  await unknown.close();
});
