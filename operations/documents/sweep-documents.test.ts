import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { aFiling, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { readDraft, saveDraft, startDraft } from '../complaints/draft.ts';
import { fileDraft } from '../complaints/file-draft.ts';
import type { OperationContext } from '../context.ts';
import { appendToUpload, beginUpload } from './resumable-upload.ts';
import { stageDocument } from './stage-document.ts';
import { sweepDocuments, sweepStoredDocuments } from './sweep-documents.ts';

let product: Product;
let worker: OperationContext;
before(async () => {
  product = await aProduct();
  worker = product.as('shailoo_worker');
});
after(() => product.close());

async function* bytes(): AsyncGenerator<Buffer> {
  yield randomBytes(2_000);
}

async function stored(): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const id of product.context.documents.list()) ids.add(id);
  return ids;
}

async function upload(owner: { client: string } | { draftId: string } = { client: 'test' }): Promise<string> {
  return granted(await stageDocument(product.context, owner, 'a.bin', bytes())).id;
}

function age(table: 'document' | 'draft', column: string, id: string, interval: string): Promise<unknown> {
  return product.context.database.query({
    text: `update ${table} set ${column} = clock_timestamp() - $2::interval where id = $1`,
    values: [id, interval],
  });
}

test('an upload that was never filed goes after 24 hours, row first and bytes after it', async () => {
  const [young, old] = [await upload(), await upload()];
  await age('document', 'uploaded_at', old, '24 hours 1 second');
  assert.equal(await sweepDocuments(worker), 1);
  const kept = await stored();
  assert.ok(kept.has(young) && !kept.has(old));
});

test('bytes whose deletion was cut short are found in the store and deleted', async () => {
  const id = await upload();
  await product.context.database.query({ text: `update document set state = 'discarded' where id = $1`, values: [id] });
  await sweepStoredDocuments(worker, new Set());
  assert.ok(!(await stored()).has(id));
});

test('bytes of a killed upload get no row, are noticed twice, and go 24 hours later', async () => {
  const id = randomUUID();
  await product.context.documents.put(id, bytes(), { key: product.context.keyRing.newKey(), limit: 10_000 });
  const first = await sweepStoredDocuments(worker, new Set());
  assert.ok(first.unnamed.has(id), 'once it may be an upload that is about to get its row');
  const second = await sweepStoredDocuments(worker, first.unnamed);
  assert.ok(!second.unnamed.has(id) && (await stored()).has(id));
  await age('document', 'uploaded_at', id, '25 hours');
  await sweepDocuments(worker);
  assert.ok(!(await stored()).has(id));
});

test('a part of an unfinished upload is nobody’s leftover', async () => {
  const { context } = product;
  const file = { name: 'a.mp4', length: 10, purpose: 'evidence' } as const;
  const begun = granted(await beginUpload(context, 'test', file));
  const half = (async function* () {
    yield Buffer.from('hello');
  })();
  granted(await appendToUpload(context, 'test', begun.id, { offset: 0, source: half }));
  const [part] = await context.database.query<{ id: string }>({
    text: 'select id from upload_part where upload_id = $1',
    values: [begun.id],
  });
  const { unnamed } = await sweepStoredDocuments(worker, new Set());
  assert.ok(part && !unnamed.has(part.id) && (await stored()).has(part.id));
});

test('a draft nobody touched for 7 days goes with its uploads; what was filed stays', async () => {
  const { context } = product;
  const forgotten = await startDraft(context, 'ky');
  const draft = granted(await readDraft(context, forgotten.token));
  const left = await upload({ draftId: draft.id });
  const { token } = await startDraft(context, 'ky');
  const resting = await startDraft(context, 'ky');
  const living = granted(await readDraft(context, resting.token));
  const waiting = await upload({ draftId: living.id });
  await age('document', 'uploaded_at', waiting, '6 days');
  await age('draft', 'updated_at', living.id, '6 days');
  const filed = granted(await saveDraft(context, token, aFiling()));
  const kept = await upload({ draftId: filed.id });
  const { recordId } = granted(await fileDraft(context, token));
  for (const id of [draft.id, filed.id]) await age('draft', 'updated_at', id, '7 days 1 second');
  await sweepDocuments(worker);
  assert.equal((await readDraft(context, forgotten.token)).ok, false);
  const ids = await stored();
  assert.ok(ids.has(kept) && !ids.has(left));
  assert.ok(ids.has(waiting), 'the files of a draft live as long as the draft');
  const rows = await context.database.query<{ state: string }>({
    text: `select state from document where record_id = $1`,
    values: [recordId],
  });
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['filed', 'filed'],
  );
});
