import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { complaintActivities } from '../activities/complaints/complaint-activities.ts';
import { acquireTemporal } from '../dev/parts/acquire-temporal.ts';
import { startTemporal } from '../dev/parts/temporal-server.ts';
import { bundleProcedures, taskQueueOf } from '../integrations/temporal/bundle-procedures.ts';
import { connectEngine } from '../integrations/temporal/engine.ts';
import { installProcedureRuntime, startProcedureWorker } from '../integrations/temporal/start-procedure-worker.ts';
import type { BenchedProduct } from './benched-product.ts';

export type WorkflowFigure = { complaintsPerSecond: number; emptyPerSecond: number; ratio: number };

const namespace = 'default';
const atOnce = 20;

/**
 * Procedures per second on the real engine (SQLite in WAL): a complaint whose term is over, from its start to the
 * recorded inaction, beside a workflow without a step. Undefined where the engine is not to be had.
 */
export async function workflows(product: BenchedProduct, count: number): Promise<WorkflowFigure | undefined> {
  const found = await acquireTemporal();
  if (found.state !== 'found') return undefined;
  const home = mkdtempSync(join(tmpdir(), 'shailoo-bench-engine-'));
  const engine = await startTemporal({ program: found.path, home, namespace, note: () => undefined });
  installProcedureRuntime(() => undefined);
  const bundle = await bundleProcedures(fileURLToPath(new URL('empty-workflow.ts', import.meta.url)));
  const { address } = engine;
  const activities = complaintActivities(product.context);
  const worker = await startProcedureWorker({ address, namespace, bundle, activities });
  try {
    const taskQueue = taskQueueOf(bundle);
    const emptyPerSecond = count / (await seconds(() => runEmpty(address, taskQueue, count)));
    const complaintsPerSecond = count / (await seconds(() => runComplaints(product, address, taskQueue, count)));
    return { complaintsPerSecond, emptyPerSecond, ratio: complaintsPerSecond / emptyPerSecond };
  } finally {
    await worker.stop();
    await engine.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function runEmpty(address: string, taskQueue: string, count: number): Promise<void> {
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection, namespace });
  const ids = Array.from({ length: count }, (_, index) => `empty/${index}`);
  await inParallel(ids, (workflowId) => workflow.execute('emptyWorkflow', { workflowId, taskQueue }));
  await connection.close();
}

async function runComplaints(
  { context }: BenchedProduct,
  address: string,
  taskQueue: string,
  count: number,
): Promise<void> {
  const rows = await context.database.query<{ id: string }>({
    text: `select id from complaint where decide_state = 'running' order by received_at limit $1`,
    values: [count],
  });
  const ids = rows.map((row) => row.id);
  const engine = await connectEngine({ address, namespace, taskQueue });
  await inParallel(ids, (id) => engine.wakeComplaint(id));
  for (;;) {
    const [left] = await context.database.query<{ n: number }>({
      text: `select count(*) as n from complaint where id = any($1::uuid[]) and decide_state = 'running'`,
      values: [ids],
    });
    if (left?.n === 0) break;
    await sleep(20);
  }
  await engine.close();
}

async function inParallel(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const waiting = [...ids];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await work(id);
    }),
  );
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}
