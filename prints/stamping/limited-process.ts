import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program to run on uploaded bytes, its limits in front of it; how long and how much it may answer at most. */
export type LimitedRun = {
  command: readonly string[];
  input: readonly Uint8Array[];
  seconds: number;
  answerBytes: number;
};

/** Children at work at the same time, whatever they do. */
const atOnce = 2;

const root = fileURLToPath(new URL('../../', import.meta.url));

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs a program in a process group of its own without our environment and ends it after its time or beyond its answer.
 * The exit status is null for one that was ended. Rejects when it cannot be started.
 */
export async function runLimitedProcess(run: LimitedRun): Promise<{ status: number | null; output: Buffer }> {
  await takePlace();
  try {
    return await runInGroup(run);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function takePlace(): Promise<void> {
  while (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
}

async function runInGroup(run: LimitedRun): Promise<{ status: number | null; output: Buffer }> {
  const [command = '', ...args] = run.command;
  const child = spawn(command, args, { cwd: root, env: {}, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  const end = (): void => void (child.pid !== undefined && killGroup(child.pid));
  const timer = setTimeout(end, (run.seconds + 5) * 1000);
  // A child that ends early closes its side; how it ended is what counts.
  child.stdin.on('error', () => undefined);
  for (const part of run.input) child.stdin.write(part);
  child.stdin.end();
  const pieces: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > run.answerBytes) end();
    else pieces.push(piece);
  });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code));
    });
    return { status, output: Buffer.concat(pieces) };
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

/** Limits in memory, time and core dumps as programs in front of a command; one that the machine lacks is left out. */
export function limitersOf(
  limits: { dataBytes: number; seconds: number; more?: readonly string[] },
  searchPath: string,
): string[] {
  const { dataBytes, seconds, more = [] } = limits;
  const prlimit = findProgram('prlimit', searchPath);
  const timeout = findProgram('timeout', searchPath);
  return [
    ...(prlimit === undefined ? [] : [prlimit, `--data=${dataBytes}`, `--cpu=${seconds}`, '--core=0', ...more]),
    ...(timeout === undefined ? [] : [timeout, '-s', 'KILL', String(seconds)]),
  ];
}

/** The path of a program that can be run, or undefined. */
export function findProgram(name: string, searchPath: string): string | undefined {
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
