import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import type { FaultRule } from '../../integrations/tunduk/stub/fault-rule.ts';
import { installProcedureRuntime } from '../../integrations/temporal/start-procedure-worker.ts';
import { askRegistry } from '../../operations/registries/ask-registry.ts';
import { collectEvidence } from '../../operations/registries/collect-evidence.ts';
import { openAnswers } from '../../operations/registries/open-answers.ts';
import { relayWakes } from '../../operations/records/relay-wakes.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import { followEngine } from '../../processes/follow-engine.ts';
import type { FollowedEngine } from '../../processes/follow-engine.ts';
import { openRegistries } from '../../processes/open-registries.ts';
import type { OpenRegistries } from '../../processes/open-registries.ts';
import { granted } from '../../test/builders/complaints.ts';
import { anIdentifiedComplaint } from '../../test/builders/identified-complaint.ts';
import { complaintState } from '../../test/builders/procedure-cases.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { aTemporalServer } from '../../test/support/temporal.ts';
import type { TestTemporal } from '../../test/support/temporal.ts';
import { aStub, subsystems } from '../../test/support/tunduk.ts';

installProcedureRuntime(() => undefined);

/** Each test asks about somebody else: about one person a registry is asked only so often a day. */
let pin = syntheticPin('female', 1980, 101);
let people = 101;
const log = pino({ level: 'silent' });
let product: Product;
let stub: Awaited<ReturnType<typeof aStub>>;
let registries: OpenRegistries;
let server: TestTemporal | undefined;
let absence = '';
let engine: FollowedEngine | undefined;

/** What reached a registry at the stand-in; looks at the server itself are no questions. */
const questionsAtStandIn = () => stub.state.journal.list().filter(({ contract }) => contract !== undefined);

before(async () => {
  product = await aProduct();
  stub = await aStub();
  const { httpAddress: url } = stub;
  const trustFile = join(stub.folder, 'trust.pem');
  writeFileSync(trustFile, stub.certificates.authority.certificate);
  const files = {
    authorityFile: undefined,
    fingerprint: undefined,
    certificateFile: undefined,
    keyFile: undefined,
    trustFile,
  };
  const tunduk = {
    url,
    client: subsystems.candidateChecks,
    environment: 'stand-in' as const,
    evidenceAt: '02:30',
    ...files,
  };
  registries = await openRegistries(product.as('shailoo_worker'), tunduk);
  const found = await aTemporalServer();
  if ('missing' in found) absence = found.missing;
  else server = found;
  if (server !== undefined) engine = startEngine(server);
});
after(async () => {
  await engine?.stop();
  await registries.close();
  await stub.close();
  await product.close();
});

function startEngine({ address }: TestTemporal): FollowedEngine {
  return followEngine({
    context: product.as('shailoo_worker'),
    log,
    address: () => address,
    namespace: 'default',
    registries: registries.client,
    workflowsPath: fileURLToPath(new URL('../index.ts', import.meta.url)),
    onLag: () => undefined,
    onState: () => undefined,
  });
}

function plant(code: string, count?: number): void {
  const rule = {
    kind: 'code',
    code,
    message: `about ${pin}`,
    probability: 1,
    ...(count === undefined ? {} : { count }),
  };
  stub.state.plant('*', rule as FaultRule);
}

async function ask(): Promise<string> {
  const complaintId = await anIdentifiedComplaint(product, pin);
  const lawyer = await product.actor(product.cec.lawyers[0]);
  granted(await askRegistry(product.context, lawyer, { complaintId, registry: 'civilRecordByPin' }));
  return complaintId;
}

/** Relays wakes as the worker's round does, until the history has the event. */
async function until(complaintId: string, kind: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    await relayWakes(product.as('shailoo_worker'), engine?.current());
    if ((await readEvents(product.context.database, complaintId)).some((event) => event.kind === kind)) return;
  }
  assert.fail(`no ${kind}`);
}

async function historyOf(workflowId: string): Promise<string> {
  const connection = await Connection.connect({ address: server?.address ?? '' });
  try {
    const history = await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory();
    return JSON.stringify(history);
  } finally {
    await connection.close();
  }
}

function isThere(context: TestContext): boolean {
  if (server === undefined) context.skip(absence);
  else stub.state.reset();
  pin = syntheticPin('female', 1980, (people += 1));
  return server !== undefined;
}

test('a registry that fails twice answers the third time; the answer is sealed beside the case and the PIN is nowhere in the engine', async (t) => {
  if (!isThere(t)) return;
  plant('Server.ServerProxy.NetworkError', 2);
  const complaintId = await ask();
  await until(complaintId, 'REGISTRY_ANSWERED');
  const [request] = (await complaintState(product, complaintId)).requests;
  const answer = (await openAnswers(product.as('shailoo_desk'), complaintId)).get(request?.id ?? '');
  assert.ok(answer !== undefined && 'data' in answer);
  assert.deepEqual([answer.isStandIn, answer.data['pin']], [true, pin]);
  const calls = questionsAtStandIn();
  assert.equal(calls.length, 3);
  const { number } = await complaintState(product, complaintId);
  assert.ok(calls.every(({ issue, userId }) => issue === number && userId === `KG-${product.cec.lawyers[0]}`));
  const rows = await product.context.database.query<{ text: string }>({
    text: `select t::text as text from (select to_jsonb(a) as t from registry_attempt a union all
      select to_jsonb(s) from registry_attempt_step s union all select to_jsonb(e) from registry_evidence e) rows`,
  });
  const histories = [
    await historyOf(`registry-request/${request?.id ?? ''}`),
    await historyOf(`complaint/${complaintId}`),
  ];
  for (const text of [...rows.map((row) => row.text), ...histories]) {
    const inBase64 = Buffer.from(pin).toString('base64').slice(0, 16);
    assert.ok(!text.includes(pin) && !text.includes(inBase64), text.slice(0, 200));
  }
});

test('a worker that ends while it waits and another that takes over ask on, and the answer counts once', async (t) => {
  if (!isThere(t) || server === undefined) return;
  plant('Server.ServerProxy.NetworkError', 2);
  const complaintId = await ask();
  for (const end = Date.now() + 60_000; questionsAtStandIn().length === 0 && Date.now() < end; await sleep(50)) {
    await relayWakes(product.as('shailoo_worker'), engine?.current());
  }
  await engine?.stop();
  engine = startEngine(server);
  await until(complaintId, 'REGISTRY_ANSWERED');
  const kinds = (await readEvents(product.context.database, complaintId)).map(({ kind }) => kind);
  assert.equal(kinds.filter((kind) => kind === 'REGISTRY_ANSWERED').length, 1);
});

test('a denied question is recorded as failed and stays open for the letter', async (t) => {
  if (!isThere(t)) return;
  plant('Server.ServerProxy.AccessDenied');
  const complaintId = await ask();
  await until(complaintId, 'REGISTRY_FAILED');
  const [request] = (await complaintState(product, complaintId)).requests;
  assert.ok(request?.failedAt !== undefined && request.answeredAt === null);
  assert.equal(questionsAtStandIn().length, 1);
});

test('the collector keeps both signed containers of an attempt and what their check found', async (t) => {
  if (!isThere(t)) return;
  const complaintId = await ask();
  await until(complaintId, 'REGISTRY_ANSWERED');
  const { database } = product.context;
  await database.query({
    text: `alter table registry_attempt_step disable trigger registry_attempt_step_append_only`,
  });
  await database.query({ text: `update registry_attempt_step set recorded_at = recorded_at - interval '1 hour'` });
  await database.query({ text: `alter table registry_attempt_step enable trigger registry_attempt_step_append_only` });
  stub.state.setClock(new Date(Date.now() + 3_600_000));
  const collector = { ...registries.collector, anchors: await registries.collector.readAnchors() };
  const round = await collectEvidence(product.as('shailoo_worker'), collector);
  assert.deepEqual([round.failures, round.faulty, round.late, round.unchecked], [[], 0, 0, 0]);
  assert.ok(round.collected >= 1);
  const rows = await database.query<{ side: string; ours: boolean; isStandIn: boolean }>({
    text: `select side, is_our_message as ours, (finding ->> 'isStandIn')::boolean as "isStandIn"
      from registry_container natural join registry_container_check`,
  });
  assert.ok(rows.length >= 2 && rows.every(({ ours, isStandIn }) => ours && isStandIn));
  assert.equal((await collectEvidence(product.as('shailoo_worker'), collector)).collected, 0, 'once');
});
