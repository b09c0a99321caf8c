import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { aFiling, answerOf, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import type { OperationContext } from '../context.ts';
import { stageDocument } from '../documents/stage-document.ts';
import { verifyDocuments } from '../documents/verify-documents.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { fileComplaintByApi } from './file-complaint-by-api.ts';
import { readReceipt } from './read-receipt.ts';
import type { Receipt } from './read-receipt.ts';

let product: Product;
let portals: readonly [OperationContext, OperationContext];
before(async () => {
  product = await aProduct();
  portals = [product.as('shailoo_portal'), product.as('shailoo_portal')];
});
after(() => product.close());

const client = 'program';

async function stage(portal: OperationContext, text: string): Promise<string> {
  const source = (async function* () {
    yield Buffer.from(text);
  })();
  return granted(await stageDocument(portal, { client }, `${text}.txt`, source)).id;
}

function file(portal: OperationContext, idempotencyKey: string, documents: string[]) {
  return fileComplaintByApi(portal, { client, idempotencyKey }, { ...aFiling(), documents });
}

function numbersUpTo(last: number): string[] {
  return Array.from({ length: last }, (_, n) => `K-2027-${String(n + 1).padStart(6, '0')}`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function storedIds(): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of product.context.documents.list()) ids.push(id);
  return ids;
}

test('a hundred filings at the same moment at two portals, ten of them twice with one key, get one receipt each and numbers without gaps', async () => {
  const names = Array.from({ length: 90 }, (_, n) => `file ${n}`);
  const staged = await Promise.all(names.map((name, n) => stage(portals[n % 2 === 0 ? 0 : 1], name)));
  const ids = names.map((name, n) => ({ name, key: `key ${n}`, documents: staged.slice(n, n + 1) }));
  const requests = [
    ...ids.map((request) => ({ ...request, portal: portals[0] })),
    ...ids.slice(0, 10).map((request) => ({ ...request, portal: portals[1] })),
  ];
  assert.equal(requests.length, 100);
  const answers = await Promise.all(
    requests.map(async ({ portal, name, key, documents }) => ({
      name,
      ...granted(await file(portal, key, documents)),
    })),
  );
  assert.equal(answers.filter(({ replayed }) => replayed).length, 10);
  const receiptOf = new Map<string, Receipt>();
  for (const { name, recordId } of answers) {
    const receipt = granted(await readReceipt(portals[0], recordId));
    assert.equal(receiptOf.get(name)?.number ?? receipt.number, receipt.number, 'a pair has one receipt');
    assert.deepEqual(receipt.documents.map(({ sha256 }) => sha256).slice(1), [hashOf(name)]);
    receiptOf.set(name, receipt);
  }
  assert.deepEqual(
    [...receiptOf.values()].map(({ number }) => number).toSorted((a, b) => (a < b ? -1 : 1)),
    numbersUpTo(90),
  );
  assert.equal((await storedIds()).length, 180, 'each filing keeps its statement and its file, a repeated one nothing');
});

test('of filings that want one file at the same moment one gets it, and the refused ones take no number and leave no statement', async () => {
  const wanted = await stage(portals[0], 'wanted');
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, n) => file(portals[n % 2 === 0 ? 0 : 1], `wanting ${n}`, [wanted])),
  );
  assert.deepEqual(outcomes.map(answerOf).toSorted(), [...Array<string>(9).fill('DOCUMENT_UNKNOWN'), 'granted']);
  const { recordId } = granted(await file(portals[0], 'after them', []));
  assert.equal(granted(await readReceipt(portals[0], recordId)).number, numbersUpTo(92).at(-1));
  assert.equal((await storedIds()).length, 183);
});

test('what many filings left behind has no fault', async () => {
  const faults: unknown[] = [];
  const worker = product.as('shailoo_worker');
  await verifyRecords(worker, (fault) => faults.push(fault));
  assert.equal(await verifyDocuments(worker, (fault) => faults.push(fault)), 183);
  assert.deepEqual(faults, []);
});
