import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Pool } from 'undici';
import type { EvidenceStore } from '../integrations/tunduk/client/evidence-store.ts';
import type { ExchangeLog } from '../integrations/tunduk/client/exchange-log.ts';
import { tundukClient } from '../integrations/tunduk/client/tunduk-client.ts';
import type { TundukClient } from '../integrations/tunduk/client/tunduk-client.ts';
import { syntheticPin } from '../integrations/tunduk/contracts/people/pin.ts';
import type { RegistryService } from '../integrations/tunduk/contracts/registry-service.ts';
import { registryServices } from '../integrations/tunduk/contracts/registry-services.ts';
import { xRoadIdOf } from '../integrations/tunduk/protocol/exchange-ids.ts';

const parallel = 16;
const subsystem = {
  instance: 'central-server',
  memberClass: 'GOV',
  memberCode: '70000099',
  subsystem: 'candidate-checks',
};

/** Calls a second, and the stand-in's memory in MB while a thousand wait at once. */
export type TundukFigures = { bare: number; rest: number; soap: number; memory: number };

/**
 * Calls of the client through the stand-in, beside calls of bare `undici` to a bare server, each server in its own
 * process, in the same run. Log and evidence are kept in memory, so that no disk is measured.
 */
export async function tundukCalls(seconds: number): Promise<TundukFigures> {
  const [stub, bareServer] = await Promise.all([startServer('stub'), startServer('bare')]);
  const client = tundukClient({
    securityServer: { type: 'http', address: stub.address },
    client: subsystem,
    environment: 'stand-in',
    log: memoryLog(),
    evidence: memoryStore(),
    limits: { connections: 1_000, connectMs: 10_000, totalMs: 100_000 },
  });
  const pool = new Pool(bareServer.address, { connections: parallel });
  try {
    const bare = await perSecond(seconds, async () => {
      const { body } = await pool.request({ path: '/', method: 'POST', body: Buffer.alloc(1_500, 0x61) });
      await body.arrayBuffer();
    });
    const rest = await perSecond(seconds, () => ask(client, registryServices.actualAddressByPin));
    const soap = await perSecond(seconds, () => ask(client, registryServices.civilRecordByPin));
    await Promise.all(Array.from({ length: 1_000 }, () => ask(client, registryServices.civilRecordByPin)));
    return { bare, rest, soap, memory: await memoryOf(stub.child) };
  } finally {
    await Promise.all([client.close(), pool.destroy()]);
    for (const { child } of [stub, bareServer]) child.disconnect();
  }
}

const pin = syntheticPin('female', 1980, 101);

async function ask(client: TundukClient, service: RegistryService<{ pin: string }, object>): Promise<void> {
  const reasons = { userId: 'KG-SYS-bench', issue: '2026-17', purpose: 'measurement' };
  const { kind } = await client.ask(service, { exchangeId: randomUUID(), ask: { pin }, ...reasons });
  if (kind !== 'ok') throw new Error('the stand-in did not answer');
}

async function perSecond(seconds: number, call: () => Promise<void>): Promise<number> {
  await Promise.all(Array.from({ length: parallel }, call));
  let count = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const caller = async () => {
    while (performance.now() < endsAt) {
      await call();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, caller));
  return (count * 1_000) / (performance.now() - startedAt);
}

async function startServer(kind: 'stub' | 'bare'): Promise<{ child: ChildProcess; address: string }> {
  const child = fork(new URL('./tunduk-server.ts', import.meta.url), [kind], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ address }] = (await once(child, 'message')) as [{ address: string }];
  return { child, address };
}

async function memoryOf(child: ChildProcess): Promise<number> {
  child.send('memory?');
  const [{ memory }] = (await once(child, 'message')) as [{ memory: number }];
  return memory / 1024 ** 2;
}

function memoryLog(): ExchangeLog {
  const nothing = () => Promise.resolve();
  return {
    reserve: ({ exchangeId }) => Promise.resolve({ exchangeId, attempt: 1, xRoadId: xRoadIdOf(exchangeId, 1) }),
    sending: nothing,
    end: nothing,
    attempts: () => Promise.resolve([]),
    unfinished: () => Promise.resolve([]),
  };
}

function memoryStore(): EvidenceStore {
  return {
    keep: ({ xRoadId }, kind) => Promise.resolve(`${xRoadId}.${kind}`),
    read: () => Promise.reject(new Error('nothing is kept')),
  };
}
