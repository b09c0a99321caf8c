import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AttemptEnd, AttemptSending, Exchange } from '../../integrations/tunduk/client/exchange-log.ts';
import { xRoadIdOf } from '../../integrations/tunduk/protocol/exchange-ids.ts';
import { postgresExchangeLog } from '../../persistence/tunduk/exchange-log.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { sweepStoredDocuments } from '../documents/sweep-documents.ts';
import { documentEvidenceStore } from './keep-evidence.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

async function anAttempt() {
  const { database } = product.as('shailoo_worker');
  const log = postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(database, xRoadIdOf);
  const said = { contract: 'c', client: 'x', service: 's', userId: 'KG-1', issue: '1', purpose: 'p', legalGround: 'g' };
  return log.reserve({ exchangeId: randomUUID(), environment: 'stand-in', ...said });
}

test('evidence is read back byte for byte, lies encrypted, and no sweeper takes it for an upload that was cut short', async () => {
  const worker = product.as('shailoo_worker');
  const store = documentEvidenceStore(worker);
  const bytes = Buffer.from('<pin>13102198000101</pin> ң ө ү');
  const key = await store.keep(await anAttempt(), 'response', bytes);
  assert.deepEqual(await store.read(key), bytes);
  await assert.rejects(async () => {
    for await (const _piece of worker.documents.get(key, { key: worker.keyRing.newKey() })) assert.fail('readable');
  });
  const first = await sweepStoredDocuments(worker, new Set());
  const second = await sweepStoredDocuments(worker, first.unnamed);
  assert.ok(!first.unnamed.has(key) && !second.unnamed.has(key));
  assert.deepEqual(await store.read(key), bytes);
});

test('evidence of an attempt that nobody reserved is refused, and an unknown key too', async () => {
  const store = documentEvidenceStore(product.as('shailoo_worker'));
  const nobody = { exchangeId: randomUUID(), attempt: 1, xRoadId: randomUUID() };
  await assert.rejects(store.keep(nobody, 'request', Buffer.from('x')));
  await assert.rejects(store.read(randomUUID()), RangeError);
});
