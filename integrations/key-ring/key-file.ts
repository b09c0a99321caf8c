import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { IntegrationError } from '../integration-error.ts';

const secret = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'not 32 bytes');

const keyFileSchema = z
  .strictObject({
    current: z.int().min(1).max(65_535),
    wrapping: z.array(z.strictObject({ version: z.int().min(1).max(65_535), key: secret })).min(1),
    derivation: secret,
  })
  .refine((file) => file.wrapping.some(({ version }) => version === file.current), 'the current version is missing')
  .refine(
    (file) => new Set(file.wrapping.map(({ version }) => version)).size === file.wrapping.length,
    'a version is there twice',
  );

/**
 * What the master key file holds: the versions of the key that wraps the keys of records, and one root from
 * which the keys of look-ups and receipt codes are derived. The root does not rotate with the versions:
 * look-ups and codes once given must stay the same.
 */
export type KeyFile = z.infer<typeof keyFileSchema>;

/**
 * Reads the file of SHAILOO_KEY_FILE. Refuses with `key-file-missing`, `key-file-open-to-others` (any right
 * of group or others) and `key-file-invalid`; what it holds is in no error.
 */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw keyFileFailure('key-file-missing', cause);
  });
  if ((facts.mode & 0o077) !== 0) {
    throw keyFileFailure('key-file-open-to-others');
  }
  const read = keyFileSchema.safeParse(parseJson(await readFile(path, 'utf8')));
  if (!read.success) {
    throw keyFileFailure('key-file-invalid');
  }
  return read.data;
}

/**
 * Makes a key file with a first version, 0600, whole or not at all: by the operator's command, or by itself in the
 * demonstration only. Refuses with `key-file-exists`, so that a key in use is never lost, and `key-file-not-made`.
 */
export async function createKeyFile(path: string): Promise<void> {
  const file: KeyFile = { current: 1, wrapping: [{ version: 1, key: newSecret() }], derivation: newSecret() };
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await withWrittenFile(path, file, (written) => link(written, path));
  } catch (cause) {
    const isThere = Error.isError(cause) && 'code' in cause && cause.code === 'EEXIST';
    throw keyFileFailure(isThere ? 'key-file-exists' : 'key-file-not-made', cause);
  }
}

/**
 * Adds a version of the wrapping key and makes it current; returns it. Older versions stay until everything
 * is rewrapped. Running processes must be started anew before they know it.
 */
export async function addKeyVersion(path: string): Promise<number> {
  const file = await readKeyFile(path);
  const current = Math.max(...file.wrapping.map(({ version }) => version)) + 1;
  const next = { ...file, current, wrapping: [...file.wrapping, { version: current, key: newSecret() }] };
  await withWrittenFile(path, next, (written) => rename(written, path));
  return current;
}

async function withWrittenFile(path: string, file: KeyFile, place: (written: string) => Promise<void>): Promise<void> {
  const written = `${path}.${randomUUID()}`;
  try {
    const handle = await open(written, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(file, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(written);
    await syncFolderOf(path);
  } finally {
    await rm(written, { force: true });
  }
}

async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keyFileFailure(code: string, cause?: unknown): IntegrationError {
  return new IntegrationError({ code, category: 'configuration', cause });
}
