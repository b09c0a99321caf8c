import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../dev/parts/free-port.ts';
import { s3Bucket } from '../../integrations/document-store/s3-client.ts';
import type { S3Configuration } from '../../integrations/document-store/s3-client.ts';
import { openKeyRing } from '../../integrations/key-ring/key-ring.ts';
import { ledgerBucket, makeLedgerBucket } from '../../integrations/ledger/ledger-bucket.ts';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import type { LedgerFiles, LedgerFolder } from '../../integrations/ledger/ledger-files.ts';
import { rootHash } from '../../integrations/ledger/merkle-tree.ts';
import { tileTree } from '../../integrations/ledger/tile-tree.ts';
import { bundlePath, fullWidth, tileWidth } from '../../integrations/ledger/tiles.ts';
import { copyLedger } from '../../operations/ledger/copy-ledger.ts';
import { readPublishedLedger } from '../../operations/ledger/ledger.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { verifyLedger } from '../../operations/ledger/verify-ledger.ts';
import { runProgram } from '../backup/run-program.ts';
import { aComplaint } from '../builders/complaints.ts';
import { aLedger } from '../support/ledger.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { anS3Service } from '../support/versitygw.ts';

let product: Product;
let folder: string;
let files: LedgerFolder;
let ledger: Ledger;
const s3 = await anS3Service();
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-copy-'));
  ledger = await aLedger(folder);
  files = ledgerFolder(join(folder, 'ledger'));
});
after(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
  if ('stop' in s3) await s3.stop();
});

const publish = (limit?: number) => publishLedger(product.as('shailoo_ledger'), ledger, limit);

/** A bucket of its own and what was written to it, in order; undefined where there is no S3 service. */
async function aBucket(t: TestContext, name: string) {
  if ('absent' in s3) {
    assert.notEqual(process.env['CI'], 'true', s3.absent);
    return t.skip(s3.absent);
  }
  const configuration = { ...s3.configuration, bucket: `ledger-${name}` };
  await makeLedgerBucket(configuration);
  const bucket = ledgerBucket(configuration);
  const written: string[] = [];
  const watched: LedgerFiles = {
    read: bucket.read,
    add: (path, bytes) => bucket.add(path, bytes).then(() => void written.push(path)),
    replaceCheckpoint: (text) => bucket.replaceCheckpoint(text).then(() => void written.push('checkpoint')),
  };
  return { configuration, bucket, watched, written };
}

/** Reads the copy as an outsider would: its root from its tiles, and every entry of it. Its size. */
async function readWhole(copy: LedgerFiles): Promise<number> {
  const { checkpoint } = (await readPublishedLedger(copy)) ?? assert.fail('nothing is published there');
  const { size, root } = checkpoint;
  assert.deepEqual(await rootHash(tileTree(copy, size), size), root);
  for (let index = 0; tileWidth(size, 0, index) > 0; index += 1) {
    const path = bundlePath({ index, width: tileWidth(size, 0, index) });
    assert.deepEqual(await copy.read(path), await files.read(path), path);
  }
  return size;
}

test('the copy is whole and good by itself, grows with the ledger, and a round without news writes nothing', async (t) => {
  const found = await aBucket(t, 'whole');
  if (!found) return;
  const { bucket, watched, written } = found;
  assert.deepEqual(await copyLedger(files, watched), { size: 0, files: 0 }, 'before anything is published');
  await aComplaint(product, 'drafted');
  const { size } = await publish();
  assert.equal((await copyLedger(files, watched)).size, size);
  assert.equal(await readWhole(bucket), size);
  written.length = 0;
  assert.deepEqual(await copyLedger(files, watched), { size, files: 0 });
  assert.deepEqual(written, []);
  let grown = size;
  while (grown <= fullWidth) {
    await aComplaint(product, 'drafted');
    grown = (await publish()).size;
  }
  assert.equal((await copyLedger(files, watched)).size, grown);
  assert.equal(await readWhole(bucket), grown);
  for (const signed of await files.signedSizes())
    assert.deepEqual(
      await bucket.read(`checkpoints/${signed}`),
      await files.read(`checkpoints/${signed}`),
      `${signed}`,
    );
  const faults: string[] = [];
  await verifyLedger(product.context, bucket, ({ fault }) => void faults.push(fault));
  assert.deepEqual(faults, [], 'what npm run verify reads with --copy');
});

test('whoever reads while a round is cut short finds the ledger before, whole; the next round goes on', async (t) => {
  const found = await aBucket(t, 'cut');
  if (!found) return;
  const { bucket, watched, written } = found;
  await aComplaint(product, 'filed');
  await publish();
  const before = (await copyLedger(files, bucket)).size;
  await aComplaint(product, 'drafted');
  const { size } = await publish();
  for (let last = 0; ; last += 1) {
    written.length = 0;
    const dying: LedgerFiles = {
      ...watched,
      add: (path, bytes) => (written.length >= last ? Promise.reject(new Error('killed')) : watched.add(path, bytes)),
    };
    const end = await copyLedger(files, dying).then(
      () => 'done',
      (error: Error) => error.message,
    );
    if (end === 'done') break;
    assert.equal(await readWhole(bucket), before, `killed at file ${last}`);
  }
  assert.equal(written.at(-1), 'checkpoint', 'the checkpoint comes last');
  assert.equal(await readWhole(bucket), size);
});

test('after an outage of the store the copy catches up, with every checkpoint that was signed meanwhile', async (t) => {
  const found = await aBucket(t, 'outage');
  if (!found) return;
  const { bucket, configuration } = found;
  await copyLedger(files, bucket);
  const away: S3Configuration = { ...configuration, endpoint: 'http://127.0.0.1:9' };
  await assert.rejects(copyLedger(files, ledgerBucket(away)), { code: 'ledger-store-unavailable' });
  await assert.rejects(copyLedger(files, ledgerBucket({ ...configuration, secretKey: 'another' })), {
    code: 'ledger-store-refused',
  });
  await aComplaint(product, 'admitted');
  const sizes: number[] = [];
  for (let placed = 1; placed > 0;) {
    const round = await publish(2);
    placed = round.placed;
    sizes.push(round.size);
  }
  assert.ok(new Set(sizes).size > 2);
  assert.equal((await copyLedger(files, bucket)).size, sizes.at(-1));
  for (const size of sizes)
    assert.deepEqual(await bucket.read(`checkpoints/${size}`), await files.read(`checkpoints/${size}`));
});

test('a copy that the ledger here does not continue is left as it is and told', async (t) => {
  const found = await aBucket(t, 'other');
  if (!found) return;
  const { bucket, configuration } = found;
  await copyLedger(files, bucket);
  const note = (await bucket.read('checkpoint'))?.toString();
  const earlier = (await files.signedSizes())[0] ?? 0;
  const older: LedgerFolder = {
    ...files,
    read: (path) => files.read(path === 'checkpoint' ? `checkpoints/${earlier}` : path),
  };
  const another = await aLedger(folder, { published: 'anew', keys: 'keys-anew' });
  await publishLedger(product.as('shailoo_ledger'), another);
  for (const from of [older, ledgerFolder(join(folder, 'anew')), ledgerFolder(join(folder, 'empty'))])
    await assert.rejects(copyLedger(from, bucket), { code: 'ledger-copy-differs' });
  assert.equal((await bucket.read('checkpoint'))?.toString(), note);
  const tile = bundlePath({ index: 0, width: fullWidth });
  const { client, bucket: name } = s3Bucket(configuration);
  await client.putObject(name, tile, Buffer.from('changed by hand'));
  await assert.rejects(bucket.add(tile, (await files.read(tile)) ?? Buffer.alloc(0)), { code: 'ledger-file-differs' });
  assert.equal((await bucket.read(tile))?.toString(), 'changed by hand', 'what lies there is never written over');
  await assert.rejects(async () => bucket.read('../documents/x'), { code: 'ledger-path-invalid' });
});

test('the process of the ledger copies what it publishes by itself and tells how far it is; npm run verify reads the copy', async (t) => {
  const found = await aBucket(t, 'process');
  if (!found) return;
  const { configuration, bucket } = found;
  await aComplaint(product, 'filed');
  const metricsPort = await freePort();
  const given = Object.entries(process.env).filter(([name]) => !/^(SHAILOO|DATABASE|LEDGER|S3)_/.test(name));
  const env: Record<string, string> = {
    ...(Object.fromEntries(given) as Record<string, string>),
    DATABASE_URL: product.databaseUrl,
    SHAILOO_HOME: join(folder, 'home'),
    SHAILOO_PORT: String(metricsPort - 10),
    LEDGER_FOLDER: join(folder, 'ledger'),
    LEDGER_KEY_FILE: join(folder, 'keys', 'ledger.key'),
    LEDGER_COPY_ENDPOINT: configuration.endpoint,
    LEDGER_COPY_BUCKET: configuration.bucket,
    LEDGER_COPY_ACCESS_KEY: configuration.accessKey,
    LEDGER_COPY_SECRET_KEY: configuration.secretKey,
    LOG_LEVEL: 'warn',
  };
  const started = fork(fileURLToPath(new URL('../../processes/ledger.ts', import.meta.url)), [], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(started, 'exit');
  try {
    const [row] = await product.context.database.query<{ n: number }>({ text: 'select count(*)::int as n from event' });
    const isTold = new RegExp(`^shailoo_ledger_copied_entries ${row?.n}$`, 'm');
    let told = '';
    for (const until = Date.now() + 60_000; !isTold.test(told) && Date.now() < until; await sleep(200))
      told = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then(
        (answer) => answer.text(),
        () => '',
      );
    assert.match(told, isTold);
    assert.match(told, /round="ledger-copy",end="good"/);
    assert.equal(await readWhole(bucket), row?.n);
    await openKeyRing({ file: join(folder, 'home', 'keys', 'master.json'), createIfMissing: true });
    const elsewhere = { ...env, LEDGER_FOLDER: join(folder, 'nowhere') };
    assert.match((await runProgram('verify', [], elsewhere)).said, /entries of the ledger, none published/);
    const { said } = await runProgram('verify', ['--copy'], elsewhere);
    assert.match(said, new RegExp(`^${row?.n} entries of the ledger, ${row?.n} published$`, 'm'));
  } finally {
    started.kill('SIGTERM');
    await gone;
  }
});
