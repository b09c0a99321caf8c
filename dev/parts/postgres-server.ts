import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { endLeftover } from './end-process.ts';
import { freePort } from './free-port.ts';
import { keepProgram } from './keep-program.ts';
import type { KeptProgram } from './keep-program.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { clusterOwner, clusterPassword, endClusterLeftover, initialiseCluster } from './postgres-cluster.ts';
import { postgresIdentity } from './postgres-identity.ts';
import type { Identity } from './postgres-identity.ts';
import { postgresPlace, reachableBase } from './postgres-place.ts';

export type PostgresOptions = {
  home: string;
  database: string;
  /** More settings, such as `fsync=off` for tests. */
  settings?: string[];
  /** Tells the person who started it what is out of the ordinary. */
  note: (sentence: string) => void;
};

export type PostgresServer = KeptProgram & { databaseUrl: string; version: string };

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=120',
  'shared_buffers=128MB',
  'timezone=UTC',
  'log_timezone=UTC',
  'lc_messages=C',
];

/**
 * Starts the embedded PostgreSQL of a home and makes `database` in it: initialised when missing, recovered when it was killed,
 * reachable from loopback only, with a random password in `<home>/run`.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { home, note } = options;
  const run = join(home, 'run');
  mkdirSync(run, { recursive: true, mode: 0o700 });
  const identity = postgresIdentity();
  const place = postgresPlace(home, identity);
  if (place.isOutsideHome) note(`the database's user cannot enter ${home}; the database is kept in ${place.folder}`);
  const binaries = binariesFor(identity, note);
  const data = join(place.folder, majorOf(binaries));
  const markFile = join(run, 'postgres.pid.json');
  const hadLeftover = (await endClusterLeftover(data)) || (await endLeftover(markFile, 'SIGINT', 0));
  if (hadLeftover) note('a database server of an earlier run was still there and has been ended');
  const password = clusterPassword(join(run, 'postgres-password'), data, binaries, identity);
  initialiseCluster(data, password, binaries, identity);
  const port = await freePort(rememberedPort(run));
  const url = (database: string) => `postgres://${clusterOwner}:${password}@127.0.0.1:${port}/${database}`;
  const kept = await startServer({
    binaries,
    identity,
    data,
    port,
    markFile,
    url: url('postgres'),
    settings: options.settings ?? [],
  });
  writeFileSync(join(run, 'postgres-port'), String(port), { mode: 0o600 });
  await makeDatabase(url('postgres'), options.database);
  return { ...kept, databaseUrl: url(options.database), version: binaries.version };
}

type ServerOptions = {
  binaries: PostgresBinaries;
  identity: Identity | undefined;
  data: string;
  port: number;
  markFile: string;
  url: string;
  settings: string[];
};

function startServer({
  binaries,
  identity,
  data,
  port,
  markFile,
  url,
  settings: more,
}: ServerOptions): Promise<KeptProgram> {
  const all = [...settings, ...more].flatMap((setting) => ['-c', setting]);
  return keepProgram({
    program: binaries.postgres,
    args: ['-D', data, '-p', String(port), ...all],
    markFile,
    stopSignal: 'SIGINT',
    ...(identity === undefined ? {} : { identity }),
    cwd: '/',
    answers: () => ask(url, 'select 1'),
    readyWithinMs: 60_000,
  });
}

function binariesFor(identity: Identity | undefined, note: (sentence: string) => void): PostgresBinaries {
  const reachable = identity === undefined ? '' : reachableBase(identity);
  const binaries = postgresBinaries(identity, reachable);
  if (binaries.copiedTo !== undefined)
    note(`the database's user cannot read node_modules; its programs run from ${binaries.copiedTo}`);
  return binaries;
}

function majorOf(binaries: PostgresBinaries): string {
  return binaries.version.split('.')[0] ?? binaries.version;
}

function rememberedPort(run: string): number {
  const file = join(run, 'postgres-port');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

async function makeDatabase(url: string, name: string): Promise<void> {
  const { rowCount } = await ask(url, 'select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await ask(url, `create database "${name}"`);
}

async function ask(url: string, sql: string, values: string[] = []): Promise<{ rowCount: number | null }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}
