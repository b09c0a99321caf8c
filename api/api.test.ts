import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { z } from 'zod';
import { apiFilingSchema } from '../operations/complaints/file-complaint-by-api.ts';
import { documentLimit } from '../operations/documents/stage-document.ts';
import { aFiling, aComplaint } from '../test/builders/complaints.ts';
import { plantedName as planted, plantedWords } from '../test/builders/planted-names.ts';
import { exampleRequests, withFreshUpload } from '../test/support/open-api-requests.ts';
import { aPortal } from '../test/support/portal.ts';
import type { TestPortal } from '../test/support/portal.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';
import { complaintDetailJson } from './complaints/complaint-detail-json.ts';
import {
  complaintListJson,
  documentJson,
  eventListJson,
  receiptJson,
  uploadJson,
} from './complaints/complaint-json.ts';
import type { ReceiptJson } from './complaints/complaint-json.ts';
import { consistencyJson, figuresJson } from './complaints/read-figures.ts';
import { countedTermJson } from './law/count-term.ts';
import { checkedFileJson } from './ledger/check-file.ts';
import { filingExample } from './examples.ts';
import { fileNameIn } from './documents/stage-document.ts';
import { openApiDocument } from './open-api-document.ts';
import { problemJson } from './open-api-parts.ts';

let product: Product;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  await aComplaint(product, 'registered');
});
after(async () => {
  await portal.close();
  await product.close();
});

const schemas: Record<string, z.ZodType> = {
  stageDocument: documentJson,
  fileComplaint: receiptJson,
  listComplaints: complaintListJson,
  readComplaint: complaintDetailJson,
  listComplaintEvents: eventListJson,
  readUpload: uploadJson,
  readFigures: figuresJson,
  readConsistency: consistencyJson,
  countTerm: countedTermJson,
  checkFile: checkedFileJson,
};

function file(
  body: unknown,
  key: string | null = randomUUID(),
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${portal.url}/api/v1/complaints`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(key === null ? {} : { 'Idempotency-Key': key }), ...headers },
  });
}

function stage(body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${portal.url}/api/v1/documents`, { method: 'POST', body, headers, duplex: 'half' });
}

async function codeOf(answer: Response): Promise<string> {
  assert.match(answer.headers.get('Content-Type') ?? '', /^application\/problem\+json/);
  return problemJson.parse(await answer.json()).code;
}

test('the OpenAPI document is valid', async () => {
  const answer = await fetch(`${portal.url}/api/v1/openapi.json`);
  const { valid, errors } = await new Validator().validate((await answer.json()) as Record<string, unknown>);
  assert.equal(valid, true, JSON.stringify(errors));
});

test('every request of the document runs as it stands, and every example is a true answer', async () => {
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument(portal.url)));
  const filed: string[] = [];
  for (const { operation, url, init, goodStatus } of exampleRequests(document, portal.url)) {
    const answer = await fetch(await withFreshUpload(url), init);
    assert.equal(String(answer.status), goodStatus, `${operation.operationId}: ${await answer.clone().text()}`);
    const schema = schemas[operation.operationId];
    schema?.parse(await answer.json());
    if (operation.operationId === 'fileComplaint') filed.push(init.body as string);
    for (const { content } of Object.values(operation.responses)) {
      for (const [type, { example }] of Object.entries(content ?? {})) {
        (type === 'application/problem+json' ? problemJson : schema)?.parse(example);
      }
    }
  }
  const fields = new Set(filed.flatMap((body) => Object.keys(JSON.parse(body) as object)));
  assert.deepEqual(new Set([...fields, 'documents']), new Set(Object.keys(apiFilingSchema.shape)));
});

test('a filing without Idempotency-Key is refused with 400', async () => {
  const answer = await file(filingExample, null);
  assert.equal(answer.status, 400);
  assert.equal(await codeOf(answer), 'IDEMPOTENCY_KEY_MISSING');
});

test('the same key with the same body gives the same receipt, with another body 422, for another client a new one', async () => {
  const key = randomUUID();
  const first = (await (await file(filingExample, key)).json()) as ReceiptJson;
  const again = await file(filingExample, key);
  assert.equal(again.headers.get('Idempotency-Replayed'), 'true');
  assert.deepEqual(await again.json(), first);
  const other = await file({ ...filingExample, statement: 'Башка текст' }, key);
  assert.equal(other.status, 422);
  assert.equal(await codeOf(other), 'IDEMPOTENCY_KEY_REUSED');
  const stranger = (await (await file(filingExample, key, { Authorization: 'Bearer stranger' })).json()) as ReceiptJson;
  assert.notEqual(stranger.number, first.number);
});

test('ten submits with one key at the same moment file one complaint', async () => {
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 10 }, () => file(filingExample, key)));
  const receipts = (await Promise.all(answers.map((answer) => answer.json()))) as ReceiptJson[];
  assert.equal(new Set(receipts.map(({ number }) => number)).size, 1);
});

test('the receipt commits to the bytes of each document', async () => {
  const bytes = Buffer.from('%PDF-1.7 далил');
  const staged = documentJson.parse(await (await stage(bytes)).json());
  assert.equal(staged.sha256, createHash('sha256').update(bytes).digest('hex'));
  const receipt = receiptJson.parse(await (await file({ language: 'ky', documents: [staged.id] })).json());
  assert.deepEqual(
    receipt.documents.map(({ purpose }) => purpose),
    ['statement', 'evidence'],
  );
  assert.equal(receipt.documents[1]?.sha256, staged.sha256);
});

test('a document of another client cannot be named, nor one twice filed', async () => {
  const staged = documentJson.parse(await (await stage('%PDF-1.7', { Authorization: 'Bearer one' })).json());
  const body = { language: 'ky', documents: [staged.id] };
  const stranger = await file(body, randomUUID(), { Authorization: 'Bearer two' });
  assert.equal(await codeOf(stranger), 'DOCUMENT_UNKNOWN');
  assert.equal((await file(body, randomUUID(), { Authorization: 'Bearer one' })).status, 201);
  assert.equal(await codeOf(await file(body, randomUUID(), { Authorization: 'Bearer one' })), 'DOCUMENT_UNKNOWN');
});

test('only an empty filing is refused; everything else becomes a warning', async () => {
  const empty = await file({ language: 'ru' });
  assert.equal(empty.status, 422);
  assert.equal(await codeOf(empty), 'NOTHING_FILED');
  const bare = receiptJson.parse(await (await file({ language: 'ru', statement: 'Текст' })).json());
  assert.ok(bare.warnings.includes('nameMissing'));
});

test('a body that is no filing is refused, and the field is named', async () => {
  const answer = await file({ ...filingExample, language: 'de' });
  assert.equal(answer.status, 422);
  const problem = problemJson.parse(await answer.json());
  assert.deepEqual(problem.about, { field: 'language' });
  assert.equal(await codeOf(await file({ ...filingExample, more: 1 })), 'INPUT_INVALID');
  const broken = await fetch(`${portal.url}/api/v1/complaints`, {
    method: 'POST',
    body: '{',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'x' },
  });
  assert.equal(await codeOf(broken), 'INPUT_INVALID');
  const large = await file({ ...filingExample, statement: 'а'.repeat(600_000) });
  assert.equal(large.status, 413);
  assert.equal(await codeOf(large), 'BODY_TOO_LARGE');
});

test('a file as large as the limit is taken, one byte more is refused with 413', async () => {
  const limit = documentLimit;
  const whole = await stage(streamOf(limit));
  assert.equal(documentJson.parse(await whole.json()).bytes, limit);
  const over = await stage(streamOf(limit + 1), { 'Content-Type': 'application/octet-stream' });
  assert.equal(over.status, 413);
  assert.equal(await codeOf(over), 'BODY_TOO_LARGE');
});

function streamOf(length: number): ReadableStream<Uint8Array> {
  let left = length;
  return new ReadableStream({
    pull(controller) {
      const piece = new Uint8Array(Math.min(left, 1024 * 1024));
      left -= piece.length;
      controller.enqueue(piece);
      if (left === 0) controller.close();
    },
  });
}

test('an empty file is refused, a renamed program is received as what it is', async () => {
  assert.equal(await codeOf(await stage('')), 'UPLOAD_BROKEN');
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
  const answer = await stage(program, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': 'attachment; filename="a.pdf"',
  });
  const staged = documentJson.parse(await answer.json());
  assert.notEqual(staged.mediaType, 'application/pdf');
  const receipt = receiptJson.parse(
    await (await file({ language: 'ky', statement: 'x', documents: [staged.id] })).json(),
  );
  assert.ok(receipt.warnings.includes('fileTypeUnknown'));
});

test('a connection cut in the middle leaves no document behind', async () => {
  const { database } = product.context;
  const count = async (): Promise<number> =>
    (await database.query<{ n: number }>({ text: 'select count(*) as n from document' }))[0]?.n ?? 0;
  const before = await count();
  const { hostname, port } = new URL(portal.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /api/v1/documents HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(20_000)}`,
  );
  await wait(200);
  socket.destroy();
  await wait(300);
  assert.equal(await count(), before);
});

test('names planted in every field are nowhere in what the API shows', async () => {
  const words = { ...plantedWords, learnedOn: planted };
  const answer = await file({ ...aFiling(words), ...words });
  const text = await answer.text();
  assert.equal(answer.status, 201, text);
  const { number } = receiptJson.parse(JSON.parse(text));
  assert.doesNotMatch(text, new RegExp(planted));
  for (const path of ['', `/${number}`, `/${number}/events`]) {
    const shown = await (await fetch(`${portal.url}/api/v1/complaints${path}`)).text();
    assert.doesNotMatch(shown, new RegExp(planted), path);
  }
});

test('the register is read page by page without gap or double', async () => {
  const numbers: string[] = [];
  let after = '';
  do {
    const answer = await fetch(`${portal.url}/api/v1/complaints?limit=3${after === '' ? '' : `&after=${after}`}`);
    const page = complaintListJson.parse(await answer.json());
    numbers.push(...page.items.map(({ number }) => number));
    after = page.next ?? '';
  } while (after !== '');
  const [row] = await product.context.database.query<{ n: number }>({ text: 'select count(*) as n from complaint' });
  assert.equal(numbers.length, row?.n);
  assert.equal(new Set(numbers).size, numbers.length);
});

test('a number is found however it is written, an unknown one and an unknown filter are refused', async () => {
  const found = await fetch(`${portal.url}/api/v1/complaints/${encodeURIComponent('к-2027-1')}`);
  assert.equal(complaintDetailJson.parse(await found.json()).number, 'K-2027-000001');
  const missing = await fetch(`${portal.url}/api/v1/complaints/K-2027-999999`, {
    headers: { 'Accept-Language': 'ru' },
  });
  assert.equal(missing.status, 404);
  assert.equal(problemJson.parse(await missing.json()).detail, 'Такая запись не найдена.');
  assert.equal(await codeOf(await fetch(`${portal.url}/api/v1/complaints?status=lost`)), 'INPUT_INVALID');
  assert.equal(await codeOf(await fetch(`${portal.url}/api/v2`)), 'NOT_FOUND');
});

test('a number that two commissions gave is refused with the names of both, and found with one of them', async () => {
  await aComplaint(product, 'filed', { commission: 'pec-1086' });
  const address = `${portal.url}/api/v1/complaints/K-2027-000001/events`;
  const several = await fetch(address, { headers: { 'Accept-Language': 'en' } });
  assert.equal(several.status, 422);
  const { code, about } = problemJson.parse(await several.json());
  assert.equal(code, 'NUMBER_OF_SEVERAL');
  assert.match(String(about?.['commissions']), /^(cec, pec-1086|pec-1086, cec)$/);
  assert.equal((await fetch(`${address}?commission=pec-1086`)).status, 200);
});

test('file names come from the header as the standard says', () => {
  assert.equal(fileNameIn("attachment; filename*=UTF-8''%D3%A8%D1%82%D2%AF%D0%BD%D2%AF%D1%87.pdf"), 'Өтүнүч.pdf');
  assert.equal(fileNameIn('attachment; filename="a b.pdf"'), 'a b.pdf');
  assert.equal(fileNameIn("attachment; filename*=UTF-8''%E0%A4%A"), 'file');
  assert.equal(fileNameIn(''), 'file');
});
