import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { trustDigest } from '../../integrations/tunduk/client/trust-file.ts';
import { countVerdicts } from '../../persistence/tunduk/container-check-rows.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { aRegistryEvidence } from '../../test/support/registry-evidence.ts';

let product: Product;
let evidence: Awaited<ReturnType<typeof aRegistryEvidence>>;
before(async () => {
  product = await aProduct();
  evidence = await aRegistryEvidence(product);
});
after(async () => {
  await evidence.close();
  await product.close();
});

const tables = ['registry_attempt', 'registry_attempt_step', 'registry_evidence', 'registry_container'];
const checks = ['registry_container_check', 'registry_trust'];
/** Each test begins with an empty log; the rows are only ever added to, so their protection is put aside for it. */
beforeEach(async () => {
  const { database } = product.context;
  const all = [...tables, ...checks];
  for (const table of all) await database.query({ text: `alter table ${table} disable trigger user` });
  await database.query({ text: `truncate ${all.join(', ')}` });
  for (const table of all) await database.query({ text: `alter table ${table} enable trigger user` });
});

/** Every check of the response's container, in the order in which they were made. */
function history() {
  return product.context.database.query<{ verdict: string; digest: string; chain: string }>({
    text: `select k.verdict, t.digest, coalesce(k.finding #>> '{chain,reason}', 'good') as chain
      from registry_container_check k join registry_trust t on t.id = k.trust where k.side = 'response' order by k.id`,
  });
}

const none = { good: 0, broken: 0, 'not-checked': 0 };

test('containers that failed under an old trust file are checked again under the new one, though the server has forgotten them', async () => {
  await evidence.ask();
  assert.equal((await evidence.collect(evidence.strange)).faulty, 2);
  assert.deepEqual(await evidence.again(evidence.strange), { ...none, failures: [] }, 'nothing has changed');
  evidence.stub.state.reset();
  assert.deepEqual(await evidence.again(evidence.right), { ...none, good: 2, failures: [] });
  assert.deepEqual(await history(), [
    { verdict: 'broken', digest: trustDigest(evidence.strange), chain: 'no-path' },
    { verdict: 'good', digest: trustDigest(evidence.right), chain: 'good' },
  ]);
  assert.deepEqual(await countVerdicts(product.context.database), { ...none, good: 2 });
  assert.equal((await evidence.again(evidence.right)).good, 0, 'once');
});

test('without any trust nothing is said of chain and stamp; the first trust file brings the verdict', async () => {
  await evidence.ask();
  assert.equal((await evidence.collect([])).unchecked, 2);
  assert.deepEqual(await evidence.again(evidence.right), { ...none, good: 2, failures: [] });
});

test('what was good stays good when its authority is trusted no more, and no look at it is kept', async () => {
  await evidence.ask();
  assert.equal((await evidence.collect(evidence.right)).faulty, 0);
  assert.deepEqual(await evidence.again(evidence.strange), { ...none, failures: [] });
  assert.deepEqual(await history(), [{ verdict: 'good', digest: trustDigest(evidence.right), chain: 'good' }]);
});

test('a message that was sent under an authority of that time, and fetched after its removal, is judged by that time', async () => {
  await evidence.again(evidence.right);
  await evidence.ask();
  assert.equal((await evidence.collect(evidence.strange)).faulty, 2);
  assert.equal((await evidence.again(evidence.strange)).good, 2);
  assert.deepEqual(
    (await history()).map(({ verdict, digest }) => [verdict, digest]),
    [
      ['broken', trustDigest(evidence.strange)],
      ['good', trustDigest(evidence.right)],
    ],
  );
});

test('a message sent after an authority was taken back is never good by that old trust', async () => {
  await evidence.again(evidence.right);
  await evidence.pass(60);
  await evidence.again(evidence.strange);
  await evidence.pass(60);
  await evidence.ask();
  assert.equal((await evidence.collect(evidence.strange)).faulty, 2);
  assert.deepEqual(await evidence.again(evidence.strange), { ...none, failures: [] });
  assert.deepEqual(await countVerdicts(product.context.database), { ...none, broken: 2 });
});

test('while no verdict is settled the one under the newest certificates counts, whichever check was made last', async () => {
  await evidence.again([]);
  await evidence.ask();
  assert.equal((await evidence.collect(evidence.strange)).faulty, 2);
  assert.equal((await evidence.again(evidence.strange))['not-checked'], 2);
  assert.deepEqual(
    (await history()).map(({ verdict }) => verdict),
    ['broken', 'not-checked'],
  );
  assert.deepEqual(await countVerdicts(product.context.database), { ...none, broken: 2 });
});

test('the check of one container that cannot be read does not stop the others', async () => {
  await evidence.ask();
  await evidence.collect(evidence.strange);
  await product.context.database.query({
    text: `update registry_evidence set wrapped_key = wrapped_key || 'x' where kind = 'request-container'`,
  });
  const round = await evidence.again(evidence.right);
  assert.deepEqual([round.good, round.failures.length], [1, 1]);
});

test('no role of a process changes or removes a verdict or what was trusted', async () => {
  await evidence.ask();
  await evidence.collect(evidence.right);
  for (const table of checks)
    for (const text of [`update ${table} set id = default`, `delete from ${table}`, `truncate ${table} cascade`])
      await assert.rejects(product.context.database.query({ text }), { code: '23001' }, text);
});
