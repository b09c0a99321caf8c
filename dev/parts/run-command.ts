import { spawn } from 'node:child_process';

export type CommandOutcome = { ok: boolean; status: number | null; output: string };

export type CommandOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
};

const keptCharacters = 60_000;

/**
 * Runs a program to its end without a terminal and keeps the tail of what it wrote. Never throws: a program that cannot be
 * started, or that outlives `timeoutMs`, is an outcome with `ok: false`. Its whole process group ends with it.
 */
export function runCommand(program: string, args: string[], options: CommandOptions = {}): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const stop = () => endGroup(child.pid);
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs);
    options.signal?.addEventListener('abort', stop, { once: true });
    const finish = (status: number | null, note = '') => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', stop);
      resolve({ ok: status === 0, status, output: output + note });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-keptCharacters);
        for (const line of text.split('\n')) if (line.trim() !== '') options.onLine?.(line);
      });
    }
    child.once('error', (error) => finish(null, error.message));
    child.once('close', (status) => finish(status));
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}
