import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import type { Environment } from '../../processes/environment.ts';
import type { PartName } from '../../processes/parts-board.ts';
import { hasOwnStandIn } from '../tunduk/own-stand-in.ts';
import type { Board } from './board.ts';
import { bringUpEngine } from './bring-up-engine.ts';
import { runPart, startPart } from './part.ts';
import type { Part } from './part.ts';
import { sayProgress } from './say-progress.ts';

export type BringUpOptions = {
  environment: Environment;
  board: Board;
  /** Filled in the order of starting; stopped in the opposite order. */
  parts: Part[];
  signal: AbortSignal;
};

const neededParts: readonly PartName[] = ['database', 'portal', 'desk'];

type Start = { name: PartName; entry: string; args?: string[]; env?: NodeJS.ProcessEnv; detail?: string };

/**
 * Brings shailoo up: database, migrations, mailbox, sign-in and the Tunduk stand-in, demonstration (before the worker, whose sweeper must not see
 * half a story or a clock that has not been set), worker, the signer of the ledger, portal and desk, and then, without keeping
 * anybody waiting, the engine. Rejects when a part that nothing works without does not start.
 */
export async function bringUp(options: BringUpOptions): Promise<void> {
  const { environment, board, signal } = options;
  const { home } = environment;
  greet(environment);
  let env: NodeJS.ProcessEnv = baseEnvironment(environment);
  env = { ...env, DATABASE_URL: await bringUpDatabase(options, env) };
  const run = (name: string, file: string, args: string[] = []) =>
    runPart({
      name,
      entry: entryOf(file),
      args,
      env,
      home,
      signal,
      onNote: (note) => sayProgress(name, note),
    });
  await run('migrate', 'processes/migrate.ts');
  sayProgress('database', 'migrated');
  bringUpDocuments(options);
  const [mailbox, signIn, tunduk] = await Promise.all([
    bringUpMailbox(options, env),
    bringUpSignIn(options, env),
    bringUpTunduk(options, env),
  ]);
  env = { ...env, ...mailbox, ...signIn, ...tunduk };
  keepForTools(home, env);
  if (environment.mode === 'demonstration') await run('demonstration', 'dev/demonstration/load.ts');
  for (const name of ['worker', 'ledger'] as const)
    bringUpProcess(options, { name, entry: `processes/${name}.ts`, env }).catch(() => undefined);
  await Promise.all([
    bringUpProcess(options, { name: 'portal', entry: 'processes/portal.ts', env }),
    bringUpProcess(options, { name: 'desk', entry: 'processes/desk.ts', env }),
  ]);
  signal.throwIfAborted();
  await untilPortalAnswers(environment);
  sayWhereToLook(environment, board);
  await bringUpEngine({ ...options, env });
}

function greet(environment: Environment): void {
  const what =
    environment.mode === 'production' ? 'production' : environment.empty ? 'empty, on real time' : 'demonstration';
  sayProgress('shailoo', `${what}; its data are in ${environment.home}, its logs in ${join(environment.home, 'log')}`);
}

function baseEnvironment(environment: Environment): NodeJS.ProcessEnv {
  return { ...process.env, SHAILOO_HOME: environment.home, SHAILOO_EMPTY: String(environment.empty) };
}

async function bringUpDatabase(options: BringUpOptions, env: NodeJS.ProcessEnv): Promise<string> {
  const { environment, board } = options;
  if (environment.databaseUrl !== undefined) {
    board.set('database', { state: 'up', detail: 'given by DATABASE_URL' });
    sayProgress('database', 'given by DATABASE_URL');
    return environment.databaseUrl;
  }
  const args = [environment.home, 'shailoo'];
  const report = await bringUpProcess(options, { name: 'database', entry: 'dev/parts/postgres-keeper.ts', args, env });
  const { databaseUrl } = report;
  if (databaseUrl === undefined) throw new Error('the database did not tell its address');
  return databaseUrl;
}

function bringUpDocuments({ environment, board }: BringUpOptions): void {
  const detail = environment.s3 === undefined ? `in ${join(environment.home, 'documents')}` : 'given by S3_ENDPOINT';
  board.set('documents', { state: 'up', detail: environment.s3 === undefined ? 'folder' : detail });
  sayProgress('documents', detail);
}

async function bringUpMailbox(options: BringUpOptions, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const { environment, board } = options;
  const entry = 'dev/mailbox/mailbox.ts';
  if (environment.smtpUrl !== undefined) {
    board.set('mailbox', { state: 'up', detail: 'given by SMTP_URL' });
    return {};
  }
  if (!existsSync(entryOf(entry))) return {};
  const port = String(environment.port + 25);
  await bringUpProcess(options, { name: 'mailbox', entry, env: { ...env, SHAILOO_SMTP_PORT: port } });
  return { SMTP_URL: `smtp://127.0.0.1:${port}` };
}

async function bringUpSignIn(options: BringUpOptions, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const { environment, board } = options;
  const entry = 'dev/sign-in/sign-in.ts';
  if (environment.esiIssuer !== undefined) {
    board.set('sign-in', { state: 'up', detail: 'given by ESI_ISSUER' });
    return {};
  }
  if (!existsSync(entryOf(entry))) return {};
  const client = {
    ESI_CLIENT_ID: environment.esiClientId,
    ESI_CLIENT_SECRET: environment.esiClientSecret ?? randomBytes(24).toString('base64url'),
  };
  await bringUpProcess(options, { name: 'sign-in', entry, env: { ...env, ...client } });
  return { ...client, ESI_ISSUER: `http://localhost:${environment.signInPort}` };
}

/** The worker asks it, believes its authority when it checks containers, and so may integrators. */
async function bringUpTunduk(options: BringUpOptions, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const { environment, board } = options;
  if (environment.mode === 'production') return {};
  if (!hasOwnStandIn(environment)) {
    board.set('tunduk', { state: 'up', detail: 'given by TUNDUK_URL' });
    return {};
  }
  await bringUpProcess(options, { name: 'tunduk', entry: 'dev/tunduk/tunduk.ts', env });
  const own = join(environment.home, 'tunduk', 'certificates', 'trust.pem');
  return { TUNDUK_TRUST_FILE: environment.tunduk?.trustFile ?? own };
}

async function bringUpProcess(options: BringUpOptions, start: Start): Promise<Record<string, string>> {
  const { environment, board, parts, signal } = options;
  signal.throwIfAborted();
  const { name } = start;
  const detail = start.detail === undefined ? {} : { detail: start.detail };
  const part = startPart({
    name,
    entry: entryOf(start.entry),
    args: start.args ?? [],
    env: start.env ?? {},
    home: environment.home,
    readyWithinMs: 120_000,
    isNeeded: neededParts.includes(name),
    onState: (state) => {
      board.set(name, { state, ...detail });
      if (state === 'failed' && !signal.aborted) sayProgress(name, 'ended; it is started again');
      if (state === 'up') sayProgress(name, 'up');
    },
    onNote: (sentence) => sayProgress(name, sentence),
  });
  parts.push(part);
  return part.ready;
}

async function untilPortalAnswers({ port, listen }: Environment): Promise<void> {
  const host = listen === '::' || listen === '0.0.0.0' ? 'localhost' : listen;
  const response = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/health/live`, {
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`the portal answers with status ${response.status}`);
}

/** The addresses of a running start, for `npm run` commands beside it; only its owner may read them. */
function keepForTools(home: string, env: NodeJS.ProcessEnv): void {
  const kept = [
    'DATABASE_URL',
    'SMTP_URL',
    'ESI_ISSUER',
    'ESI_CLIENT_ID',
    'ESI_CLIENT_SECRET',
    'SHAILOO_HOME',
    'SHAILOO_EMPTY',
  ];
  const addresses = Object.fromEntries(kept.map((name) => [name, env[name]]));
  writeFileSync(join(home, 'run', 'environment.json'), JSON.stringify(addresses, undefined, 2), { mode: 0o600 });
}

function sayWhereToLook(environment: Environment, board: Board): void {
  const local = (port: number) => `http://localhost:${port}`;
  process.stdout.write('shailoo is ready\n');
  sayProgress('portal', `${environment.publicUrl}   (program interface: ${environment.publicUrl}/api/v1)`);
  sayProgress('desk', environment.deskUrl);
  if (board.get('mailbox') !== undefined) sayProgress('mailbox', local(environment.mailboxPort));
  if (board.get('sign-in') !== undefined)
    sayProgress('sign-in', `${local(environment.signInPort)}   (the desk leads there)`);
  if (board.get('tunduk') !== undefined) sayProgress('tunduk', `${local(environment.tundukPort)}   (stand-in)`);
  sayProgress('health', `${environment.publicUrl}/health/ready   (Ctrl-C or npm stop ends everything)`);
}

function entryOf(file: string): string {
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}
