import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sweepDocuments } from '../../operations/documents/sweep-documents.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { receiptJson, uploadJson } from '../complaints/complaint-json.ts';

let product: Product;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
});
after(async () => {
  await portal.close();
  await product.close();
});

const tus = { 'Tus-Resumable': '1.0.0', Authorization: 'Bearer phone' };
const film = Buffer.concat([
  Buffer.from('\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isommp42\u0000\u0000\u0000\u0008free', 'latin1'),
  randomBytes(3_000_000),
]);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function begin(length = film.length, headers: Record<string, string> = {}): Promise<string> {
  const name = Buffer.from('Добуш берүү.mp4').toString('base64');
  const answer = await fetch(`${portal.url}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...tus, 'Upload-Length': String(length), 'Upload-Metadata': `filename ${name}`, ...headers },
  });
  assert.equal(answer.status, 201);
  return answer.headers.get('Location') ?? '';
}

function patch(
  url: string,
  offset: number,
  body: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const type = { 'Content-Type': 'application/offset+octet-stream' };
  const told = { ...tus, ...type, 'Upload-Offset': String(offset), ...headers };
  return fetch(url, { method: 'PATCH', body: new Uint8Array(Buffer.from(body)), headers: told });
}

async function offsetOf(url: string): Promise<number> {
  const answer = await fetch(url, { method: 'HEAD', headers: tus });
  assert.equal(answer.headers.get('Cache-Control'), 'no-store');
  return Number(answer.headers.get('Upload-Offset'));
}

async function read(url: string) {
  return uploadJson.parse(await (await fetch(url, { headers: tus })).json());
}

/** Sends the beginning of a part and breaks the connection in the middle of it. */
async function cutAt(url: string, sent: number): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = [
    `PATCH ${pathname} HTTP/1.1`,
    `Host: ${hostname}`,
    ...Object.entries(tus).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: application/offset+octet-stream',
    'Upload-Offset: 0',
    `Content-Length: ${film.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await new Promise((resolve) => socket.write(film.subarray(0, sent), resolve));
  await wait(200);
  socket.destroy();
}

test('a film whose upload was cut in the middle goes on where it stopped, and is filed with its own hash', async () => {
  const url = await begin();
  await cutAt(url, 1_700_000);
  let offset = await offsetOf(url);
  for (let tries = 0; offset === 0 && tries < 100; tries += 1) {
    await wait(100);
    offset = await offsetOf(url);
  }
  assert.ok(offset > 0 && offset <= 1_700_000, `stands at ${offset}`);
  assert.equal((await read(url)).document, null);
  const half = offset + Math.floor((film.length - offset) / 2);
  assert.equal((await patch(url, offset, film.subarray(offset, half))).status, 204);
  const last = await patch(url, half, film.subarray(half));
  assert.equal(last.headers.get('Upload-Offset'), String(film.length));
  const { document } = await read(url);
  assert.equal(document?.sha256, sha256(film));
  assert.equal(document.mediaType, 'video/mp4');
  const answer = await fetch(`${portal.url}/api/v1/complaints`, {
    method: 'POST',
    body: JSON.stringify({ language: 'ky', documents: [document.id] }),
    headers: { ...tus, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
  });
  const receipt = receiptJson.parse(await answer.json());
  assert.equal(receipt.documents[1]?.sha256, sha256(film));
  assert.ok(!receipt.warnings.includes('fileTypeUnknown'));
});

test('the parts are encrypted, and nothing of them stays when the document is made', async () => {
  const { context } = product;
  const count = async (): Promise<number> => {
    let n = 0;
    for await (const id of context.documents.list()) n += id === '' ? 0 : 1;
    return n;
  };
  const before = await count();
  const url = await begin(10);
  await patch(url, 0, 'hello');
  assert.equal(await count(), before + 1);
  await patch(url, 5, 'world');
  assert.equal(await count(), before + 1);
  assert.equal((await read(url)).document?.sha256, sha256(Buffer.from('helloworld')));
});

test('a part at another place, a damaged one and one too many are refused and change nothing', async () => {
  const url = await begin(10);
  assert.equal((await patch(url, 3, 'hello')).status, 409);
  const sum = (text: string): string => `sha256 ${createHash('sha256').update(text).digest('base64')}`;
  assert.equal((await patch(url, 0, 'hello', { 'Upload-Checksum': sum('other') })).status, 460);
  assert.equal((await patch(url, 0, 'hello world')).status, 413);
  assert.equal(await offsetOf(url), 0);
  assert.equal((await patch(url, 0, 'hello', { 'Upload-Checksum': sum('hello') })).status, 204);
  assert.equal(await offsetOf(url), 5);
});

test('of two parts for the same place at the same moment one counts', async () => {
  const url = await begin(10);
  const answers = await Promise.all([patch(url, 0, 'aaaaa'), patch(url, 0, 'bbbbb'), patch(url, 0, 'ccccc')]);
  assert.equal(answers.filter(({ status }) => status === 204).length, 1);
  assert.equal(answers.filter(({ status }) => status === 409).length, 2);
  assert.equal(await offsetOf(url), 5);
});

test('an upload is nobody else’s, speaks one version, and has an end', async () => {
  const url = await begin(10);
  const stranger = { ...tus, Authorization: 'Bearer somebody else' };
  assert.equal((await fetch(url, { method: 'HEAD', headers: stranger })).status, 404);
  assert.equal((await fetch(url, { method: 'HEAD' })).status, 412);
  assert.equal((await patch(url, 0, 'x', { 'Content-Type': 'text/plain' })).status, 415);
  assert.equal((await fetch(url, { method: 'DELETE', headers: tus })).status, 204);
  assert.equal((await fetch(url, { method: 'HEAD', headers: tus })).status, 404);
  const told = await fetch(`${portal.url}/api/v1/uploads`, { method: 'OPTIONS' });
  assert.match(told.headers.get('Tus-Extension') ?? '', /creation/);
  const tooLarge = await fetch(`${portal.url}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...tus, 'Upload-Length': '600000000' },
  });
  assert.equal(tooLarge.status, 413);
});

test('an upload that nobody finished in a day goes with what it brought', async () => {
  const url = await begin(10);
  await patch(url, 0, 'hello');
  await product.context.database.query({
    text: `update upload set expires_at = clock_timestamp() - interval '1 second' where id = $1`,
    values: [url.split('/').at(-1)],
  });
  assert.ok((await sweepDocuments(product.as('shailoo_worker'))) >= 1);
  assert.equal((await fetch(url, { method: 'HEAD', headers: tus })).status, 404);
});

test('a client can begin ten at a time, not more', async () => {
  const headers = { ...tus, Authorization: 'Bearer greedy', 'Upload-Length': '10' };
  const ask = (): Promise<Response> => fetch(`${portal.url}/api/v1/uploads`, { method: 'POST', headers });
  for (let each = 0; each < 10; each += 1) assert.equal((await ask()).status, 201);
  assert.equal((await ask()).status, 429);
});
