import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AttemptEnd, AttemptSending, Exchange } from '../../integrations/tunduk/client/exchange-log.ts';
import { xRoadIdOf } from '../../integrations/tunduk/protocol/exchange-ids.ts';
import { postgresExchangeLog } from '../../persistence/tunduk/exchange-log.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { hasMissedNight } from './collect-evidence.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

const attempts = 'registry_attempt_step';

async function ageBy(hours: number): Promise<void> {
  const { database } = product.context;
  await database.query({ text: `alter table ${attempts} disable trigger ${attempts}_append_only` });
  await database.query({
    text: `update ${attempts} set recorded_at = recorded_at - make_interval(hours => $1)`,
    values: [hours],
  });
  await database.query({ text: `alter table ${attempts} enable trigger ${attempts}_append_only` });
}

test('a night was missed when containers of more than a day ago are not here and the server may still have them', async () => {
  const worker = product.as('shailoo_worker');
  const log = postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(worker.database, xRoadIdOf);
  const said = { contract: 'c', client: 'x', service: 's', userId: 'KG-1', issue: '1', purpose: 'p', legalGround: 'g' };
  assert.equal(await hasMissedNight(worker), false);
  const attempt = await log.reserve({ exchangeId: randomUUID(), environment: 'stand-in', ...said });
  await log.sending(attempt, { at: new Date(), server: 'ss', requestSha512: 'ab', requestKey: 'k' });
  await ageBy(20);
  assert.equal(await hasMissedNight(worker), false);
  await ageBy(10);
  assert.equal(await hasMissedNight(worker), true);
  await ageBy(30 * 24);
  assert.equal(await hasMissedNight(worker), false);
});
