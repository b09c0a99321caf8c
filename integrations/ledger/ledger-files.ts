import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
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

/** The files as a folder that any web server can serve and anybody can copy. It is made when it is missing. */
export function ledgerFolder(folder: string): LedgerFiles {
  const read = async (path: string): Promise<Buffer | null> => {
    const file = join(folder, checked(path));
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

function checked(path: string): string {
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
