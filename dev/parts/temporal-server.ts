import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { endLeftover } from './end-process.ts';
import { freePort } from './free-port.ts';
import { keepProgram } from './keep-program.ts';
import type { KeptProgram } from './keep-program.ts';

export type TemporalOptions = { program: string; home: string; namespace: string; note: (sentence: string) => void };

export type StartedTemporal = KeptProgram & { address: string; version: string };

/**
 * Starts the real Temporal server with its file in `<home>/temporal`, on loopback only. The file carries the server's version in its
 * name, because no version migrates the file of another; open procedures are rebuilt from Postgres.
 */
export async function startTemporal({ program, home, namespace, note }: TemporalOptions): Promise<StartedTemporal> {
  const folder = join(home, 'temporal');
  const run = join(home, 'run');
  for (const each of [folder, run]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const markFile = join(run, 'temporal.pid.json');
  if (await endLeftover(markFile, 'SIGTERM', 0))
    note('a Temporal server of an earlier run was still there and has been ended');
  const version = serverVersion(program);
  const port = await freePort(rememberedPort(run));
  const address = `127.0.0.1:${port}`;
  const kept = await keepProgram({
    program,
    args: serverArguments(port, namespace, join(folder, `temporal-${version}.db`)),
    markFile,
    stopSignal: 'SIGTERM',
    env: withoutTemporalVariables(),
    answers: () => answers(address, namespace),
    readyWithinMs: 60_000,
  });
  writeFileSync(join(run, 'temporal-port'), String(port), { mode: 0o600 });
  return { ...kept, address, version };
}

/** The version of the server inside the CLI, such as `1.31.2`. Throws when the program is not a Temporal CLI. */
export function serverVersion(program: string): string {
  const told = execFileSync(program, ['--version'], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: withoutTemporalVariables(),
  });
  const version = /Server ([\w.-]+)/.exec(told)?.[1];
  if (version === undefined) throw new Error(`${program} does not tell the version of its server`);
  return version;
}

function serverArguments(port: number, namespace: string, file: string): string[] {
  const pragmas = ['journal_mode=wal', 'synchronous=full'].flatMap((pragma) => ['--sqlite-pragma', pragma]);
  const place = ['--ip', '127.0.0.1', '--port', String(port), '--headless', '--namespace', namespace];
  return [
    'server',
    'start-dev',
    ...place,
    '--db-filename',
    file,
    ...pragmas,
    '--log-format',
    'json',
    '--log-level',
    'warn',
  ];
}

async function answers(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } finally {
    await connection.close();
  }
}

function rememberedPort(run: string): number {
  const file = join(run, 'temporal-port');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

/** The CLI reads its own variables; those of the machine must not lead it to another server or profile. */
function withoutTemporalVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}
