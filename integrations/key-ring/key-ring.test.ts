import assert from 'node:assert/strict';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { IntegrationError } from '../integration-error.ts';
import { addKeyVersion, createKeyFile, readKeyFile } from './key-file.ts';
import { keyRing, openKeyRing } from './key-ring.ts';
import { formatReceiptCode, isSameReceiptCode, parseReceiptCode } from './receipt-code.ts';
import { openField, sealField } from './sealed-field.ts';

const record = '0b9f1d6e-8d1c-4f5e-9a3b-2c4d5e6f7a8b';
const otherRecord = '1c8e2d7f-9e2d-4a6f-8b4c-3d5e6f7a8b9c';
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shailoo-keys-'));
});
after(() => rm(folder, { recursive: true }));

let files = 0;
async function aKeyFile(): Promise<string> {
  files += 1;
  const file = join(folder, `key-${files}.json`);
  await createKeyFile(file);
  return file;
}

async function aKeyRing() {
  return keyRing(await readKeyFile(await aKeyFile()));
}

test('a new key file can be read by its owner only', async () => {
  assert.equal((await stat(await aKeyFile())).mode & 0o777, 0o600);
});

test('a key file that others may read is refused', async () => {
  const file = await aKeyFile();
  for (const mode of [0o640, 0o604, 0o602, 0o610]) {
    await chmod(file, mode);
    await assert.rejects(readKeyFile(file), withCode('key-file-open-to-others'));
  }
});

test('an existing key file is never replaced', async () => {
  const file = await aKeyFile();
  const content = await readFile(file, 'utf8');
  await assert.rejects(createKeyFile(file), withCode('key-file-exists'));
  assert.equal(await readFile(file, 'utf8'), content);
});

test('a key file is made only where that is allowed', async () => {
  const file = join(folder, 'missing.json');
  await assert.rejects(openKeyRing({ file, createIfMissing: false }), withCode('key-file-missing'));
  const made = await openKeyRing({ file, createIfMissing: true });
  const opened = await openKeyRing({ file, createIfMissing: false });
  assert.equal(made.receiptCode(record, 1), opened.receiptCode(record, 1));
});

test('several processes that make the key file at once use the same key', async () => {
  const file = join(folder, 'raced.json');
  const rings = await Promise.all(Array.from({ length: 8 }, () => openKeyRing({ file, createIfMissing: true })));
  assert.equal(new Set(rings.map((ring) => ring.receiptCode(record, 1))).size, 1);
});

test('a faulty key file is refused without telling what it holds', async () => {
  const file = await aKeyFile();
  const whole = await readKeyFile(file);
  const secret = whole.derivation;
  const faults = [
    'not json',
    { ...whole, current: 2 },
    { ...whole, wrapping: [] },
    { ...whole, wrapping: [...whole.wrapping, ...whole.wrapping] },
    { ...whole, derivation: `${secret.slice(4)}` },
    { ...whole, more: true },
  ];
  for (const fault of faults) {
    await writeFile(file, typeof fault === 'string' ? fault : JSON.stringify(fault));
    const error = await readKeyFile(file).catch((caught: unknown) => caught);
    assert.ok(Error.isError(error) && error.message === 'key-file-invalid' && error.cause === undefined);
  }
});

test('a wrapped key opens for its own record', async () => {
  const ring = await aKeyRing();
  const key = ring.newKey();
  assert.deepEqual(ring.unwrapKey(record, ring.wrapKey(record, key)), key);
});

test('a wrapped key opens for no other record and with no other bytes', async () => {
  const ring = await aKeyRing();
  const wrapped = ring.wrapKey(record, ring.newKey());
  assert.throws(() => ring.unwrapKey(otherRecord, wrapped), withCode('wrapped-key-damaged'));
  for (let place = 2; place < wrapped.length; place += 1) {
    const altered = Buffer.from(wrapped);
    altered.writeUInt8(altered.readUInt8(place) ^ 1, place);
    assert.throws(() => ring.unwrapKey(record, altered), withCode('wrapped-key-damaged'));
  }
  assert.throws(() => ring.unwrapKey(record, Buffer.alloc(1)), withCode('wrapped-key-damaged'));
  assert.throws(() => ring.unwrapKey(record, Buffer.from([0, 1, 5])), withCode('wrapped-key-damaged'));
});

test('after a rotation old keys open, new ones use the new version, and rewrapping keeps the key', async () => {
  const file = await aKeyFile();
  const before = keyRing(await readKeyFile(file));
  const key = before.newKey();
  const wrapped = before.wrapKey(record, key);
  assert.equal(await addKeyVersion(file), 2);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const ring = keyRing(await readKeyFile(file));
  assert.equal(ring.currentVersion, 2);
  assert.deepEqual(ring.unwrapKey(record, wrapped), key);
  const rewrapped = ring.rewrap(record, wrapped);
  assert.deepEqual([ring.versionOf(wrapped), ring.versionOf(rewrapped)], [1, 2]);
  assert.deepEqual(ring.unwrapKey(record, rewrapped), key);
  assert.equal(ring.rewrap(record, rewrapped), rewrapped);
  assert.throws(() => before.unwrapKey(record, rewrapped), withCode('wrapped-key-version-missing'));
});

test('a rotation changes neither receipt codes nor look-ups', async () => {
  const file = await aKeyFile();
  const before = keyRing(await readKeyFile(file));
  await addKeyVersion(file);
  const ring = keyRing(await readKeyFile(file));
  assert.equal(ring.receiptCode(record, 3), before.receiptCode(record, 3));
  assert.equal(ring.lookUp('21501199000017'), before.lookUp('21501199000017'));
});

test('a sealed field opens in its own place only', () => {
  const key = randomBytes(32);
  const place = { table: 'people', column: 'address', rowId: record };
  const sealed = sealField(key, place, 'Ысык-Көл, Ак-Өлөң айылы');
  assert.equal(openField(key, place, sealed), 'Ысык-Көл, Ак-Өлөң айылы');
  assert.notDeepEqual(sealField(key, place, 'x'), sealField(key, place, 'x'));
  const others = [
    { ...place, table: 'person' },
    { ...place, column: 'pin' },
    { ...place, rowId: otherRecord },
    { table: 'people|address', column: '', rowId: record },
  ];
  for (const other of others) {
    assert.throws(() => openField(key, other, sealed), withCode('sealed-field-damaged'));
  }
  assert.throws(() => openField(randomBytes(32), place, sealed), withCode('sealed-field-damaged'));
  assert.throws(() => openField(key, place, Buffer.alloc(3)), withCode('sealed-field-damaged'));
});

test('equal PINs have equal look-ups, other PINs and other houses have others', async () => {
  const [ring, otherHouse] = [await aKeyRing(), await aKeyRing()];
  assert.equal(ring.lookUp('21501199000017'), ring.lookUp(' 2150 1199 000017'));
  assert.notEqual(ring.lookUp('21501199000017'), ring.lookUp('21501199000018'));
  assert.notEqual(ring.lookUp('21501199000017'), otherHouse.lookUp('21501199000017'));
  assert.match(ring.lookUp('21501199000017'), /^[0-9a-f]{64}$/);
});

test('a receipt code is 80 bits of HMAC-SHA-256 under its own derived key', async () => {
  const derivation = Buffer.alloc(32, 7);
  const ring = keyRing({
    current: 1,
    wrapping: [{ version: 1, key: Buffer.alloc(32, 1).toString('base64') }],
    derivation: derivation.toString('base64'),
  });
  const key = Buffer.from(hkdfSync('sha256', derivation, Buffer.alloc(0), 'shailoo receipt code 1', 32));
  const mac = createHmac('sha256', key).update(`["${record}","2"]`).digest();
  assert.equal(ring.receiptCode(record, 2), formatReceiptCode(mac.subarray(0, 10)));
});

test('raising the version gives another receipt code', async () => {
  const ring = await aKeyRing();
  assert.ok(ring.isReceiptCode(ring.receiptCode(record, 1), record, 1));
  assert.ok(!ring.isReceiptCode(ring.receiptCode(record, 1), record, 2));
  assert.ok(!ring.isReceiptCode(ring.receiptCode(record, 1), otherRecord, 1));
  assert.ok(!ring.isReceiptCode('', record, 1));
});

test('receipt codes are written in four groups without I, L, O and U', () => {
  assert.equal(formatReceiptCode(Buffer.alloc(10)), '0000-0000-0000-0000');
  assert.equal(formatReceiptCode(Buffer.alloc(10, 255)), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  assert.equal(formatReceiptCode(Buffer.from('00443214c74254b635cf', 'hex')), '0123-4567-89AB-CDEF');
  for (let n = 0; n < 200; n += 1) {
    assert.match(formatReceiptCode(randomBytes(10)), /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  }
});

test('a sloppily typed receipt code is understood', () => {
  const typed = [
    'a0b1-c5e3-h0k1-mpxy',
    ' AOBI C5E3 HOKL MPXY ',
    'AОВ1C5ЕЗНӨК1МРХҮ',
    'aobl–c5e3—h0ki−mpxy',
    'а0в1_с5е3.н0к1_мрху',
    'Ａ０Ｂ１\u00a0Ｃ５Ｅ３\u2009Ｈ０Ｋ１ ＭＰＸＹ',
  ];
  for (const text of typed) {
    assert.equal(parseReceiptCode(text), 'A0B1-C5E3-H0K1-MPXY', text);
  }
});

test('what cannot be a receipt code is not taken for one', () => {
  for (const text of [
    '',
    'A0B1-C5E3-H0K1-MPX',
    'A0B1-C5E3-H0K1-MPXYZ',
    'A0B1-C5E3-H0K1-MPXU',
    'ЖЖЖЖ'.repeat(4),
    '0'.repeat(5000),
  ]) {
    assert.equal(parseReceiptCode(text), undefined);
  }
});

test('codes of other lengths are simply not the same', () => {
  assert.ok(isSameReceiptCode('0000-0000-0000-0000', '0000-0000-0000-0000'));
  assert.ok(!isSameReceiptCode('', '0000-0000-0000-0000'));
  assert.ok(!isSameReceiptCode('0000-0000-0000-000Ж', '0000-0000-0000-0000'));
});

function withCode(code: string): (error: IntegrationError) => boolean {
  return (error) => {
    assert.equal(error.code, code);
    return true;
  };
}
