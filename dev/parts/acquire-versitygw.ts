import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const version = '1.8.0';
const goPackage = `github.com/versity/versitygw/cmd/versitygw@v${version}`;
const buildLimitMs = 15 * 60 * 1000;

/** The S3 server of the tests, or why there is none. */
export type AcquiredVersitygw = { path: string } | { absent: string };

/**
 * Finds versitygw on PATH or in the cache outside the checkout; else builds it there from the public Go
 * modules, which takes two minutes and more.
 */
export async function acquireVersitygw(): Promise<AcquiredVersitygw> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'shailoo', `versitygw-${version}`);
  const cached = join(cache, 'versitygw');
  for (const path of [...foldersOnPath().map((folder) => join(folder, 'versitygw')), cached]) {
    if (await isProgram(path)) {
      return { path };
    }
  }
  return buildInto(cache);
}

async function buildInto(cache: string): Promise<AcquiredVersitygw> {
  await mkdir(cache, { recursive: true });
  const building = await mkdtemp(join(cache, 'building-'));
  try {
    await promisify(execFile)('go', ['install', goPackage], {
      timeout: buildLimitMs,
      env: { ...process.env, GOBIN: building },
    });
    await rename(join(building, 'versitygw'), join(cache, 'versitygw'));
    return { path: join(cache, 'versitygw') };
  } catch (error) {
    return { absent: `versitygw ${version} could not be built: ${firstLine(error)}` };
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

function foldersOnPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  return (Error.isError(error) ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

if (import.meta.main) {
  const acquired = await acquireVersitygw();
  if ('absent' in acquired) {
    process.exitCode = 1;
  }
  process.stdout.write(`${'path' in acquired ? acquired.path : acquired.absent}\n`);
}
