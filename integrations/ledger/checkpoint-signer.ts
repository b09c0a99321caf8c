import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IntegrationError } from '../integration-error.ts';
import { checkpointText, readCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { checkpointPath, signedPath, verifierKeyPath } from './ledger-files.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { rootHash } from './merkle-tree.ts';
import { signNote, signerKeyOf } from './signed-note.ts';
import type { SignerKey, VerifierKey } from './signed-note.ts';
import { tileTree } from './tile-tree.ts';

/**
 * What the signer works with. `keyFile`, and beside it what it signed last (`keyFile.last`), lie outside the database and
 * are readable for the signer alone. `origin` names a ledger whose key is made here; a key that is there has its own.
 */
export type SignerConfiguration = { origin: string; keyFile: string; createIfMissing: boolean };

/** Signs how large a ledger is and what its root is, and never two checkpoints that contradict each other. */
export type CheckpointSigner = {
  verifier: VerifierKey;
  /** The last checkpoint it signed; size 0 before the first. */
  last: () => Promise<{ size: number; root: Buffer }>;
  /**
   * Signs and publishes the tree of `size`, read from its tiles. A smaller tree, or one that does not begin with the last
   * signed one, throws `ledger-shrunk` or `ledger-inconsistent`, and nothing is signed. C2SP tlog-checkpoint, “Signatures”.
   */
  sign: (files: LedgerFiles, size: number) => Promise<Checkpoint>;
  /** Whether what was signed last stands published; not so after a signer that died in between. */
  isPublished: (files: LedgerFiles) => Promise<boolean>;
  /** Publishes what was signed last. */
  publishLast: (files: LedgerFiles) => Promise<void>;
};

/** Opens the signer. The key is one line `PRIVATE+KEY+name+id+base64`; a missing one is made where that is allowed. */
export async function openSigner(configuration: SignerConfiguration): Promise<CheckpointSigner> {
  const memoryFile = `${configuration.keyFile}.last`;
  const key = await readKey(configuration);
  const origin = key.verifier.name;
  const last = async (): Promise<{ size: number; root: Buffer }> => {
    const note = await readIfThere(memoryFile);
    return note === null ? { size: 0, root: await rootHash(noTree, 0) } : readCheckpoint(note, key.verifier);
  };
  return {
    verifier: key.verifier,
    last,
    sign: async (files, size) => {
      const signed = await last();
      if (size < signed.size) throw integrity('ledger-shrunk');
      if (signed.size === 0 && (await files.read(checkpointPath)) !== null) throw integrity('ledger-signer-forgot');
      const tree = tileTree(files, size);
      const beginning = await rootHash(tree, signed.size);
      if (!beginning.equals(signed.root)) throw integrity('ledger-inconsistent');
      const checkpoint = { origin, size, root: await rootHash(tree, size) };
      const note = signNote(checkpointText(checkpoint), key);
      await remember(memoryFile, note);
      await publish(files, note, checkpoint.size);
      return checkpoint;
    },
    isPublished: async (files) => {
      const note = await readIfThere(memoryFile);
      return note === null || (await files.read(checkpointPath))?.toString().startsWith(note) === true;
    },
    publishLast: async (files) => {
      const note = await readIfThere(memoryFile);
      if (note !== null) await publish(files, note, readCheckpoint(note, key.verifier).size);
    },
  };

  async function publish(files: LedgerFiles, note: string, size: number): Promise<void> {
    await files.add(verifierKeyPath, Buffer.from(`${key.verifier.text}\n`));
    await files.add(signedPath(size), Buffer.from(note));
    await files.replaceCheckpoint(note);
  }
}

async function readKey({ origin, keyFile, createIfMissing }: SignerConfiguration): Promise<SignerKey> {
  const written = await readIfThere(keyFile);
  if (written === null && !createIfMissing) throw configurationFault('ledger-key-missing');
  if (written === null) return createSignerKey(origin, keyFile);
  const [, name = '', id, encoded = ''] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(\S+)\s*$/.exec(written) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes[0] !== 1 || bytes.length !== 33) throw configurationFault('ledger-key-invalid');
  const key = signerKeyOf(name, bytes.subarray(1));
  if (key.verifier.id !== id) throw configurationFault('ledger-key-invalid');
  return key;
}

/** Makes the key of a ledger; the file is for its owner alone. Throws the system's error when one is there. */
export async function createSignerKey(origin: string, keyFile: string): Promise<SignerKey> {
  const seed = randomBytes(32);
  const key = signerKeyOf(origin, seed);
  const encoded = Buffer.concat([Buffer.from([1]), seed]).toString('base64');
  await mkdir(dirname(keyFile), { recursive: true, mode: 0o700 });
  await writeFile(keyFile, `PRIVATE+KEY+${origin}+${key.verifier.id}+${encoded}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

/** On the disk before it is published: a signer that forgets could sign another tree of the same size. */
async function remember(memoryFile: string, note: string): Promise<void> {
  await mkdir(dirname(memoryFile), { recursive: true, mode: 0o700 });
  const file = await open(`${memoryFile}.next`, 'w', 0o600);
  try {
    await file.writeFile(note);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${memoryFile}.next`, memoryFile);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return null;
    throw configurationFault('ledger-signer-unreadable', error);
  }
}

const noTree = (): Promise<Buffer> => Promise.reject(new RangeError('an empty tree has no parts'));

function integrity(code: string): IntegrationError {
  return new IntegrationError({ code, category: 'integrity' });
}

function configurationFault(code: string, cause?: unknown): IntegrationError {
  return new IntegrationError({ code, category: 'configuration', cause });
}
