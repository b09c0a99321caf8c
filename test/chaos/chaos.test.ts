import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Client, Connection } from '@temporalio/client';
import { theTemporalProgram } from '../support/temporal.ts';
import { judgeProcedures } from './judges/judge-procedures.ts';
import { killPlan, victims } from './kill-plan.ts';
import { runChaos } from './run-chaos.ts';
import { sayChaos } from './say-chaos.ts';

const seed = 2027;
const kills = 15;

test('a seed gives the same blows again, another seed others, and every victim is hit', () => {
  const plan = (one: number) => killPlan({ seed: one, kills: 200, actsBetween: { from: 8, to: 30 } });
  assert.deepEqual(plan(1), plan(1));
  assert.notDeepEqual(plan(1), plan(2));
  const hits = plan(1).flatMap((blow) => blow.victims);
  assert.equal(hits.length, 200);
  for (const victim of victims) assert.ok(hits.filter((one) => one === victim).length >= 28, victim);
  assert.equal(plan(1).filter(({ movesClock }) => movesClock).length, 8);
});

test(`${kills} kills under load lose nothing, double nothing and leave every case where its events say (seed ${seed})`, async (t) => {
  const found = await theTemporalProgram();
  if ('missing' in found) return t.skip(found.missing);
  const home = mkdtempSync(join(tmpdir(), 'shailoo-chaos-'));
  const options = { home, temporalProgram: found.program, seed, kills, actsBetween: { from: 3, to: 8 } };
  const note = (): void => undefined;
  const result = await runChaos({ ...options, note }, async (product) => {
    const [open] = await product.context.database.query<{ id: string; number: string }>({
      text: `select id, number from complaint where status in ('registered', 'filed', 'admitted') limit 1`,
    });
    // A worker would give the case its procedure again.
    await product.parts.get('worker')?.stop();
    const address = product.temporalAddress;
    const connection = await Connection.connect({ address });
    const handle = new Client({ connection }).workflow.getHandle(`complaint/${open?.id}`);
    const { taskQueue } = await handle.describe();
    await handle.terminate('to be missed');
    await connection.close();
    const only = open?.number ?? '';
    const { faults } = await judgeProcedures(product.context, { address, taskQueue, only, patienceMs: 10_000 });
    assert.match(faults.join(), new RegExp(`^the procedure of ${only} waits for nothing and should for`));
  });
  const words = sayChaos(result).join('\n');
  t.diagnostic(words);
  assert.deepEqual(
    result.verdicts.flatMap(({ faults }) => faults),
    [],
    `seed ${seed}; what it left is in ${home}\n${words}`,
  );
  assert.ok(result.done.receipts.length > 10 && result.done.retries > 0, words);
  rmSync(home, { recursive: true, force: true });
});
