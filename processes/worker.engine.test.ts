import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { addMilliseconds, instantFromDate } from '../domain/time/instant.ts';
import { procedureId } from '../integrations/temporal/engine.ts';
import { legalClock } from '../operations/clock/legal-clock.ts';
import { admitComplaint } from '../operations/complaints/admit-complaint.ts';
import { registerComplaint } from '../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../operations/complaints/take-complaint.ts';
import { draftDecision } from '../operations/decisions/draft-decision.ts';
import { aComplaint, aDecisionText, granted } from '../test/builders/complaints.ts';
import { onAgenda, publish, voteOn } from '../test/builders/sittings.ts';
import type { OnAgenda } from '../test/builders/sittings.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';
import { aTemporalServer } from '../test/support/temporal.ts';
import type { TestTemporal } from '../test/support/temporal.ts';

type World = { product: Product; server: TestTemporal; home: string; port: number };

let missing = '';
let world: World | undefined;
let worker: ChildProcess | undefined;

before(async () => {
  const server = await aTemporalServer();
  if ('missing' in server) return void (missing = server.missing);
  const product = await aProduct(addMilliseconds(instantFromDate(new Date()), -60_000));
  product.context.clock = legalClock(product.context.database);
  world = {
    product,
    server,
    home: mkdtempSync(join(tmpdir(), 'shailoo-worker-')),
    port: 20_000 + Math.floor(Math.random() * 9_000),
  };
});
after(async () => {
  await kill();
  await world?.product.close();
  if (world) rmSync(world.home, { recursive: true, force: true });
});

async function start({ product, server, home, port }: World): Promise<void> {
  const given = Object.entries(process.env).filter(([name]) => !/^(SHAILOO|TEMPORAL|SMTP|DATABASE)_/.test(name));
  const env = {
    ...Object.fromEntries(given),
    DATABASE_URL: product.databaseUrl,
    TEMPORAL_ADDRESS: server.address,
    SHAILOO_HOME: home,
    SHAILOO_PORT: String(port),
    SHAILOO_EMPTY: 'true',
    LOG_LEVEL: 'warn',
  };
  const started = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  worker = started;
  await new Promise<void>((resolve, reject) => {
    started.once('message', (message) =>
      (message as { type: string }).type === 'ready' ? resolve() : reject(new Error('not ready')),
    );
    started.once('exit', () => reject(new Error('the worker ended')));
  });
}

async function kill(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = new Promise((resolve) => worker?.once('exit', resolve));
  worker.kill('SIGKILL');
  await gone;
}

/** Waits until the procedure of the case stands at the step; whatever is in between, no engine too, is passed over. */
async function stands({ server }: World, complaintId: string, step: string): Promise<void> {
  const connection = await Connection.connect({ address: server.address });
  const handle = new Client({ connection }).workflow.getHandle(procedureId(complaintId));
  let found = 'nothing';
  try {
    for (const until = Date.now() + 45_000; Date.now() < until; await sleep(200)) {
      const position = await handle.query<{ step: string } | null>('position').catch(() => undefined);
      found = position?.step ?? found;
      if (found === step) return;
    }
  } finally {
    await connection.close();
  }
  assert.fail(`the procedure stands at ${found}, not at ${step}`);
}

function here(t: TestContext): World | undefined {
  if (!world) t.skip(missing);
  return world;
}

type Case = { complaintId: string; item?: OnAgenda };

/** What comes after each other in a case, and the step at which its procedure waits before. */
function actsOf({ product }: World): [string, (one: Case) => Promise<unknown>][] {
  const { context, cec, actor } = product;
  const lawyer = () => actor(cec.lawyers[0]);
  return [
    [
      'registration',
      async ({ complaintId }) => granted(await registerComplaint(context, await actor(cec.clerk), { complaintId })),
    ],
    [
      'admissibility',
      async ({ complaintId }) => {
        granted(await takeComplaint(context, await lawyer(), { complaintId }));
        granted(await admitComplaint(context, await lawyer(), { complaintId }));
      },
    ],
    [
      'draft',
      async ({ complaintId }) => {
        const draft = { complaintId, outcome: 'granted', text: aDecisionText() } as const;
        granted(await draftDecision(context, await lawyer(), draft));
      },
    ],
    ['agenda', async (one) => (one.item = await onAgenda(product, one.complaintId, 500))],
    [
      'decision',
      async ({ item }) => {
        assert.ok(item);
        await sleep(600);
        await voteOn(product, item);
      },
    ],
    ['publication', ({ complaintId }) => publish(product, complaintId)],
  ];
}

test(
  'a worker killed in the middle of every wait loses nothing; the next one goes on from the facts',
  {
    timeout: 200_000,
  },
  async (t) => {
    const found = here(t);
    if (!found) return;
    const acts = actsOf(found);
    const steps = [...acts.map(([step]) => step), 'appeal'];
    const cases: Case[] = [];
    for (const index of acts.keys()) {
      const one: Case = { complaintId: await aComplaint(found.product) };
      for (const [, act] of acts.slice(0, index)) await act(one);
      cases.push(one);
    }
    await start(found);
    for (const [index, { complaintId }] of cases.entries()) await stands(found, complaintId, steps[index] ?? '');
    await kill();
    for (const [index, one] of cases.entries()) await acts[index]?.[1](one);
    await start(found);
    for (const [index, { complaintId }] of cases.entries()) await stands(found, complaintId, steps[index + 1] ?? '');
    await kill();
  },
);

test(
  'with the engine gone people work on; with its file deleted too, procedures come back from the facts',
  { timeout: 200_000 },
  async (t) => {
    const found = here(t);
    if (!found) return;
    const { product } = found;
    await start(found);
    const [one, other] = [await aComplaint(product), await aComplaint(product)];
    await stands(found, one, 'registration');
    await stands(found, other, 'registration');
    await found.server.stop();
    granted(await registerComplaint(product.context, await product.actor(product.cec.clerk), { complaintId: one }));
    rmSync(join(found.server.home, 'temporal'), { recursive: true, force: true });
    const again = await aTemporalServer(found.server.home);
    assert.ok('address' in again);
    assert.equal(again.address, found.server.address, 'it comes back where it was');
    found.server = again;
    await stands(found, one, 'admissibility');
    await stands(found, other, 'registration');
  },
);

test('the worker tells its figures', async (t) => {
  const found = here(t);
  if (!found) return;
  const answer = await fetch(`http://127.0.0.1:${found.port + 9}/metrics`);
  const text = await answer.text();
  for (const line of [
    'shailoo_engine_up 1',
    'shailoo_terms_unended 0',
    'shailoo_complaints_overdue 0',
    'shailoo_outbox_oldest_seconds{topic="notice"}',
    'shailoo_workflow_lag_seconds_count',
    'shailoo_rounds_total{round="terms",end="good"}',
  ]) {
    assert.ok(text.includes(line), line);
  }
});

test('the worker ends cleanly when it is asked to', async (t) => {
  if (!here(t) || !worker) return;
  const ended = new Promise((resolve) => worker?.once('exit', resolve));
  worker.kill('SIGTERM');
  assert.equal(await ended, 0);
});
