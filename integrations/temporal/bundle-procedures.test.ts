import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as procedures from '../../workflows/index.ts';
import { bundleProcedures, taskQueueOf } from './bundle-procedures.ts';
import { complaintProcedure } from './engine.ts';

const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

test('the bundle holds the procedures and nothing that must not run in them', async () => {
  const { modules } = await bundleProcedures(workflowsPath);
  assert.ok(
    modules.some((name) => name.endsWith('workflows/complaints/complaint-adjudication.ts')),
    modules.join('\n'),
  );
  const forbidden = /luxon|zod|node:|\/(operations|persistence|integrations|activities|wording|prints)\/|luxon/;
  assert.deepEqual(
    modules.filter((name) => forbidden.test(name)),
    [],
  );
});

test('the same sources give the same queue, so that an unchanged worker goes on with its procedures', async () => {
  const [one, other] = [await bundleProcedures(workflowsPath), await bundleProcedures(workflowsPath)];
  assert.equal(taskQueueOf(one), taskQueueOf(other));
});

test('the engine starts the procedure under the name it is exported by', () => {
  assert.ok(complaintProcedure in procedures);
});
