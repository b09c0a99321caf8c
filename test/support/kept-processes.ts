import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { isAlive, readMark } from '../../dev/parts/process-mark.ts';
import { keepPart } from './kept-part.ts';
import type { KeptPart, RunningPart } from './kept-part.ts';

const root = join(import.meta.dirname, '../..');
const readyWithinMs = 60_000;

type Report = Record<string, string>;

/** A process of the product, as `processes/` has it; what it says goes to a file of its home. */
export function keepProcess(name: string, { home, env }: { home: string; env: NodeJS.ProcessEnv }): Promise<KeptPart> {
  let child: ChildProcess | undefined;
  const launch = (): Promise<RunningPart> =>
    started({ home, name, entry: `processes/${name}.ts`, args: [], env, onChild: (one) => (child = one) });
  return keepPart({ name, launch, pid: () => (child && !hasEnded(child) ? child.pid : undefined) });
}

/** The embedded PostgreSQL with its ordinary, durable settings, and its address, which stays. */
export async function keepPostgres(home: string): Promise<{ part: KeptPart; databaseUrl: string }> {
  const { part, report } = await keepServer({ home, name: 'postgres', args: [home, 'shailoo'] });
  return { part, databaseUrl: report['databaseUrl'] ?? '' };
}

/** The real Temporal server with its file on the disk, and its address, which stays. */
export async function keepTemporal(home: string, program: string): Promise<{ part: KeptPart; address: string }> {
  const { part, report } = await keepServer({ home, name: 'temporal', args: [program, home, 'default'] });
  return { part, address: report['address'] ?? '' };
}

/**
 * A server with its keeper, as `npm start` has them. What is killed is the server; its keeper then ends by itself. One that
 * came up at another address than before, because its port was not free yet, is started again.
 */
async function keepServer({ home, name, args }: { home: string; name: string; args: string[] }) {
  const entry = `dev/parts/${name}-keeper.ts`;
  let report: Report | undefined;
  const launch = async (): Promise<RunningPart> => {
    const server = await started({ home, name, entry, args, env: { ...process.env }, onChild: () => undefined });
    report ??= server.report;
    if (JSON.stringify(report) === JSON.stringify(server.report)) return server;
    await server.stop();
    throw new Error('its port was taken');
  };
  const pid = (): number | undefined => {
    const mark = readMark(join(home, 'run', `${name}.pid.json`));
    return mark !== undefined && isAlive(mark) ? mark.pid : undefined;
  };
  return { part: await keepPart({ name, launch, pid }), report: report ?? {} };
}

type Start = {
  home: string;
  name: string;
  entry: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  onChild: (child: ChildProcess) => void;
};

/** Starts a program of the house and waits for its `ready` with what it reports. */
async function started({ home, name, entry, args, env, onChild }: Start): Promise<RunningPart & { report: Report }> {
  const log = openSync(join(home, `${name}.log`), 'a');
  const child = fork(join(root, entry), args, { env, execArgv: [], stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  onChild(child);
  const ended = once(child, 'exit');
  const report = await untilReady(name, child);
  const stop = async (): Promise<void> => {
    if (hasEnded(child)) return;
    child.kill('SIGTERM');
    await ended;
  };
  return { ended, stop, report };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function untilReady(name: string, child: ChildProcess): Promise<Report> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), readyWithinMs);
    child.once('exit', (status, signal) => {
      clearTimeout(timer);
      reject(new Error(`${name} did not start: ${signal ?? status}`));
    });
    child.on('message', (message) => {
      const told = message as { type?: unknown; report?: Report };
      if (told.type !== 'ready') return;
      clearTimeout(timer);
      resolve(told.report ?? {});
    });
  });
}
