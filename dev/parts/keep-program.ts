import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './end-process.ts';
import { startMoment, writeMark } from './process-mark.ts';

export type ProgramOptions = {
  program: string;
  args: string[];
  /** Where its mark is kept, so that the next start finds it if its keeper is killed. */
  markFile: string;
  stopSignal: NodeJS.Signals;
  identity?: { uid: number; gid: number };
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Resolves when the program answers; rejects while it does not yet. */
  answers: () => Promise<unknown>;
  readyWithinMs: number;
};

export type KeptProgram = { ended: Promise<string>; stop: () => Promise<void> };

/**
 * Starts a foreign server in a process group of its own, waits until it answers, and remembers its pid. Its output goes where the
 * keeper's goes. Rejects with the reason when it ends or stays silent.
 */
export async function keepProgram(options: ProgramOptions): Promise<KeptProgram> {
  const child = spawn(options.program, options.args, {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.identity,
  });
  const ended = endOf(child);
  if (child.pid === undefined) throw new Error(await ended);
  const mark = { pid: child.pid, startedAt: startMoment(child.pid) ?? '' };
  writeMark(options.markFile, mark.pid);
  const stop = () => endProcess(mark, options.stopSignal, 15_000);
  try {
    await Promise.race([untilItAnswers(options), ended.then((reason) => Promise.reject(new Error(reason)))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ended, stop };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.once('exit', (status, signal) => resolve(`it ended with ${signal ?? `status ${status}`}`));
  });
}

async function untilItAnswers({ answers, readyWithinMs }: ProgramOptions): Promise<void> {
  const until = Date.now() + readyWithinMs;
  for (;;) {
    try {
      await answers();
      return;
    } catch (error) {
      if (Date.now() > until) throw new Error('it did not answer in time', { cause: error });
      await sleep(50);
    }
  }
}
