import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import type { DocumentStore } from './document-store.ts';
import { openS3DocumentStore } from './s3-document-store.ts';

/** What the service under test does wrong; it is honest where nothing is said. */
interface Lies {
  stores?(sent: Buffer): Buffer;
  etag?: string;
  answersPut?(response: ServerResponse): void;
}

const key = randomBytes(32);
let lies: Lies;
let objects: Map<string, Buffer>;
let putHeaders: IncomingMessage['headers'];
let spoolFolder: string;
let store: DocumentStore;

const service = createServer((request, response) => void serve(request, response));

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = new URL(request.url ?? '/', 'http://s3').pathname.split('/')[2] ?? '';
  const body = await buffer(request).catch(() => Buffer.alloc(0));
  const object = objects.get(name);
  if (name === '') {
    response.end();
  } else if (request.method === 'PUT') {
    putHeaders = request.headers;
    if (lies.answersPut !== undefined) return lies.answersPut(response);
    const stored = lies.stores?.(body) ?? body;
    objects.set(name, stored);
    response.writeHead(200, { etag: lies.etag ?? `"${createHash('md5').update(body).digest('hex')}"` }).end();
  } else if (request.method === 'DELETE') {
    objects.delete(name);
    response.writeHead(204).end();
  } else if (object === undefined) {
    response.writeHead(404).end();
  } else {
    response.writeHead(200, {
      'content-length': object.length,
      etag: '"x"',
      'last-modified': new Date().toUTCString(),
    });
    response.end(request.method === 'HEAD' ? undefined : object);
  }
}

before(async () => {
  objects = new Map();
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  spoolFolder = await mkdtemp(join(tmpdir(), 'shailoo-lies-'));
  const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const access = { bucket: 'documents', accessKey: 'a-key', secretKey: 'a-secret' };
  store = await openS3DocumentStore({ endpoint, ...access, spoolFolder, idleTimeoutMs: 300 });
});
beforeEach(() => {
  lies = {};
  objects = new Map();
});
after(async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
  await rm(spoolFolder, { recursive: true });
});

async function put(bytes = 200_000): Promise<void> {
  await store.put(randomUUID(), pieces(randomBytes(bytes)), { key, limit: 1_000_000 });
}

async function* pieces(plain: Buffer): AsyncGenerator<Buffer> {
  yield plain;
}

test('an upload names its exact length, MD5 and SHA-256, and never overwrites', async () => {
  await put();
  const [stored] = [...objects.values()];
  assert.ok(stored !== undefined);
  assert.equal(putHeaders['content-length'], String(stored.length));
  assert.equal(putHeaders['content-md5'], createHash('md5').update(stored).digest('base64'));
  assert.equal(putHeaders['x-amz-content-sha256'], createHash('sha256').update(stored).digest('hex'));
  assert.equal(putHeaders['if-none-match'], '*');
  assert.equal(putHeaders['transfer-encoding'], undefined);
});

const faults: [string, Lies][] = [
  ['stores less than it was sent', { stores: (sent) => sent.subarray(0, -1) }],
  ['stores nothing', { stores: () => Buffer.alloc(0) }],
  [
    'stores one other byte',
    { stores: (sent) => Buffer.concat([sent.subarray(0, -1), Buffer.from([(sent.at(-1) ?? 0) ^ 1])]) },
  ],
  ['answers with another ETag', { etag: '"d41d8cd98f00b204e9800998ecf8427e"' }],
  ['answers without an ETag', { etag: '' }],
];
for (const [fault, told] of faults) {
  test(`a service that ${fault} is found out before anything is receipted, and the object is deleted`, async () => {
    lies = told;
    await assert.rejects(put(), { code: 'document-not-stored-whole', retryable: false });
    assert.deepEqual([[...objects.keys()], await readdir(spoolFolder)], [[], []]);
  });
}

for (const [answer, code, retryable] of [
  ['AccessDenied', 'document-store-refused', false],
  ['BadDigest', 'document-not-stored-whole', false],
  ['SlowDown', 'document-store-unavailable', true],
  ['QuotaExceeded', 'document-store-full', true],
] as const) {
  test(`the answer ${answer} is ${code}`, async () => {
    const body = `<?xml version="1.0"?><Error><Code>${answer}</Code><Message>no</Message></Error>`;
    lies = { answersPut: (response) => void response.writeHead(400).end(body) };
    await assert.rejects(put(), { code, retryable });
    assert.deepEqual(await readdir(spoolFolder), []);
  });
}

test('a service that breaks off is unavailable', async () => {
  lies = { answersPut: (response) => void response.destroy() };
  await assert.rejects(put(), { code: 'document-store-unavailable', retryable: true });
});

test('a service that stays silent is given up in time', async () => {
  lies = { answersPut: () => undefined };
  await assert.rejects(put(), { code: 'document-store-timeout', retryable: true });
});

test('a service that is not there is unavailable', async () => {
  const access = { endpoint: 'http://127.0.0.1:9', bucket: 'documents', accessKey: 'a-key', secretKey: 'a-secret' };
  await assert.rejects(openS3DocumentStore({ ...access, spoolFolder }), { code: 'document-store-unavailable' });
});
