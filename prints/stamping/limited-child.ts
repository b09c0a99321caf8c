import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAnswer, started, writeRequest } from './stamping-job.ts';
import type { StampingJob, StampingResult } from './stamping-job.ts';

/** Seconds a child may take, bytes it may answer, children at work at the same time. */
const childLimits = { seconds: 60, answerBytes: 300_000_000, atOnce: 2 } as const;

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

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Does a job on uploaded bytes in a process of its own: without our environment, without rights to write files, to
 * read more than its own program, or to start others; limited in memory by `prlimit` and in time by `timeout` where
 * the machine has them, by our own timer in any case. A child that was ended is `tooHeavy`. Throws when no child can
 * be started here, which is a fault of the installation.
 */
export async function runLimitedChild(job: StampingJob, documents: readonly Uint8Array[]): Promise<StampingResult> {
  await takePlace();
  try {
    return await runChild(job, documents);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function takePlace(): Promise<void> {
  while (running >= childLimits.atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
}

async function runChild(job: StampingJob, documents: readonly Uint8Array[]): Promise<StampingResult> {
  const [command = process.execPath, ...args] = commandLine(job);
  const child = spawn(command, args, { cwd: root, env: {}, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  const end = (): void => void (child.pid !== undefined && killGroup(child.pid));
  const timer = setTimeout(end, (childLimits.seconds + 5) * 1000);
  // A child that ends early closes its side; how it ended is what counts.
  child.stdin.on('error', () => undefined);
  for (const part of writeRequest(job, documents)) child.stdin.write(part);
  child.stdin.end();
  const pieces: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > childLimits.answerBytes) end();
    else pieces.push(piece);
  });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code));
    });
    const output = Buffer.concat(pieces);
    if (!output.subarray(0, started.length).equals(started)) {
      throw new Error(`the stamping child did not start; it ended with ${String(status)}`);
    }
    return (status === 0 && readAnswer(output.subarray(started.length))) || { ok: false, reason: 'tooHeavy' };
  } finally {
    clearTimeout(timer);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** The command of a job with its limits; a limiter that the machine lacks is left out. */
export function commandLine(job: StampingJob, searchPath = process.env['PATH'] ?? ''): string[] {
  const { seconds } = childLimits;
  const prlimit = findProgram('prlimit', searchPath);
  const timeout = findProgram('timeout', searchPath);
  return [
    ...(prlimit === undefined ? [] : [prlimit, `--data=${dataBytes[job.kind]}`, `--cpu=${seconds}`, '--core=0']),
    ...(timeout === undefined ? [] : [timeout, '-s', 'KILL', String(seconds)]),
    process.execPath,
    '--permission',
    ...['prints', 'node_modules', 'package.json'].map((path) => `--allow-fs-read=${join(root, path)}`),
    ...(job.kind === 'picture' || job.kind === 'show' ? ['--allow-addons'] : []),
    '--no-warnings',
    program,
  ];
}

function findProgram(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
