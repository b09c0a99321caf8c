import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { findProgram, isExecutable } from './find-program.ts';
import { runCommand } from './run-command.ts';

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
  const cached = join(cacheFolder(`versitygw-${version}`), 'versitygw');
  const found = findProgram('versitygw') ?? (isExecutable(cached) ? cached : undefined);
  return found === undefined ? build() : { path: found };
}

async function build(): Promise<AcquiredVersitygw> {
  const cache = cacheFolder(`versitygw-${version}`);
  await mkdir(cache, { recursive: true });
  const building = await mkdtemp(join(cache, 'building-'));
  try {
    const env = { ...process.env, GOBIN: building };
    const outcome = await runCommand('go', ['install', goPackage], { env, timeoutMs: buildLimitMs });
    if (!outcome.ok) {
      return { absent: `versitygw ${version} is not there and could not be built: ${lastLine(outcome.output)}` };
    }
    const path = join(cache, 'versitygw');
    await rename(join(building, 'versitygw'), path);
    return { path };
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}

if (import.meta.main) {
  const acquired = await acquireVersitygw();
  process.exitCode = 'path' in acquired ? 0 : 1;
  process.stdout.write(`${'path' in acquired ? acquired.path : acquired.absent}\n`);
}
