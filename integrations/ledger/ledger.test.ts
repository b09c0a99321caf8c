import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { addEntries } from './add-entries.ts';
import { readCheckpoint } from './checkpoint.ts';
import { appendLeaf, rootOfRange } from './compact-range.ts';
import type { CompactRange } from './compact-range.ts';
import { openSigner } from './checkpoint-signer.ts';
import { checkInclusion, inclusionText, parseInclusion } from './inclusion-file.ts';
import { ledgerFolder } from './ledger-files.ts';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootHash,
  verifyConsistency,
  verifyInclusion,
} from './merkle-tree.ts';
import { openNote, parseVerifierKey, signNote, signerKeyOf } from './signed-note.ts';
import { hashOfPart, tileTree } from './tile-tree.ts';
import { bundlePath, tilePath, tilesSince, tileWidth } from './tiles.ts';

type Vector = { name: string; wantErr: boolean; proof: string[] | null; root: string };
type Vectors = {
  inclusion: (Vector & { leafIdx: number; treeSize: number; leafHash: string })[];
  consistency: (Vector & { size1: number; size2: number; root1: string; root2: string })[];
};

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'merkle-vectors.json'), 'utf8')) as Vectors;
const bytes = (text: string | null | undefined): Buffer => Buffer.from(text ?? '', 'base64');
const folders: string[] = [];
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-ledger-'));
  folders.push(folder);
  return folder;
};
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const entryOf = (index: number): Buffer => Buffer.from(`entry ${index}`);
const entries = (from: number, to: number): Promise<Buffer[]> =>
  Promise.resolve(Array.from({ length: to - from }, (_none, place) => entryOf(from + place)));

/** A tree by the words of RFC 6962 alone, without tiles. */
function plainRoot(from: number, to: number): Buffer {
  if (to === from) return createHash('sha256').digest();
  if (to - from === 1) return leafHash(entryOf(from));
  let left = 1;
  while (left * 2 < to - from) left *= 2;
  return nodeHash(plainRoot(from, from + left), plainRoot(from + left, to));
}

async function aLedger(size: number, steps: readonly number[] = [size]) {
  const folder = aFolder();
  const files = ledgerFolder(folder);
  let before = 0;
  for (const next of steps) {
    await addEntries(files, { before, size: next, entries });
    before = next;
  }
  return { folder, files };
}

async function aSigner(folder = aFolder(), origin = 'commission.example/ledger') {
  const configuration = {
    origin,
    keyFile: join(folder, 'key'),
    createIfMissing: true,
  };
  return { configuration, signer: await openSigner(configuration) };
}

test('every inclusion vector of transparency-dev/merkle is judged as it demands', () => {
  assert.equal(vectors.inclusion.length, 98);
  for (const { name, leafIdx, treeSize, leafHash: leaf, proof, root, wantErr } of vectors.inclusion) {
    const claim = {
      index: leafIdx,
      size: treeSize,
      leaf: bytes(leaf),
      proof: (proof ?? []).map(bytes),
      root: bytes(root),
    };
    assert.equal(verifyInclusion(claim), !wantErr, name);
  }
});

test('every consistency vector is judged as it demands, save that a proof from an empty tree and a root that is no hash are refused', () => {
  assert.equal(vectors.consistency.length, 98);
  for (const { name, size1, size2, root1, root2, proof, wantErr } of vectors.consistency) {
    const claim = {
      before: size1,
      size: size2,
      beforeRoot: bytes(root1),
      root: bytes(root2),
      proof: (proof ?? []).map(bytes),
    };
    const isOfHashes = bytes(root1).length === 32;
    assert.equal(verifyConsistency(claim), !wantErr && size1 > 0 && isOfHashes, name);
  }
});

test('two checkpoints of the Go checksum database open with its key, and not with one letter changed', () => {
  const key = parseVerifierKey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8');
  const notes = [
    'go.sum database tree\n15081221\nBoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg=\n\n' +
      '— sum.golang.org Az3grilD7vQqTrv66jRgKM84Y80KTprrSt4bKmiOPxgmS5ZVBTeCl6dUvjYnN13R+C8j0jGY1WnUADGMkok3U0m2Zgo=\n',
    'go.sum database tree\n63096908\n8lHrQPRYe4KT4WQ9/Qk8/taKnD6IRHbFgfN7vQE2Y54=\n\n' +
      '— sum.golang.org Az3gri/oVBN1jAhNZ/iS+W31psFAWRT20/GyrhpU6taFwulQGetBkH5S7wpGXdS935jiIGiUUAXBVHzT/P6fYhqAmAk=\n',
  ];
  for (const note of notes) {
    assert.match(openNote(note, [key]), /^go\.sum database tree\n\d+\n/);
    assert.throws(() => openNote(note.replace(/\d(?=\n)/, '0'), [key]), { code: 'note-not-signed' });
  }
});

test('a note signed here opens with its key alone; every change of a letter refuses it', () => {
  const signer = signerKeyOf('commission.example/ledger', Buffer.alloc(32, 7));
  const { verifier } = signer;
  assert.deepEqual(parseVerifierKey(verifier.text).text, verifier.text);
  const note = signNote('a text\n', signer);
  assert.equal(openNote(note, [verifier]), 'a text\n');
  const other = signerKeyOf('commission.example/ledger', Buffer.alloc(32, 8)).verifier;
  assert.throws(() => openNote(note, [other]), { code: 'note-not-signed' });
  for (let place = 0; place < note.length; place += 1) {
    const changed = note.slice(0, place) + (note[place] === 'A' ? 'B' : 'A') + note.slice(place + 1);
    assert.throws(() => openNote(changed, [verifier]), { name: 'IntegrationError' }, `letter ${place}`);
  }
  const cosigned = `${note}${signNote('a text\n', signerKeyOf('w.example', Buffer.alloc(32, 9))).split('\n\n')[1] ?? ''}`;
  assert.equal(openNote(cosigned, [verifier]), 'a text\n', 'a signature of an unknown key is passed over');
});

test('keys with a wrong id, kind, length or name are refused', () => {
  const { text } = signerKeyOf('a.example', Buffer.alloc(32, 7)).verifier;
  const [name = '', id = '', key = ''] = text.split('+');
  for (const bad of [
    `${name}+00000000+${key}`,
    `b.example+${id}+${key}`,
    `${name}+${id}+AQ==`,
    `${name}+${id}`,
    '',
    `x${text} `,
  ])
    assert.throws(() => parseVerifierKey(bad), { code: 'note-key-invalid' }, bad);
});

test('tiles have the paths and widths of the examples of C2SP tlog-tiles', () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067');
  assert.equal(tilePath({ level: 1, index: 0, width: 17 }), 'tile/1/000.p/17');
  assert.equal(bundlePath({ index: 273, width: 112 }), 'tile/entries/273.p/112');
  const count = (size: number, level: number) => {
    const tiles = tilesSince(0, size, level);
    return [tiles.filter(({ width }) => width === 256).length, tiles.find(({ width }) => width < 256)?.width ?? 0];
  };
  assert.deepEqual(
    [0, 1, 2, 3].map((level) => count(70_000, level)),
    [
      [273, 112],
      [1, 17],
      [0, 1],
      [0, 0],
    ],
  );
  assert.deepEqual(
    [0, 1].map((level) => count(256, level)),
    [
      [1, 0],
      [0, 1],
    ],
  );
  assert.equal(tileWidth(255, 1, 0), 0);
});

test('a ledger that grew by any steps has the root of RFC 6962, and every proof of it holds', async () => {
  const growth = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(growth, fc.nat(), fc.nat(), async (parts, one, other) => {
      const steps = parts.map((_part, place) => parts.slice(0, place + 1).reduce((sum, next) => sum + next, 0));
      const size = steps.at(-1) ?? 0;
      const { files } = await aLedger(size, steps);
      const tree = tileTree(files, size);
      const root = await rootHash(tree, size);
      assert.ok(root.equals(plainRoot(0, size)));
      const index = one % size;
      const proof = await inclusionProof(tree, index, size);
      assert.ok(verifyInclusion({ index, size, leaf: leafHash(entryOf(index)), proof, root }));
      assert.ok(!verifyInclusion({ index, size, leaf: leafHash(entryOf(index + 1)), proof, root }));
      const before = (other % size) + 1;
      const beforeRoot = plainRoot(0, before);
      const grown = { before, size, beforeRoot, root, proof: await consistencyProof(tree, before, size) };
      assert.ok(verifyConsistency(grown));
      assert.ok(!verifyConsistency({ ...grown, beforeRoot: plainRoot(1, before + 1) }));
    }),
    { numRuns: 30 },
  );
});

test('a ledger of seventy thousand entries has three levels of tiles, and a leaf in it is proved', async () => {
  const size = 70_000;
  const { files } = await aLedger(size);
  const tree = tileTree(files, size);
  const root = await rootHash(tree, size);
  assert.ok(root.equals(plainRoot(0, size)));
  const proof = await inclusionProof(tree, 65_540, size);
  assert.ok(verifyInclusion({ index: 65_540, size, leaf: leafHash(entryOf(65_540)), proof, root }));
});

test('what was published is never written over, and writing the same again changes nothing', async () => {
  const { files, folder } = await aLedger(300);
  await addEntries(files, { before: 200, size: 300, entries });
  const forged = (from: number, to: number) =>
    Promise.resolve(Array.from({ length: to - from }, () => Buffer.from('x')));
  await assert.rejects(addEntries(files, { before: 200, size: 300, entries: forged }), { code: 'ledger-file-differs' });
  assert.ok(readFileSync(join(folder, 'tile/entries/000')).includes('entry 255'));
  for (const path of ['../key', 'tile/../../key', 'a b'])
    await assert.rejects(files.read(path), { code: 'ledger-path-invalid' });
});

test('the signer signs growth only: no smaller tree, no other tree, and nothing after it has forgotten', async () => {
  const { signer, configuration } = await aSigner();
  const { files, folder } = await aLedger(300, [10, 300]);
  await signer.sign(files, 10);
  const { size, root } = await signer.sign(files, 300);
  const published = readFileSync(join(folder, 'checkpoint'), 'utf8');
  assert.deepEqual(readCheckpoint(published, parseVerifierKey(signer.verifier.text)), {
    origin: configuration.origin,
    size,
    root,
  });
  assert.equal(readFileSync(join(folder, 'checkpoints/300'), 'utf8'), published);
  await assert.rejects(signer.sign(files, 10), { code: 'ledger-shrunk' });
  const other = ledgerFolder(aFolder());
  const forged = (from: number, to: number) =>
    Promise.resolve(Array.from({ length: to - from }, () => Buffer.from('x')));
  await addEntries(other, { before: 0, size: 301, entries: forged });
  await assert.rejects(signer.sign(other, 301), { code: 'ledger-inconsistent' });
  rmSync(`${configuration.keyFile}.last`);
  const forgetful = await openSigner(configuration);
  await assert.rejects(forgetful.sign(files, 300), { code: 'ledger-signer-forgot' });
  assert.equal(readFileSync(join(folder, 'checkpoint'), 'utf8'), published);
});

test('the key of the signer is for its owner alone, is read again, and a missing one is made only where that is allowed', async () => {
  const { signer, configuration } = await aSigner();
  assert.equal(statSync(configuration.keyFile).mode & 0o777, 0o600);
  assert.equal((await openSigner(configuration)).verifier.text, signer.verifier.text);
  const absent = { ...configuration, keyFile: join(aFolder(), 'none'), createIfMissing: false };
  await assert.rejects(openSigner(absent), { code: 'ledger-key-missing' });
  assert.equal((await openSigner({ ...configuration, origin: 'b.example' })).verifier.text, signer.verifier.text);
  chmodSync(configuration.keyFile, 0o600);
  writeFileSync(configuration.keyFile, 'nonsense');
  await assert.rejects(openSigner(configuration), { code: 'ledger-key-invalid' });
});

test('a proof file proves its own entry, also from a copy of the files, and nothing else', async () => {
  const { signer } = await aSigner();
  const { files, folder } = await aLedger(600);
  await signer.sign(files, 600);
  const copy = aFolder();
  cpSync(folder, copy, { recursive: true });
  const note = readFileSync(join(copy, 'checkpoint'), 'utf8');
  const proof = await inclusionProof(tileTree(ledgerFolder(copy), 600), 513, 600);
  const text = inclusionText({ index: 513, proof, note, extra: Buffer.from('more') });
  assert.equal(checkInclusion(text, entryOf(513), signer.verifier).size, 600);
  assert.equal(parseInclusion(text).extra?.toString(), 'more');
  assert.throws(() => checkInclusion(text, entryOf(512), signer.verifier), { code: 'proof-wrong' });
  assert.throws(() => checkInclusion(text.replace('index 513', 'index 512'), entryOf(513), signer.verifier), {
    code: 'proof-wrong',
  });
  assert.throws(() => checkInclusion(text.replace('\n600\n', '\n601\n'), entryOf(513), signer.verifier), {
    code: 'note-not-signed',
  });
  for (const bad of [
    '',
    'c2sp.org/tlog-proof@v1\n',
    text.replace('index 513', 'index 0513'),
    text.replace('extra ', 'extras '),
  ])
    assert.throws(() => parseInclusion(bad), { code: 'proof-invalid' });
});

test('a range that grows leaf by leaf has the root of the tree at every size', async () => {
  const leaves = Array.from({ length: 300 }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));
  let range: CompactRange = { size: 0, hashes: [] };
  for (const [n, leaf] of leaves.entries()) {
    range = appendLeaf(range, leaf);
    const tree = Buffer.concat(leaves.slice(0, n + 1));
    const subtrees = (height: number, index: number) =>
      Promise.resolve(hashOfPart(tree, index * 2 ** height, 2 ** height));
    assert.ok(rootOfRange(range).equals(await rootHash(subtrees, n + 1)), String(n + 1));
    assert.ok(range.hashes.length <= 9);
  }
});
