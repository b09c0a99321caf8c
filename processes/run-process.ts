import { pino } from 'pino';
import type { Logger } from 'pino';
import { faultFacts } from '../operations/fault-facts.ts';
import { EnvironmentError, readEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';

/** What a process is given when it starts. */
export type ProcessContext = {
  environment: Environment;
  log: Logger;
  /** Registers what has to be closed at the end; the last registered closes first, each has ten seconds. */
  onStop: (what: string, close: () => unknown) => void;
};

type Closer = { what: string; close: () => unknown };

const patienceMs = 10_000;

/**
 * The frame of every process: environment, logger, `start`, the message `ready` to the parent, and an ordered end on SIGTERM, on
 * SIGINT and when the parent is gone. A defect is logged with its code and ends the process with status 1. A `start` that resolves
 * to `'done'` ends the process with status 0 (migrations).
 */
export async function runProcess(name: string, start: (context: ProcessContext) => Promise<unknown>): Promise<void> {
  const environment = environmentOrEnd(name);
  const log = pino({ name, level: environment.logLevel, base: { name, pid: process.pid } });
  const closers: Closer[] = [];
  const stop = stopOnce(log, closers);
  watchForDefects(log, stop);
  process.once('SIGTERM', () => void stop('SIGTERM', 0));
  process.once('SIGINT', () => void stop('SIGINT', 0));
  process.once('disconnect', () => void stop('the parent is gone', 0));
  const onStop = (what: string, close: () => unknown) => void closers.push({ what, close });
  try {
    const outcome = await start({ environment, log, onStop });
    process.send?.({ type: 'ready' });
    if (outcome === 'done') await stop('done', 0);
  } catch (error) {
    log.fatal({ err: error, code: codeOf(error) }, 'could not start');
    process.send?.({ type: 'failed', reason: Error.isError(error) ? error.message : String(error) });
    await stop('could not start', 1);
  }
}

function environmentOrEnd(name: string): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exit(1);
  }
}

function stopOnce(log: Logger, closers: Closer[]): (reason: string, status: number) => Promise<void> {
  let isStopping = false;
  return async (reason, status) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ reason }, 'stopping');
    for (const closer of closers.toReversed()) await closeInTime(log, closer);
    log.info('stopped');
    process.exit(status);
  };
}

async function closeInTime(log: Logger, { what, close }: Closer): Promise<void> {
  const late = Symbol('late');
  const timer = Promise.withResolvers<typeof late>();
  const handle = setTimeout(() => timer.resolve(late), patienceMs);
  try {
    const outcome = await Promise.race([Promise.resolve(close()), timer.promise]);
    if (outcome === late) log.warn({ what }, 'did not close in time');
  } catch (error) {
    log.error({ fault: faultFacts(error), code: codeOf(error), what }, 'did not close cleanly');
  } finally {
    clearTimeout(handle);
  }
}

function watchForDefects(log: Logger, stop: (reason: string, status: number) => Promise<void>): void {
  const end = (error: unknown) => {
    log.fatal({ fault: faultFacts(error), code: codeOf(error) }, 'defect');
    void stop('defect', 1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  process.stdout.on('error', () => undefined);
}

function codeOf(error: unknown): string {
  return Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
}
