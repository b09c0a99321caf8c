import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { S3ForTests } from '../../test/support/versitygw.ts';
import { anS3Service } from '../../test/support/versitygw.ts';
import type { IntegrationError } from '../integration-error.ts';
import type { DocumentStore } from './document-store.ts';
import { openFolderDocumentStore } from './folder-document-store.ts';
import { frameBytes, headerBytes, sealedFrameBytes } from './frames.ts';
import { s3Bucket } from './s3-client.ts';
import { openS3DocumentStore } from './s3-document-store.ts';

const mebibyte = 1024 * 1024;

interface StoreUnderTest {
  store: DocumentStore;
  openStatement: string;
  temporaries(): Promise<string[]>;
  readSealed(id: string): Promise<Buffer>;
  writeSealed(id: string, bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

async function aFolderStore(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'shailoo-documents-'));
  const configuration = { folder };
  const path = (id: string) => join(folder, 'documents', id.slice(0, 2), id);
  return {
    store: await openFolderDocumentStore(configuration),
    openStatement: `import { openFolderDocumentStore as open } from ${moduleText('./folder-document-store.ts')};
      const store = await open(${JSON.stringify(configuration)});`,
    temporaries: () => readdir(join(folder, 'incoming')),
    readSealed: (id) => readFile(path(id)),
    writeSealed: (id, bytes) => writeFile(path(id), bytes),
    close: () => rm(folder, { recursive: true }),
  };
}

async function anS3Store(service: S3ForTests): Promise<StoreUnderTest> {
  assert.ok('configuration' in service);
  const spoolFolder = await mkdtemp(join(tmpdir(), 'shailoo-spool-'));
  const configuration = { ...service.configuration, spoolFolder };
  const { client, bucket } = s3Bucket(configuration);
  return {
    store: await openS3DocumentStore(configuration),
    openStatement: `import { openS3DocumentStore as open } from ${moduleText('./s3-document-store.ts')};
      const store = await open(${JSON.stringify(configuration)});`,
    temporaries: () => readdir(spoolFolder),
    readSealed: async (id) => Buffer.concat(await all(await client.getObject(bucket, id))),
    async writeSealed(id, bytes) {
      await client.putObject(bucket, id, bytes);
    },
    close: () => rm(spoolFolder, { recursive: true }),
  };
}

function moduleText(file: string): string {
  return JSON.stringify(new URL(file, import.meta.url).href);
}

const s3 = await anS3Service();
const s3Absence = 'absent' in s3 ? s3.absent : undefined;

after(async () => {
  if ('stop' in s3) {
    await s3.stop();
  }
});

documentStoreContract('the folder', aFolderStore);
if ('configuration' in s3) {
  documentStoreContract('the S3 bucket', () => anS3Store(s3));
  test('processes that start together share a bucket that was not there', async () => {
    const spoolFolder = await mkdtemp(join(tmpdir(), 'shailoo-spool-'));
    for (let round = 0; round < 5; round += 1) {
      const configuration = { ...s3.configuration, bucket: `new-${randomUUID()}`, spoolFolder };
      const stores = await Promise.all(Array.from({ length: 8 }, () => openS3DocumentStore(configuration)));
      for (const store of stores) await store.check();
    }
    await rm(spoolFolder, { recursive: true, force: true });
  });
} else {
  test(
    'the S3 bucket keeps the contract of the document store',
    { skip: process.env['CI'] !== 'true' && s3Absence },
    () => {
      assert.fail(s3Absence);
    },
  );
}

function documentStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a document store`, () => {
    let under: StoreUnderTest;
    const key = randomBytes(32);
    const limit = 60 * mebibyte;

    before(async () => {
      under = await open();
    });
    after(() => under.close());

    async function put(plain: Buffer, id: string = randomUUID()): Promise<string> {
      await under.store.put(id, inPieces(plain, 10_000), { key, limit });
      return id;
    }

    async function read(id: string, range?: { start: number; end: number }): Promise<Buffer> {
      const options = range === undefined ? { key } : { key, range };
      return Buffer.concat(await all(under.store.get(id, options)));
    }

    async function leavesNothing(id: string): Promise<void> {
      assert.deepEqual(await under.temporaries(), []);
      assert.ok(!(await all(under.store.list())).includes(id));
      await assert.rejects(read(id), withCode('document-not-found'));
    }

    for (const size of [0, 1, frameBytes - 1, frameBytes, frameBytes + 1, 3 * frameBytes]) {
      test(`gives back ${size} bytes as they came, with their length and SHA-256`, async () => {
        const plain = randomBytes(size);
        const id = randomUUID();
        const stored = await under.store.put(id, inPieces(plain, 10_000), { key, limit });
        const sealed = await under.readSealed(id);
        assert.deepEqual(stored, { bytes: size, sha256: sha256(plain), storedBytes: sealed.length });
        assert.deepEqual(await read(id), plain);
      });
    }

    test('keeps 50 MB and gives them back', async () => {
      const plain = randomBytes(50 * mebibyte);
      const id = randomUUID();
      const stored = await under.store.put(id, Readable.from(inPieces(plain, mebibyte)), { key, limit });
      assert.equal(stored.sha256, sha256(plain));
      assert.equal(sha256(await read(id)), sha256(plain));
    });

    test('stores nothing that can be read without the key', async () => {
      const id = await put(Buffer.from('Даттануу: шайлоо тилкеси жабык болду.'));
      assert.ok(!(await under.readSealed(id)).includes(Buffer.from('шайлоо')));
      const reading = all(under.store.get(id, { key: randomBytes(32) }));
      await assert.rejects(reading, withCode('document-damaged'));
    });

    test('refuses one byte over the limit and leaves nothing', async () => {
      const id = randomUUID();
      const putting = under.store.put(id, inPieces(randomBytes(1001), 100), { key, limit: 1000 });
      await assert.rejects(putting, withCode('document-over-limit'));
      await leavesNothing(id);
    });

    test('accepts exactly the limit', async () => {
      const stored = await under.store.put(randomUUID(), inPieces(randomBytes(1000), 100), { key, limit: 1000 });
      assert.equal(stored.bytes, 1000);
    });

    test('leaves nothing of a stream that is cut', async () => {
      const id = randomUUID();
      const source = Readable.from(cutAfter(randomBytes(200_000)));
      await assert.rejects(under.store.put(id, source, { key, limit }), withCode('document-stream-cut'));
      await leavesNothing(id);
    });

    test('refuses bytes with another hash than declared and leaves nothing', async () => {
      const id = randomUUID();
      const options = { key, limit, expectedSha256: sha256(Buffer.from('other')) };
      const putting = under.store.put(id, inPieces(Buffer.from('these'), 5), options);
      await assert.rejects(putting, withCode('document-hash-mismatch'));
      await leavesNothing(id);
    });

    test('never overwrites a document', async () => {
      const id = await put(Buffer.from('first'));
      await assert.rejects(put(Buffer.from('second'), id), withCode('document-exists'));
      assert.equal((await read(id)).toString(), 'first');
    });

    test('finds a flipped bit wherever it is', async () => {
      const id = await put(randomBytes(2 * frameBytes + 100));
      const sealed = await under.readSealed(id);
      for (const place of [0, 5, headerBytes - 1, headerBytes, sealedFrameBytes, sealed.length - 1]) {
        const altered = Buffer.from(sealed);
        altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
        await under.writeSealed(id, altered);
        await assert.rejects(read(id), withCode('document-damaged'), `bit at ${place}`);
      }
    });

    test('finds a shortened or lengthened document, at a frame border too', async () => {
      const id = await put(randomBytes(2 * frameBytes + 100));
      const sealed = await under.readSealed(id);
      const borders = [headerBytes + 2 * sealedFrameBytes, headerBytes + sealedFrameBytes, headerBytes, 3, 0];
      for (const length of [sealed.length - 1, ...borders]) {
        await under.writeSealed(id, sealed.subarray(0, length));
        await assert.rejects(read(id), withCode('document-damaged'), `cut to ${length}`);
      }
      await under.writeSealed(id, Buffer.concat([sealed, Buffer.from([0])]));
      await assert.rejects(read(id), withCode('document-damaged'));
    });

    test('finds exchanged frames', async () => {
      const id = await put(randomBytes(3 * frameBytes));
      const sealed = await under.readSealed(id);
      const frame = (n: number) =>
        sealed.subarray(headerBytes + n * sealedFrameBytes, headerBytes + (n + 1) * sealedFrameBytes);
      await under.writeSealed(id, Buffer.concat([sealed.subarray(0, headerBytes), frame(1), frame(0), frame(2)]));
      await assert.rejects(read(id), withCode('document-damaged'));
    });

    test('finds a document put in the place of another one under the same key', async () => {
      const [one, other] = [await put(randomBytes(500)), await put(randomBytes(500))];
      await under.writeSealed(one, await under.readSealed(other));
      await assert.rejects(read(one), withCode('document-damaged'));
    });

    test('gives any part of a document', async () => {
      const plain = randomBytes(3 * frameBytes + 77);
      const id = await put(plain);
      const ranges = [
        [0, 1],
        [0, plain.length],
        [frameBytes - 1, frameBytes + 1],
        [frameBytes, 2 * frameBytes],
        [plain.length - 1, plain.length],
        [plain.length, plain.length],
        [10, 10],
      ] as const;
      for (const [start, end] of ranges) {
        assert.deepEqual(await read(id, { start, end }), plain.subarray(start, end), `${start} to ${end}`);
      }
    });

    test('reads a part although another part is damaged', async () => {
      const plain = randomBytes(3 * frameBytes);
      const id = await put(plain);
      const sealed = await under.readSealed(id);
      sealed.fill(0, headerBytes, headerBytes + 100);
      await under.writeSealed(id, sealed);
      const range = { start: frameBytes, end: frameBytes + 10 };
      assert.deepEqual(await read(id, range), plain.subarray(range.start, range.end));
    });

    test('refuses a part outside the document', async () => {
      const id = await put(randomBytes(100));
      for (const [start, end] of [
        [0, 101],
        [-1, 5],
        [6, 5],
        [0.5, 3],
      ] as const) {
        await assert.rejects(read(id, { start, end }), withCode('document-range-invalid'));
      }
    });

    test('removes a document, and an unknown one without complaint', async () => {
      const id = await put(Buffer.from('gone soon'));
      await under.store.remove(id);
      await leavesNothing(id);
      await under.store.remove(id);
    });

    test('lists every document', async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => put(Buffer.from(`document ${n}`))));
      const listed = new Set(await all(under.store.list()));
      assert.deepEqual(
        ids.filter((id) => !listed.has(id)),
        [],
      );
    });

    test('says that it can store', async () => {
      await under.store.check();
    });

    test('takes no id that is not a UUID', async () => {
      await assert.rejects(
        async () => under.store.put('../escape', inPieces(Buffer.from('x'), 1), { key, limit }),
        TypeError,
      );
      assert.throws(() => under.store.get('../escape', { key }), TypeError);
    });

    test('holds no document of a process killed while it was storing, and sweeps what it left', async () => {
      const id = randomUUID();
      await killedWhilePutting(under.openStatement, id);
      assert.equal((await under.temporaries()).length, 1);
      const reopened = await reopen(under.openStatement);
      assert.equal(reopened, 0);
      await leavesNothing(id);
    });
  });
}

async function killedWhilePutting(openStatement: string, id: string): Promise<void> {
  const child = spawnModule(`${openStatement}
    async function* endless() {
      yield Buffer.alloc(300_000);
      yield Buffer.alloc(300_000);
      console.log('half');
      await new Promise(() => setInterval(() => undefined, 1000));
    }
    await store.put('${id}', endless(), { key: Buffer.alloc(32), limit: 10_000_000 });`);
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function reopen(openStatement: string): Promise<unknown> {
  const child = spawnModule(openStatement);
  return new Promise((resolve) => child.once('close', resolve));
}

function spawnModule(code: string) {
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function* inPieces(plain: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < plain.length; start += size) {
    yield plain.subarray(start, start + size);
  }
}

async function* cutAfter(plain: Buffer): AsyncGenerator<Buffer> {
  yield plain;
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of source) {
    found.push(item);
  }
  return found;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function withCode(code: string): (error: IntegrationError) => boolean {
  return (error) => {
    assert.equal(error.code, code);
    return true;
  };
}

test('documents lie in files that only their owner can read', async () => {
  const under = await aFolderStore();
  const id = randomUUID();
  await under.store.put(id, inPieces(Buffer.from('x'), 1), { key: randomBytes(32), limit: 10 });
  const folder = join(under.openStatement.match(/"folder":"([^"]+)"/)?.[1] ?? '', 'documents');
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  assert.equal((await stat(join(folder, id.slice(0, 2), id))).mode & 0o777, 0o600);
  await under.close();
});
