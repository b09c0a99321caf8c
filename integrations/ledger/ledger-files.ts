import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { IntegrationError } from '../integration-error.ts';

/** The published files of a ledger. What was added is never written again; only `checkpoint` is replaced. */
export type LedgerFiles = {
  /** The bytes at a path, or null where there is nothing. */
  read: (path: string) => Promise<Buffer | null>;
  /** Adds a file. Bytes that are there already are good; others throw `ledger-file-differs` and stay as they are. */
  add: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Writes the checkpoint over the one before. */
  replaceCheckpoint: (text: string) => Promise<void>;
};

/** Where the newest signed checkpoint stands. C2SP tlog-tiles, “Checkpoints”. */
export const checkpointPath = 'checkpoint';

/** Where the key stands that checks the checkpoints. Who checks takes it from paper or from the law gazette, not from here. */
export const verifierKeyPath = 'verifier-key';

/** Where each signed checkpoint is kept, under the size of its ledger. */
export function signedPath(size: number): string {
  return `checkpoints/${size}`;
}

/** The files where they are written first. `signedSizes`: of which sizes a checkpoint is kept, the smallest first. */
export type LedgerFolder = LedgerFiles & { signedSizes: () => Promise<number[]> };

/** The files as a folder that any web server can serve and anybody can copy. It is made when it is missing. */
export function ledgerFolder(folder: string): LedgerFolder {
  const read = async (path: string): Promise<Buffer | null> => {
    const file = join(folder, checkedPath(path));
    try {
      return await readFile(file);
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
      throw failure(error);
    }
  };
  return {
    read,
    add: async (path, bytes) => {
      const there = await read(path);
      if (there === null) await place(join(folder, path), bytes, 'once');
      const written = there ?? (await read(path));
      if (written === null || !written.equals(bytes))
        throw new IntegrationError({ code: 'ledger-file-differs', category: 'integrity', cause: path });
    },
    replaceCheckpoint: (text) => place(join(folder, checkpointPath), Buffer.from(text), 'over'),
    signedSizes: async () => {
      try {
        const names = await readdir(join(folder, 'checkpoints'));
        return names.flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : [])).toSorted((a, b) => a - b);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw failure(error);
      }
    },
  };
}

/** Written beside its place and moved there whole: nobody ever reads half a file. */
async function place(target: string, bytes: Uint8Array, how: 'once' | 'over'): Promise<void> {
  const beside = `${target}.${randomUUID()}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const file = await open(beside, 'wx', 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (how === 'over') await rename(beside, target);
    else await link(beside, target);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw failure(error);
  } finally {
    await rm(beside, { force: true });
  }
}

/** A path of the ledger as it is; anything that leads elsewhere throws `ledger-path-invalid`. */
export function checkedPath(path: string): string {
  if (!/^[a-z0-9/.-]+$/.test(path) || path.includes('..'))
    throw new IntegrationError({ code: 'ledger-path-invalid', category: 'invalid-input' });
  return path;
}

function failure(cause: unknown): IntegrationError {
  return new IntegrationError({ code: 'ledger-unavailable', category: 'unavailable', cause });
}

function codeOf(error: unknown): unknown {
  return Error.isError(error) && 'code' in error ? error.code : undefined;
}
