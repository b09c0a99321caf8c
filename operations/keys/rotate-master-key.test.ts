import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { addKeyVersion, createKeyFile, readKeyFile } from '../../integrations/key-ring/key-file.ts';
import type { KeyFile } from '../../integrations/key-ring/key-file.ts';
import { keyRing } from '../../integrations/key-ring/key-ring.ts';
import { readFollowerAddress } from '../../persistence/complaints/follower-rows.ts';
import { aFiling, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { readDraft, saveDraft, startDraft } from '../complaints/draft.ts';
import { fileComplaintByApi } from '../complaints/file-complaint-by-api.ts';
import { fileDraft } from '../complaints/file-draft.ts';
import { addressOfFollower, followComplaint } from '../complaints/follow-complaint.ts';
import { readReceipt } from '../complaints/read-receipt.ts';
import type { OperationContext } from '../context.ts';
import { createFileLink } from '../documents/create-file-link.ts';
import { listDraftDocuments } from '../documents/list-draft-documents.ts';
import { openFileLink } from '../documents/open-file-link.ts';
import { beginUpload } from '../documents/resumable-upload.ts';
import { stageDocument } from '../documents/stage-document.ts';
import { verifyDocuments } from '../documents/verify-documents.ts';
import { countKeys, rewrapKeys } from './rewrap-keys.ts';
import { rotateMasterKey } from './rotate-master-key.ts';

let product: Product;
let folder: string;
let file: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shailoo-rotation-'));
  product = await aProduct();
});
after(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  file = join(folder, `${randomUUID()}.json`);
  await createKeyFile(file);
});
afterEach(async () => {
  const { database } = product.context;
  await database.query({ text: `update document set state = 'discarded' where state = 'staged'` });
  await database.query({ text: 'update document set draft_id = null' });
  await database.query({ text: 'delete from draft' });
  await database.query({ text: 'delete from upload' });
  await database.query({ text: 'delete from private.follower' });
  await database.query({ text: 'delete from private.record_key' });
});

/** The product with the key file as it is now, or as somebody changed it. */
async function opened(change: (keys: KeyFile) => Partial<KeyFile> = () => ({})): Promise<OperationContext> {
  const keys = await readKeyFile(file);
  return { ...product.context, keyRing: keyRing({ ...keys, ...change(keys) }) };
}

const currentOnly = ({ wrapping, current }: KeyFile): Partial<KeyFile> => ({
  wrapping: wrapping.filter(({ version }) => version === current),
});

async function stage(context: OperationContext, owner: { client: string } | { draftId: string }, text: string) {
  const source = (async function* () {
    yield Buffer.from(text);
  })();
  return granted(await stageDocument(context, owner, `${text}.txt`, source)).id;
}

/** A case filed by a program with a file, one by the form, a draft with a file, an upload that waits, and somebody who follows the first case. */
async function aHouse(context: OperationContext) {
  const evidence = await stage(context, { client: 'test' }, 'evidence');
  const key = { client: 'test', idempotencyKey: randomUUID() };
  const { recordId } = granted(await fileComplaintByApi(context, key, { ...aFiling(), documents: [evidence] }));
  const filed = await startDraft(context, 'ru');
  granted(await saveDraft(context, filed.token, aFiling()));
  granted(await fileDraft(context, filed.token));
  const { token } = await startDraft(context, 'ky');
  const draft = granted(await saveDraft(context, token, aFiling({ statement: 'Али бүтө элек' })));
  await stage(context, { draftId: draft.id }, 'draft');
  const waiting = await stage(context, { client: 'test' }, 'waiting');
  granted(await beginUpload(context, 'test', { name: 'a.mp4', length: 10, purpose: 'evidence' }));
  granted(await followComplaint(context, { complaintId: recordId, address: 'reader@example.org', language: 'ky' }));
  return { recordId, evidence, token, draftId: draft.id, waiting };
}

test('after a rotation every key opens with the new version alone, and drafts, receipts and documents open as before', async () => {
  const old = await opened();
  const { recordId, evidence, token, draftId, waiting } = await aHouse(old);
  const receipt = granted(await readReceipt(old, recordId));
  const rotation = await rotateMasterKey(product.context.database, file);
  const keys = { record: 2, draft: 2, stagedDocument: 2, upload: 1, follower: 1, registryEvidence: 0 };
  assert.deepEqual(rotation, { keys, unopened: [], version: 2, isNew: true });
  const context = await opened(currentOnly);
  assert.deepEqual([...(await countKeys(context))], [[2, keys]]);
  assert.deepEqual(granted(await readReceipt(context, recordId)), receipt);
  assert.equal(granted(await readDraft(context, token)).filing.statement, 'Али бүтө элек');
  assert.deepEqual(
    (await listDraftDocuments(context, draftId)).map(({ name }) => name),
    ['draft.txt'],
  );
  const [row] = await context.database.query<{ id: string }>({ text: 'select id from private.follower' });
  const id = row?.id ?? '';
  const follower = await readFollowerAddress(context.database, id);
  assert.equal(follower && addressOfFollower(context, id, follower), 'reader@example.org');
  const link = await createFileLink(context, { documentId: evidence, personId: null, form: 'original' });
  const document = granted(await openFileLink(context, link.replace('/f/', '')));
  assert.equal((await buffer(document.pieces)).toString(), 'evidence');
  const key = { client: 'test', idempotencyKey: randomUUID() };
  granted(await fileComplaintByApi(context, key, { ...aFiling(), documents: [waiting] }));
  const faults: unknown[] = [];
  assert.equal(await verifyDocuments(context, (fault) => faults.push(fault)), 5);
  assert.deepEqual(faults, []);
});

test('a receipt code is the same before and after a rotation', async () => {
  const old = await opened();
  const { recordId } = await aHouse(old);
  await rotateMasterKey(product.context.database, file);
  assert.equal((await opened(currentOnly)).keyRing.receiptCode(recordId, 1), old.keyRing.receiptCode(recordId, 1));
});

test('a rotation that was cut short goes on where it stood, without another version', async () => {
  const old = await opened();
  for (let n = 0; n < 5; n += 1) await startDraft(old, 'ky');
  const { database } = product.context;
  let pages = 0;
  const failing: OperationContext['database'] = {
    ...database,
    query: async (statement) => {
      if (statement.text.startsWith('update')) pages += 1;
      if (pages === 2) throw new Error('the power failed');
      return database.query(statement);
    },
  };
  await addKeyVersion(file);
  const context = await opened();
  await assert.rejects(rewrapKeys({ ...context, database: failing }, { pageSize: 2 }), /power/);
  const left = await countKeys(context);
  assert.deepEqual([left.get(1)?.draft, left.get(2)?.draft], [3, 2]);
  const rotation = await rotateMasterKey(database, file);
  assert.deepEqual([rotation?.version, rotation?.isNew, rotation?.keys.draft], [2, false, 3]);
  assert.deepEqual([...(await countKeys(context)).keys()], [2]);
  assert.equal((await rotateMasterKey(database, file))?.version, 3);
});

test('a key that does not open stays as it is, is told, and holds up no other', async () => {
  const old = await opened();
  await aHouse(old);
  const { database } = product.context;
  const [damaged] = await database.query<{ id: string }>({
    text: `update draft set wrapped_key = set_byte(wrapped_key, 20, get_byte(wrapped_key, 20) # 1)
      where id = (select min(id::text)::uuid from draft) returning id`,
  });
  const rotation = await rotateMasterKey(database, file);
  assert.deepEqual(rotation?.unopened, [damaged?.id]);
  assert.deepEqual(
    [rotation?.version, rotation?.keys],
    [2, { record: 2, draft: 1, stagedDocument: 2, upload: 1, follower: 1, registryEvidence: 0 }],
  );
  assert.equal((await rotateMasterKey(database, file))?.version, 3, 'and the next rotation is a new one');
});

test('what is filed while keys are rewrapped keeps the key of its record', async () => {
  const old = await opened();
  const waiting = await stage(old, { client: 'test' }, 'waiting');
  const { database } = product.context;
  const filing: OperationContext['database'] = {
    ...database,
    query: async (statement) => {
      if (statement.text.startsWith('update document')) {
        const key = { client: 'test', idempotencyKey: randomUUID() };
        granted(await fileComplaintByApi(old, key, { ...aFiling(), documents: [waiting] }));
      }
      return database.query(statement);
    },
  };
  const rotation = await rotateMasterKey(filing, file);
  assert.equal(rotation?.keys.stagedDocument, 0);
  const faults: unknown[] = [];
  await verifyDocuments(await opened(), (fault) => faults.push(fault));
  assert.deepEqual(faults, []);
});

test('while a rotation is under way a second one does nothing', async () => {
  await startDraft(await opened(), 'ky');
  const { database } = product.context;
  const seconds: unknown[] = [];
  const first: OperationContext['database'] = {
    ...database,
    query: async (statement) => {
      if (statement.text.startsWith('update draft')) seconds.push(await rotateMasterKey(database, file));
      return database.query(statement);
    },
  };
  assert.equal((await rotateMasterKey(first, file))?.version, 2);
  assert.deepEqual(seconds, [undefined]);
  assert.equal((await readKeyFile(file)).current, 2);
});
