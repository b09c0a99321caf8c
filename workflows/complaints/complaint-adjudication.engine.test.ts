import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { complaintActivities } from '../../activities/complaints/complaint-activities.ts';
import { instantFromDate } from '../../domain/time/instant.ts';
import { bundleProcedures } from '../../integrations/temporal/bundle-procedures.ts';
import type { ProcedureBundle } from '../../integrations/temporal/bundle-procedures.ts';
import { installProcedureRuntime } from '../../integrations/temporal/start-procedure-worker.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { cureDefects } from '../../operations/complaints/cure-defects.ts';
import { recordAppeal } from '../../operations/complaints/record-appeal.ts';
import { recordAppealResult } from '../../operations/complaints/record-appeal-result.ts';
import { returnForDefects } from '../../operations/complaints/return-for-defects.ts';
import { sendRequest } from '../../operations/complaints/send-request.ts';
import { withdrawComplaint } from '../../operations/complaints/withdraw-complaint.ts';
import { leaveComplaintUnexamined } from '../../operations/complaints/leave-complaint-unexamined.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import { aComplaint, aDecisionText, granted } from '../../test/builders/complaints.ts';
import { onAgenda, publish, voteOn } from '../../test/builders/sittings.ts';
import type { OnAgenda } from '../../test/builders/sittings.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { aTimeSkippingServer } from '../../test/support/temporal.ts';
import type { Wait } from './follow-case.ts';

installProcedureRuntime(() => undefined);

const hour = 3_600_000;
const day = 24 * hour;
const taskQueue = 'procedures';

type World = { server: TestWorkflowEnvironment; product: Product; bundle: ProcedureBundle };

let missing = '';
let world: World | undefined;
let worker: Worker | undefined;
let running: Promise<void> | undefined;

async function startWorker({ server, product, bundle }: World): Promise<void> {
  worker = await Worker.create({
    connection: server.nativeConnection,
    taskQueue,
    workflowBundle: { code: bundle.code },
    activities: complaintActivities(product.context),
    maxCachedWorkflows: 0,
    shutdownForceTime: '2s',
  });
  running = worker.run();
}

async function stopWorker(): Promise<void> {
  if (worker?.getState() === 'RUNNING') worker.shutdown();
  await running;
}

type Procedure = Awaited<ReturnType<World['server']['client']['workflow']['start']>>;

/** Starts the procedure of a complaint under an id of its own, as one who knows nothing but the record. */
async function begin({ server }: World, complaintId: string, id: string = complaintId): Promise<Procedure> {
  const options = { workflowId: `complaint/${id}`, taskQueue, args: [{ complaintId }] };
  return server.client.workflow.start('complaintAdjudication', options);
}

async function stands(procedure: Procedure, step: Wait['step']): Promise<Wait> {
  let found: Wait | null = null;
  for (let tries = 0; tries < 600; tries += 1) {
    found = await procedure.query<Wait | null>('position');
    if (found?.step === step) return found;
    await sleep(25);
  }
  assert.fail(`the procedure stands at ${found?.step ?? 'nothing'}, not at ${step}`);
}

/** Waits without letting time skip. */
async function ended(procedure: Procedure): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if ((await procedure.describe()).status.name === 'COMPLETED') return;
    await sleep(25);
  }
  assert.fail('the procedure has not ended');
}

async function act(procedure: Procedure, work: () => Promise<unknown>): Promise<void> {
  await work();
  await procedure.signal('wake');
}

async function kinds({ product }: World, complaintId: string): Promise<string[]> {
  return (await readEvents(product.context.database, complaintId)).map((event) => event.kind);
}

async function decisionDue({ product }: World, complaintId: string): Promise<string> {
  const [row] = await product.context.database.query<{ due: string }>({
    text: `select decide_due_at as due from complaint where id = $1`,
    values: [complaintId],
  });
  return row?.due ?? '';
}

function here(t: TestContext): World | undefined {
  if (!world) t.skip(missing);
  return world;
}

/** The acts of a case one after the other, each with the wait that follows it. */
function stepsOf({ product, server }: World, complaintId: string): [Wait['step'], () => Promise<unknown>][] {
  const { context, cec, actor } = product;
  const lawyer = () => actor(cec.lawyers[0]);
  let item: OnAgenda;
  return [
    ['registration', async () => granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }))],
    [
      'admissibility',
      async () => {
        granted(await takeComplaint(context, await lawyer(), { complaintId }));
        granted(await admitComplaint(context, await lawyer(), { complaintId }));
      },
    ],
    [
      'draft',
      async () => {
        const draft = { complaintId, outcome: 'granted', text: aDecisionText() } as const;
        granted(await draftDecision(context, await lawyer(), draft));
      },
    ],
    ['agenda', async () => (item = await onAgenda(product, complaintId))],
    [
      'decision',
      async () => {
        await server.sleep('2 minutes');
        await voteOn(product, item);
      },
    ],
    ['publication', () => publish(product, complaintId)],
  ];
}

suite('the procedure of a complaint', () => {
  before(async () => {
    const server = await aTimeSkippingServer();
    if ('missing' in server) return void (missing = server.missing);
    const serverTime = async () => instantFromDate(new Date(Number(await server.currentTimeMs())));
    const product = await aProduct(await serverTime());
    product.context.clock = async () => {
      const legal = await serverTime();
      return { legal, real: legal };
    };
    const bundle = await bundleProcedures(fileURLToPath(new URL('../index.ts', import.meta.url)));
    world = { server, product, bundle };
    await startWorker(world);
  });
  after(async () => {
    await stopWorker();
    await world?.product.close();
  });

  test('from every position a restart from the facts stands where the first procedure stands, and replay agrees', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const complaintId = await aComplaint(here_.product);
    const procedure = await begin(here_, complaintId);
    const steps = stepsOf(here_, complaintId);
    const again: Procedure[] = [];
    for (const [index, [step, work]] of steps.entries()) {
      const first = await stands(procedure, step);
      const second = await begin(here_, complaintId, `${complaintId}-${index}`);
      assert.deepEqual(await stands(second, step), first);
      again.push(second);
      await act(procedure, work);
    }
    assert.equal((await stands(procedure, 'appeal')).silence, 'outcomeStands');
    for (const second of again) await second.signal('wake');
    const before = await kinds(here_, complaintId);
    assert.deepEqual(await procedure.result(), { end: 'closed' });
    for (const one of [procedure, ...again]) {
      await ended(one);
      await Worker.runReplayHistory({ workflowBundle: { code: here_.bundle.code } }, await one.fetchHistory());
    }
    const resting = ['OUTCOME_STANDS', 'TERM_LAPSED', 'COMPLAINT_CLOSED'];
    assert.deepEqual(await kinds(here_, complaintId), [...before, ...resting], 'walking through closes it once');
    const [row] = await here_.product.context.database.query<{ days: number }>({
      text: `select extract(epoch from closed_at - decided_at)::float8 / 86400 as days from complaint where id = $1`,
      values: [complaintId],
    });
    assert.ok(row && row.days >= 3 && row.days < 5, `ended ${row?.days} days after the decision`);
  });

  test('silence to the end of the term becomes a public event and an owed notice, and a late decision still counts', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const complaintId = await aComplaint(here_.product);
    const procedure = await begin(here_, complaintId);
    await stands(procedure, 'registration');
    await here_.server.sleep(5 * day);
    for (let tries = 0; tries < 100 && !(await kinds(here_, complaintId)).includes('TERM_MISSED'); tries += 1)
      await sleep(50);
    const [, , overdue, missed] = await readEvents(here_.product.context.database, complaintId);
    assert.deepEqual([overdue?.kind, missed?.kind], ['COMPLAINT_DECISION_OVERDUE', 'TERM_MISSED']);
    assert.equal(overdue?.actor, 'system:workflow');
    assert.equal(overdue?.status, 'filed', 'a missed term is no status');
    const owed = await here_.product.context.database.query<{ n: number }>({
      text: `select count(*) as n from outbox where record_id = $1 and body ->> 'notice' = 'termMissed'`,
      values: [complaintId],
    });
    assert.equal(owed[0]?.n, 1);
    for (const [step, work] of stepsOf(here_, complaintId)) {
      await stands(procedure, step);
      await act(procedure, work);
    }
    await stands(procedure, 'appeal');
    const met = (await readEvents(here_.product.context.database, complaintId)).find(({ kind }) => kind === 'TERM_MET');
    assert.equal((JSON.parse(met?.payload ?? '{}') as { late: boolean }).late, true);
    await procedure.terminate();
  });

  test('a decision just before the end leaves no missed term behind', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const complaintId = await aComplaint(here_.product, 'drafted');
    const procedure = await begin(here_, complaintId);
    await stands(procedure, 'agenda');
    const item = await onAgenda(here_.product, complaintId);
    const [term] = await here_.product.context.database.query<{ left: number }>({
      text: `select extract(epoch from due_at - $2::timestamptz)::float8 * 1000 as left from deadline where record_id = $1`,
      values: [complaintId, (await here_.product.context.clock()).legal],
    });
    await here_.server.sleep(Math.floor(term?.left ?? 0) - 30_000);
    await act(procedure, () => voteOn(here_.product, item));
    await stands(procedure, 'publication');
    await here_.server.sleep(hour);
    const found = await kinds(here_, complaintId);
    assert.ok(found.includes('TERM_MET') && !found.includes('TERM_MISSED'));
    await procedure.terminate();
  });

  test('a complaint left unexamined rests when that can no longer be contested', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const { context, cec, actor } = here_.product;
    const complaintId = await aComplaint(here_.product, 'registered');
    const procedure = await begin(here_, complaintId);
    await stands(procedure, 'admissibility');
    const lawyer = await actor(cec.lawyers[0]);
    granted(await takeComplaint(context, lawyer, { complaintId }));
    await act(procedure, async () =>
      granted(await leaveComplaintUnexamined(context, lawyer, { complaintId, ground: 'notCompetent' })),
    );
    await stands(procedure, 'appeal');
    assert.deepEqual(await procedure.result(), { end: 'closed' });
  });

  test('a decision that was not adopted goes back to the agenda, and the term runs on', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const complaintId = await aComplaint(here_.product, 'drafted');
    const procedure = await begin(here_, complaintId);
    await stands(procedure, 'agenda');
    let item = await onAgenda(here_.product, complaintId);
    await act(procedure, () => Promise.resolve());
    await stands(procedure, 'decision');
    await here_.server.sleep('2 minutes');
    await act(procedure, () => voteOn(here_.product, item, 'against'));
    await stands(procedure, 'agenda');
    item = await onAgenda(here_.product, complaintId);
    await act(procedure, () => Promise.resolve());
    await stands(procedure, 'decision');
    await procedure.terminate();
  });

  test('a complaint returned for defects waits for its complainant; silence brings it back, and the term to decide goes on', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const { context, cec, actor } = here_.product;
    const complaintId = await aComplaint(here_.product, 'registered');
    const lawyer = await actor(cec.lawyers[0]);
    granted(await takeComplaint(context, lawyer, { complaintId }));
    const procedure = await begin(here_, complaintId);
    await stands(procedure, 'admissibility');
    const dueBefore = await decisionDue(here_, complaintId);
    await act(procedure, async () =>
      granted(await returnForDefects(context, lawyer, { complaintId, defects: ['demand'], text: 'Talap jok.' })),
    );
    assert.equal((await stands(procedure, 'cure')).silence, 'lawyerDecides');
    await here_.server.sleep(49 * hour);
    await stands(procedure, 'admissibility');
    const found = await kinds(here_, complaintId);
    assert.ok(found.includes('COMPLAINT_NOT_CURED') && found.includes('TERM_RESUMED'));
    assert.ok((await decisionDue(here_, complaintId)) > dueBefore, 'the term to decide stood still meanwhile');
    await act(procedure, async () =>
      granted(await leaveComplaintUnexamined(context, lawyer, { complaintId, ground: 'notCured' })),
    );
    await stands(procedure, 'appeal');
    await procedure.terminate();
  });

  test('a complaint cured in time goes on, and a restart from the facts stands at the same place', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const { context, cec, actor } = here_.product;
    const complaintId = await aComplaint(here_.product, 'registered');
    const lawyer = await actor(cec.lawyers[0]);
    granted(await takeComplaint(context, lawyer, { complaintId }));
    granted(await returnForDefects(context, lawyer, { complaintId, defects: ['demand'], text: 'Talap jok.' }));
    const procedure = await begin(here_, complaintId);
    const waits = await stands(procedure, 'cure');
    assert.deepEqual(await stands(await begin(here_, complaintId, `${complaintId}-cure`), 'cure'), waits);
    await act(procedure, async () =>
      granted(await cureDefects(context, { kind: 'complainant' }, { complaintId, text: 'Talabym: tekshergile.' })),
    );
    await stands(procedure, 'admissibility');
    assert.ok((await kinds(here_, complaintId)).includes('TERM_MET'));
    await procedure.terminate();
  });

  test('a body that does not answer is marked overdue by itself, and the case goes on without it', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const { context, cec, actor } = here_.product;
    const complaintId = await aComplaint(here_.product, 'admitted');
    const lawyer = await actor(cec.lawyers[0]);
    const asked = { to: 'police', needsCheck: true, name: 'ИИМ', address: '', text: 'Текшерүүнүн жыйынтыгы?' };
    granted(await sendRequest(context, lawyer, { complaintId, ...asked }));
    const procedure = await begin(here_, complaintId);
    await stands(procedure, 'draft');
    await here_.server.sleep(5 * day);
    for (let tries = 0; tries < 100 && !(await kinds(here_, complaintId)).includes('REQUEST_OVERDUE'); tries += 1)
      await sleep(50);
    assert.ok((await kinds(here_, complaintId)).includes('REQUEST_OVERDUE'));
    await stands(procedure, 'draft');
    await procedure.terminate();
  });

  test('a case that the court sends back is decided anew, and the page of the earlier decision keeps its place', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const { context, cec, actor } = here_.product;
    const complaintId = await aComplaint(here_.product);
    const procedure = await begin(here_, complaintId);
    for (const [step, work] of stepsOf(here_, complaintId)) {
      await stands(procedure, step);
      await act(procedure, work);
    }
    await stands(procedure, 'appeal');
    const clerk = await actor(cec.clerk);
    const claim = { complaintId, to: 'administrativeCourt', number: 'АД-1', text: '' };
    const { appealId } = granted(await recordAppeal(context, clerk, claim));
    await here_.server.sleep(10 * day);
    await stands(procedure, 'appeal');
    assert.ok(!(await kinds(here_, complaintId)).includes('COMPLAINT_CLOSED'), 'an open appeal keeps the case open');
    const courtAct = { complaintId, appealId, result: 'sentBack', number: 'АД-1/27', text: '' };
    await act(procedure, async () => granted(await recordAppealResult(context, clerk, courtAct)));
    for (const [step, work] of stepsOf(here_, complaintId).slice(2)) {
      await stands(procedure, step);
      await act(procedure, work);
    }
    await stands(procedure, 'appeal');
    const [decisions] = await context.database.query<{ forces: string[] }>({
      text: `select array_agg(force order by number) as forces from decision where id in
        (select (state -> 'earlierDecisionIds' ->> 0)::uuid from record where id = $1
         union select (state ->> 'decisionId')::uuid from record where id = $1)`,
      values: [complaintId],
    });
    assert.deepEqual(decisions?.forces, ['annulled', 'inForce']);
    assert.deepEqual(await procedure.result(), { end: 'closed' });
  });

  test('a complaint withdrawn while it is drafted ends its procedure, and no term of it runs', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const complaintId = await aComplaint(here_.product, 'admitted');
    const procedure = await begin(here_, complaintId);
    await stands(procedure, 'draft');
    await act(procedure, async () =>
      granted(await withdrawComplaint(here_.product.context, { kind: 'complainant' }, { complaintId, text: '' })),
    );
    assert.deepEqual(await procedure.result(), { end: 'withdrawn' });
    const running = await here_.product.context.database.query({
      text: `select 1 from deadline where record_id = $1 and state in ('running', 'suspended')`,
      values: [complaintId],
    });
    assert.deepEqual(running, []);
  });

  test('a worker that ends in a wait and another that takes over change nothing', async (t) => {
    const here_ = here(t);
    if (!here_) return;
    const complaintId = await aComplaint(here_.product);
    const procedure = await begin(here_, complaintId);
    for (const [step, work] of stepsOf(here_, complaintId)) {
      await stands(procedure, step);
      await stopWorker();
      await act(procedure, work);
      await startWorker(here_);
    }
    await stands(procedure, 'appeal');
    assert.deepEqual(await procedure.result(), { end: 'closed' });
  });
});
