import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { takeComplaint } from '../operations/complaints/take-complaint.ts';
import { currentActor } from '../operations/people/current-actor.ts';
import type { BenchedProduct } from './benched-product.ts';

const run = promisify(execFile);
const clients = 8;

export type ActsFigure = { actsPerSecond: number; pgbenchPerSecond: number | undefined; ratio: number | undefined };

/** The host is shared, and its speed changes from minute to minute: both sides get as much of each. */
const rounds = 6;

/**
 * Acts per second of eight clients, each waiting for the commit of its act, beside pgbench's own transactions with eight
 * clients on the same server, in turns. Each act brings a case from one lawyer to the other.
 */
export async function actsAgainstPgbench(product: BenchedProduct, seconds: number): Promise<ActsFigure> {
  const takeTurns = await turnsOf(product);
  const bench = await preparedPgbench(product.databaseUrl);
  const pgbench: number[] = [];
  const acts: number[] = [];
  const turn = Math.max(1, Math.round(seconds / rounds));
  for (let round = 0; round < rounds; round += 1) {
    if (bench) pgbench.push(await bench(turn));
    acts.push(await takeTurns(turn));
  }
  const actsPerSecond = mean(acts);
  const pgbenchPerSecond = bench && mean(pgbench);
  const ratio = pgbenchPerSecond === undefined ? undefined : actsPerSecond / pgbenchPerSecond;
  return { actsPerSecond, pgbenchPerSecond, ratio };
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, one) => sum + one, 0) / figures.length;
}

/** Acts per second for so many seconds; goes on each time where it ended. */
async function turnsOf({ context, lawyers }: BenchedProduct): Promise<(seconds: number) => Promise<number>> {
  const rows = await context.database.query<{ id: string }>({
    text: `select id from complaint where status = 'registered' order by id limit 4000`,
  });
  const actors = await Promise.all(lawyers.map((id) => currentActor(context, id)));
  let turn = 0;
  return async (seconds) => {
    const end = performance.now() + seconds * 1_000;
    let done = 0;
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (performance.now() < end) {
          const complaintId = rows[turn % rows.length]?.id ?? '';
          const actor = actors[Math.floor(turn / rows.length) % actors.length];
          turn += 1;
          if (!actor) throw new Error('no lawyer');
          const outcome = await takeComplaint(context, actor, { complaintId });
          if (!outcome.ok) throw new Error(outcome.refusal.code);
          done += 1;
        }
      }),
    );
    return done / seconds;
  };
}

/** Transactions per second of `pgbench -c 8 -j 2 -s 10` for so many whole seconds; undefined where pgbench is not to be had. */
async function preparedPgbench(databaseUrl: string): Promise<((seconds: number) => Promise<number>) | undefined> {
  const url = new URL(databaseUrl);
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) };
  const where = ['-h', url.hostname, '-p', url.port, '-U', url.username, url.pathname.slice(1)];
  try {
    await run('pgbench', ['-i', '-q', '-s', '10', ...where], { env });
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return async (seconds) => {
    const { stdout } = await run('pgbench', ['-n', '-c', '8', '-j', '2', '-T', String(seconds), ...where], {
      env,
    });
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  };
}
