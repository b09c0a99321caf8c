import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPortFree } from '../../dev/parts/free-port.ts';

/** The whole product as `npm start` brings it up, in a home of its own. */
export type RunningProduct = {
  portal: string;
  desk: string;
  mailbox: string;
  /** The process that has started all the others. */
  pid: number;
  stop: () => Promise<void>;
};

const start = new URL('../../dev/start.ts', import.meta.url).pathname;
const portsOfAStart = 30;
/** Below the ports that the system gives to outgoing connections, which may take one between the look and the start. */
const firstPort = 20_000;
const lastPort = 32_000;

/** Starts the demonstration and waits for `shailoo is ready`. Rejects with what it said when it ends before that. */
export async function aRunningProduct(): Promise<RunningProduct> {
  const home = mkdtempSync(join(tmpdir(), 'shailoo-journey-'));
  // For the user of the database: what it cannot enter would be kept elsewhere, and stay there.
  chmodSync(home, 0o711);
  const port = await freeRow();
  const child = spawn(process.execPath, [start], {
    env: { ...process.env, SHAILOO_HOME: home, SHAILOO_PORT: String(port), DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const isReady = new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString();
      if (said.includes('shailoo is ready')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`the product ended before it was ready:\n${said}`)));
  });
  const stop = async (): Promise<void> => {
    const hasEnded = once(child, 'exit');
    child.kill('SIGTERM');
    if (child.exitCode === null) await hasEnded;
    rmSync(home, { recursive: true, force: true });
  };
  await isReady.catch(async (error: unknown) => {
    rmSync(home, { recursive: true, force: true });
    throw error;
  });
  const at = (offset: number): string => `http://localhost:${port + offset}`;
  return { portal: at(0), desk: at(1), mailbox: at(2), pid: child.pid ?? 0, stop };
}

async function freeRow(): Promise<number> {
  for (;;) {
    const first = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    const row = await Promise.all(Array.from({ length: portsOfAStart }, (_, offset) => isPortFree(first + offset)));
    if (row.every(Boolean)) return first;
  }
}
