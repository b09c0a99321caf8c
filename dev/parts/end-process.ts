import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, readMark } from './process-mark.ts';
import type { ProcessMark } from './process-mark.ts';

/** Waits until the process is gone; false when it is still there after `patienceMs`. */
export async function waitForEnd(mark: ProcessMark, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (isAlive(mark)) {
    if (Date.now() > until) return false;
    await sleep(25);
  }
  return true;
}

/** Asks the process to end with `signal`, waits, and kills it when it does not listen. */
export async function endProcess(mark: ProcessMark, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  if (!isAlive(mark)) return;
  send(mark.pid, signal);
  if (await waitForEnd(mark, patienceMs)) return;
  send(mark.pid, 'SIGKILL');
  await waitForEnd(mark, 5_000);
}

/**
 * Ends the process whose mark an earlier run left in `file`, after giving it `graceMs` to end by itself. Returns whether there was a
 * living one.
 */
export async function endLeftover(file: string, signal: NodeJS.Signals, graceMs: number): Promise<boolean> {
  if (!existsSync(file)) return false;
  const mark = readMark(file);
  const isLeft = mark !== undefined && isAlive(mark);
  if (isLeft && !(await waitForEnd(mark, graceMs))) await endProcess(mark, signal, 10_000);
  rmSync(file, { force: true });
  return isLeft;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
