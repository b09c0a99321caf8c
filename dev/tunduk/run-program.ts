import { spawn } from 'node:child_process';
import { callersFolder } from './from-caller.ts';

/** What a program that did not end in time is taken to have ended with, as the command `timeout` has it. */
export const stopped = 124;

/**
 * Runs a command of an integrator with more variables in its environment, and gives the status with which it ended. Its
 * output goes to nobody, its errors to ours. After `limitMs` it is ended with all that it started, and the status is
 * `stopped`.
 */
export function runProgram(command: string, env: Readonly<Record<string, string>>, limitMs: number): Promise<number> {
  const child = spawn(command, {
    shell: true,
    cwd: callersFolder(),
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, limitMs);
    child.once('exit', (status) => {
      clearTimeout(timer);
      resolve(isLate ? stopped : (status ?? 1));
    });
  });
}
