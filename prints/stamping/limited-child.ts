import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limitersOf, runLimitedProcess } from './limited-process.ts';
import { readAnswer, started, writeRequest } from './stamping-job.ts';
import type { StampingJob, StampingResult } from './stamping-job.ts';

/** Seconds a child may take, bytes it may answer. */
const childLimits = { seconds: 60, answerBytes: 300_000_000 } as const;

/**
 * Bytes of data a child may hold. Node asks for 600 MB before it does anything, most of it never touched; the rest is
 * what a file of 50 MB needs. The picture library asks for more room than it uses.
 */
const dataBytes: Record<StampingJob['kind'], number> = {
  stamp: 1_000_000_000,
  merge: 1_200_000_000,
  picture: 1_400_000_000,
  show: 1_400_000_000,
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = fileURLToPath(new URL('stamp-child.ts', import.meta.url));

/**
 * Does a job on uploaded bytes in a process of its own: without our environment, without rights to write files, to
 * read more than its own program, or to start others; limited in memory by `prlimit` and in time by `timeout` where
 * the machine has them, by our own timer in any case. A child that was ended is `tooHeavy`. Throws when no child can
 * be started here, which is a fault of the installation.
 */
export async function runLimitedChild(job: StampingJob, documents: readonly Uint8Array[]): Promise<StampingResult> {
  const command = commandLine(job);
  const { status, output } = await runLimitedProcess({ command, input: writeRequest(job, documents), ...childLimits });
  if (!output.subarray(0, started.length).equals(started)) {
    throw new Error(`the stamping child did not start; it ended with ${String(status)}`);
  }
  return (status === 0 && readAnswer(output.subarray(started.length))) || { ok: false, reason: 'tooHeavy' };
}

/** The command of a job with its limits; a limiter that the machine lacks is left out. */
export function commandLine(job: StampingJob, searchPath = process.env['PATH'] ?? ''): string[] {
  return [
    ...limitersOf({ dataBytes: dataBytes[job.kind], seconds: childLimits.seconds }, searchPath),
    process.execPath,
    '--permission',
    ...['prints', 'node_modules', 'package.json'].map((path) => `--allow-fs-read=${join(root, path)}`),
    ...(job.kind === 'picture' || job.kind === 'show' ? ['--allow-addons'] : []),
    '--no-warnings',
    program,
  ];
}
