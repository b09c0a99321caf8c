import { rmSync } from 'node:fs';
import { EnvironmentError, readEnvironment } from '../processes/environment.ts';
import type { Environment } from '../processes/environment.ts';
import { takeMark } from './parts/process-mark.ts';
import { isPortFree } from './parts/free-port.ts';
import { closeBoard, openBoard } from './supervisor/board.ts';
import { bringUp } from './supervisor/bring-up.ts';
import { homeFor, prepareHome, runningMarkFile } from './supervisor/homes.ts';
import { endLeftovers } from './supervisor/leftovers.ts';
import type { Part } from './supervisor/part.ts';
import { sayProgress } from './supervisor/say-progress.ts';
import { hasOwnStandIn, standInPorts } from './tunduk/own-stand-in.ts';

/** Ends the start with a sentence for the person at the terminal. */
function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function environmentOfStart(): Environment {
  const isEmpty = process.argv.includes('--empty') ? { SHAILOO_EMPTY: 'true' } : {};
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--empty');
  if (unknown.length > 0) refuse(`npm start knows one option, --empty, and not ${unknown.join(' ')}`);
  try {
    return readEnvironment({ ...process.env, ...isEmpty });
  } catch (error) {
    if (error instanceof EnvironmentError) return refuse(error.message);
    throw error;
  }
}

async function refuseTakenPorts(environment: Environment): Promise<void> {
  const { port, deskPort, mailboxPort, filesPort, signInPort, listen } = environment;
  const mail = environment.smtpUrl === undefined ? [mailboxPort, port + 25] : [];
  const signIn = environment.esiIssuer === undefined ? [signInPort] : [];
  const tunduk = hasOwnStandIn(environment) ? Object.values(standInPorts(environment)) : [];
  const ports = [port, deskPort, filesPort, ...mail, ...signIn, ...tunduk];
  const isFree = await Promise.all(ports.map((each) => isPortFree(each, listen)));
  const taken = ports.filter((_port, index) => !isFree[index]);
  if (taken.length === 0) return;
  refuse(
    `port ${taken.join(', ')} is taken by another program; stop it, or set SHAILOO_PORT (the first of a row of ports, see docs/deployment.md)`,
  );
}

const environment = environmentOfStart();
const root = environment.home;
const home = homeFor(root, environment.empty);
for (const folder of new Set([root, home])) prepareHome(folder);
const mark = runningMarkFile(root);
const holder = takeMark(mark);
if (holder !== undefined) refuse(`shailoo is already running from ${root} (process ${holder.pid}); npm stop ends it`);
process.on('exit', () => rmSync(mark, { force: true }));

const stopping = new AbortController();
const parts: Part[] = [];
let end: Promise<void> | undefined;

async function stopEverything(status: number): Promise<void> {
  stopping.abort();
  sayProgress('shailoo', 'stopping');
  for (const part of parts.toReversed()) await part.stop();
  closeBoard(home);
  sayProgress('shailoo', 'stopped');
  process.exit(status);
}

function stopOnce(status: number): Promise<void> {
  end ??= stopEverything(status);
  return end;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopOnce(0));

try {
  const left = await endLeftovers(home);
  if (left > 0) sayProgress('shailoo', 'an earlier run was cut off; what was left of it has ended');
  await refuseTakenPorts(environment);
  await bringUp({ environment: { ...environment, home }, board: openBoard(home), parts, signal: stopping.signal });
} catch (error) {
  if (!stopping.signal.aborted) process.stderr.write(`${Error.isError(error) ? error.message : String(error)}\n`);
  await stopOnce(stopping.signal.aborted ? 0 : 1);
}
