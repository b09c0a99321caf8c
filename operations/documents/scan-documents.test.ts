import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { clamdScanner } from '../../integrations/antivirus/clamd-scanner.ts';
import { aFiling, answerOf, granted } from '../../test/builders/complaints.ts';
import { aStandInClamd, eicar } from '../../test/support/clamd.ts';
import type { StandInClamd } from '../../test/support/clamd.ts';
import { aDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { fileComplaintByApi } from '../complaints/file-complaint-by-api.ts';
import type { OperationContext } from '../context.ts';
import { createFileLink } from './create-file-link.ts';
import { openCaseDocument } from './open-case-document.ts';
import { openFileLink } from './open-file-link.ts';
import { scanDocuments } from './scan-documents.ts';
import { stageDocument } from './stage-document.ts';

let product: Product;
let worker: OperationContext;
let clamd: StandInClamd;
before(async () => {
  product = await aProduct();
  worker = product.as('shailoo_worker');
  clamd = await aStandInClamd();
});
after(async () => {
  await clamd.close();
  await product.close();
});
afterEach(() => product.context.database.query({ text: `update document set state = 'discarded'` }));

type Case = { recordId: string; documentId: string };

async function aCase(bytes: Buffer, isScanned = true): Promise<Case> {
  const context = { ...product.as('shailoo_portal'), isScanned };
  const source = (async function* () {
    yield bytes;
  })();
  const { id } = granted(await stageDocument(context, { client: 'test' }, 'далил.txt', source));
  const key = { client: 'test', idempotencyKey: randomUUID() };
  const filed = granted(await fileComplaintByApi(context, key, { ...aFiling(), documents: [id] }));
  return { recordId: filed.recordId, documentId: id };
}

async function scanOf(documentId: string): Promise<string | undefined> {
  const [row] = await product.context.database.query<{ scan: string }>({
    text: 'select scan from document where id = $1',
    values: [documentId],
  });
  return row?.scan;
}

async function open({ recordId, documentId }: Case) {
  const clerk = await product.actor(product.cec.clerk);
  const desk = product.as('shailoo_desk');
  return openCaseDocument(desk, clerk, { complaintId: recordId, documentId, form: 'shown' });
}

test('EICAR is found in the background; the file stays sealed for everybody and is still what was filed', async () => {
  const filed = await aCase(eicar);
  assert.equal(await scanOf(filed.documentId), 'waiting');
  const link = await createFileLink(worker, { documentId: filed.documentId, personId: null, form: 'original' });
  const round = await scanDocuments(worker, clamdScanner(clamd.address));
  assert.deepEqual(round, { clean: 1, infected: 1, failed: 0, failure: undefined });
  assert.equal(await scanOf(filed.documentId), 'infected');
  assert.equal(answerOf(await open(filed)), 'FILE_INFECTED');
  assert.equal(answerOf(await openFileLink(product.as('shailoo_portal'), link.slice(3))), 'FILE_INFECTED');
  const [row] = await product.context.database.query<{ sha256: string }>({
    text: 'select sha256 from document where id = $1',
    values: [filed.documentId],
  });
  assert.equal(row?.sha256, createHash('sha256').update(eicar).digest('hex'));
  const audit = await product.context.database.query({
    text: `select actor, action, outcome, code from audit where record_id = $1 and code = 'FILE_INFECTED' order by id`,
    values: [filed.recordId],
  });
  const code = 'FILE_INFECTED';
  assert.deepEqual(audit, [
    { actor: 'system:scanner', action: 'document.scan', outcome: 'done', code },
    {
      actor: `person:${product.cec.clerk}`,
      action: 'complaint.openCaseDocument',
      outcome: 'refused',
      code,
    },
    { actor: 'complainant', action: 'document.open', outcome: 'refused', code },
  ]);
});

test('a scanner that is down loses nothing: files wait closed, and the next round that reaches it scans them', async () => {
  const filed = await aCase(Buffer.from('plain words'));
  const gone = await aStandInClamd();
  await gone.close();
  for (let tries = 0; tries < 3; tries += 1) {
    const round = await scanDocuments(worker, clamdScanner(gone.address));
    assert.equal(round.failure?.code, 'scanner-unavailable');
  }
  assert.equal(await scanOf(filed.documentId), 'waiting');
  assert.equal(answerOf(await open(filed)), 'FILE_NOT_SCANNED');
  assert.equal((await scanDocuments(worker, clamdScanner(clamd.address))).clean, 2);
  assert.equal(await scanOf(filed.documentId), 'clean');
  assert.equal(answerOf(await open(filed)), 'granted');
});

test('a file that the scanner breaks on holds up no other', async () => {
  const filed = [await aCase(Buffer.from('one')), await aCase(Buffer.from('two')), await aCase(Buffer.from('three'))];
  const scanner = clamdScanner(clamd.address);
  const breaksOnTwo = {
    scan: async (source: AsyncIterable<Uint8Array>) => {
      const bytes = await buffer(source);
      const isTwo = bytes.toString() === 'two';
      return clamdScanner(isTwo ? '/nowhere/clamd.sock' : clamd.address).scan(
        (async function* () {
          yield bytes;
        })(),
      );
    },
  };
  for (let rounds = 0; rounds < 3; rounds += 1) await scanDocuments(worker, breaksOnTwo);
  const states = await Promise.all(filed.map(({ documentId }) => scanOf(documentId)));
  assert.deepEqual(states, ['clean', 'waiting', 'clean']);
  await scanDocuments(worker, scanner);
  assert.equal(await scanOf(filed[1]?.documentId ?? ''), 'clean');
});

test('an answer that is no answer leaves the file unproved: staff may save it, not look at it; it is asked again a day later', async () => {
  const filed = await aCase(Buffer.from('a long file'));
  const small = await aStandInClamd({ streamLimit: 4 });
  assert.equal((await scanDocuments(worker, clamdScanner(small.address))).failed, 2);
  await small.close();
  assert.equal(await scanOf(filed.documentId), 'failed');
  const { path } = granted(await open(filed));
  assert.equal(granted(await openFileLink(product.as('shailoo_portal'), path.slice(3))).isShown, false);
  assert.equal((await scanDocuments(worker, clamdScanner(clamd.address))).clean, 0);
  await product.context.database.query({ text: `update document set scanned_at = scanned_at - interval '25 hours'` });
  assert.equal((await scanDocuments(worker, clamdScanner(clamd.address))).clean, 2);
});

test('what was filed before there was a scanner is scanned when there is one; an infected file never becomes clean', async () => {
  const filed = await aCase(eicar, false);
  assert.equal(await scanOf(filed.documentId), 'notScanned');
  assert.equal(answerOf(await open(filed)), 'granted');
  await scanDocuments(worker, clamdScanner(clamd.address));
  assert.equal(await scanOf(filed.documentId), 'infected');
  const before = clamd.scans();
  await product.context.database.query({ text: `update document set scanned_at = scanned_at - interval '25 hours'` });
  await scanDocuments(worker, clamdScanner(clamd.address));
  assert.equal(clamd.scans(), before);
  assert.equal(await scanOf(filed.documentId), 'infected');
});

test('the desk says in words what is known of a file, and offers no way to what stays closed', async () => {
  const plain = await aCase(Buffer.from('plain words'), false);
  const served = await aDesk(product);
  try {
    const browser = await served.signedIn(product.cec.clerk);
    const page = async ({ recordId }: Case, language: string) =>
      (await browser.get(`/${language}/cases/${recordId}`)).text;
    for (const [language, words] of [
      ['ky', 'Вируска текшерилген эмес'],
      ['ru', 'Не проверен на вирусы'],
      ['en', 'Not scanned for viruses'],
    ] as const) {
      const text = await page(plain, language);
      assert.ok(text.includes(words), language);
      assert.ok(text.includes(`/files/${plain.documentId}"`) && text.includes(`/files/${plain.documentId}/original"`));
    }
    const sick = await aCase(eicar);
    assert.match(await page(sick, 'en'), /Waits for the virus scan/);
    await scanDocuments(worker, clamdScanner(clamd.address));
    const text = await page(sick, 'en');
    assert.match(text, /Virus found, not opened/);
    assert.ok(!text.includes(`/files/${sick.documentId}`));
    for (const path of ['', '/original']) {
      const refused = await browser.get(`/ru/cases/${sick.recordId}/files/${sick.documentId}${path}`);
      assert.equal(refused.status, 403);
      assert.match(refused.text, /найдена вредоносная программа/);
    }
    assert.match(await page(plain, 'en'), /No virus found/);
    assert.deepEqual(served.defects, []);
  } finally {
    await served.close();
  }
});
