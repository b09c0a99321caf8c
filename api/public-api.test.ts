import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import type { Ledger } from '../operations/ledger/ledger.ts';
import { checkProof } from '../operations/ledger/check-proof.ts';
import { publishLedger } from '../operations/ledger/publish-ledger.ts';
import { readReceipt } from '../operations/complaints/read-receipt.ts';
import { fileComplaintByApi } from '../operations/complaints/file-complaint-by-api.ts';
import { stageDocument } from '../operations/documents/stage-document.ts';
import { aFiling, granted } from '../test/builders/complaints.ts';
import { aPublishedComplaint } from '../test/builders/published-complaint.ts';
import { aLedger } from '../test/support/ledger.ts';
import { aPortal } from '../test/support/portal.ts';
import type { TestPortal } from '../test/support/portal.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';
import { consistencyJson, figuresJson } from './complaints/read-figures.ts';
import { countedTermJson } from './law/count-term.ts';
import { checkedFileJson } from './ledger/check-file.ts';
import { problemJson } from './open-api-parts.ts';

let product: Product;
let ledger: Ledger;
let folder: string;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-public-api-'));
  ledger = await aLedger(folder);
  portal = await aPortal(product, { ledger: ledger.files });
});
after(async () => {
  await portal.close();
  await product.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(`${portal.url}/api/v1${path}`, init);
const problemOf = async (answer: Response) => problemJson.parse(await answer.json());

test('a file that was filed is told with its moment and a proof that the ledger has; another file, one byte away, is not', async () => {
  const source = (async function* () {
    yield Buffer.from('a photograph');
  })();
  const { id } = granted(await stageDocument(product.context, { client: 'test' }, 'photo.txt', source));
  const key = { client: 'test', idempotencyKey: 'check' };
  const filing = { ...aFiling(), documents: [id] };
  const { recordId } = granted(await fileComplaintByApi(product.context, key, filing));
  const { number, complaint } = granted(await readReceipt(product.context, recordId));
  const check = async (body: string) =>
    checkedFileJson.parse(await (await ask(`/complaints/${number}/check-file`, { method: 'POST', body })).json());
  assert.equal((await check('a photograph')).items[0]?.event?.proof, null, 'not in the ledger yet');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  const [found] = (await check('a photograph')).items;
  assert.deepEqual([found?.filedAt, found?.event?.kind], [complaint.receivedAt, 'COMPLAINT_FILED']);
  assert.equal((await checkProof(ledger.files, found?.event?.proof ?? '')).ok, true);
  assert.deepEqual((await check('A photograph')).items[0]?.filedAt, null);
  assert.equal(
    (await problemOf(await ask('/complaints/K-2027-999999/check-file', { method: 'POST', body: 'x' }))).code,
    'NOT_FOUND',
  );
});

test('a term is counted as for cases, with its reasons in three languages; what is wrong is named in three languages', async () => {
  const answer = await ask('/terms?rule=complaint_decide&day=2027-01-11&time=10:00');
  const counted = countedTermJson.parse(await answer.json());
  assert.equal(counted.dueAt, '2027-01-14T18:00:00.000000Z');
  for (const sentences of Object.values(counted.derivation)) assert.ok(sentences.length >= 4);
  for (const [query, field] of [
    ['rule=none&day=2027-01-11&time=10:00', 'rule'],
    ['rule=complaint_decide&day=2027-02-31&time=10:00', 'day'],
    ['rule=complaint_decide&day=2027-01-11&time=25:00', 'time'],
  ]) {
    const problem = await problemOf(await ask(`/terms?${query}`));
    assert.deepEqual([problem.code, problem.about], ['INPUT_INVALID', { field }]);
    assert.equal(new Set(Object.values(problem.messages)).size, 3);
  }
});

test('figures and consistency are those of the pages', async () => {
  await aPublishedComplaint(product, { kind: 'bribery' });
  const figures = figuresJson.parse(await (await ask('/figures?kind=bribery')).json());
  assert.deepEqual(
    figures.outcomes?.filter(({ n }) => n > 0),
    [{ code: 'granted', n: 1 }],
  );
  assert.equal(figures.days?.at(-1)?.n, 1);
  assert.equal(figures.medianHours, 1);
  const { groups } = consistencyJson.parse(await (await ask('/consistency')).json());
  assert.deepEqual(
    groups.map(({ kind, article, n, outcomes }) => [kind, article, n, outcomes.granted]),
    [['bribery', '44', 1, 1]],
  );
  assert.equal((await problemOf(await ask('/figures?kind=none'))).code, 'INPUT_INVALID');
  assert.equal(z.string().parse((await ask('/figures')).headers.get('access-control-allow-origin')), '*');
});
