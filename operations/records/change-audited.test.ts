import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Transaction } from '../../persistence/database.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { changeAudited } from './change-audited.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

async function rename(name: string, answer: boolean, action: string): Promise<void> {
  const { context, cec, actor } = product;
  const change = async (tx: Transaction): Promise<boolean> => {
    await tx.query({ text: 'update private.person set name = $2 where id = $1', values: [cec.clerk, name] });
    return answer;
  };
  await changeAudited(context, await actor(cec.clerk), { action, change });
}

async function look(action: string): Promise<{ name: string; lines: number }> {
  const { context, cec } = product;
  const [row] = await context.database.query<{ name: string; lines: number }>({
    text: `select name, (select count(*) from audit where action = $2 and actor = $3) as lines
      from private.person where id = $1`,
    values: [cec.clerk, action, `person:${cec.clerk}`],
  });
  assert.ok(row);
  return row;
}

test('a change and its line in the audit are there together', async () => {
  await rename('First', true, 'test.change');
  assert.deepEqual(await look('test.change'), { name: 'First', lines: 1 });
});

test('where nothing was left to change, nothing is written down', async () => {
  await rename('Second', false, 'test.nothing');
  assert.equal((await look('test.nothing')).lines, 0);
});

test('without its line in the audit the change is not there either', async () => {
  const { name } = await look('test.fails');
  await assert.rejects(rename('Third', true, null as unknown as string));
  assert.equal((await look('test.fails')).name, name);
});
