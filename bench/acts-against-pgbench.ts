import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { takeComplaint } from '../operations/complaints/take-complaint.ts';
import { currentActor } from '../operations/people/current-actor.ts';
import type { BenchedProduct } from './benched-product.ts';

const run = promisify(execFile);
const clients = 8;

export type ActsFigure = { actsPerSecond: number; pgbenchPerSecond: number | undefined; ratio: number | undefined };

/**
 * Acts per second of eight clients, each waiting for the commit of its act, beside pgbench's own transactions with eight
 * clients on the same server in the same run.
 */
export async function actsAgainstPgbench(product: BenchedProduct, seconds: number): Promise<ActsFigure> {
  const pgbenchPerSecond = await pgbench(product.databaseUrl, seconds);
  const actsPerSecond = await acts(product, seconds);
  const ratio = pgbenchPerSecond === undefined ? undefined : actsPerSecond / pgbenchPerSecond;
  return { actsPerSecond, pgbenchPerSecond, ratio };
}

async function acts({ context, lawyers }: BenchedProduct, seconds: number): Promise<number> {
  const rows = await context.database.query<{ id: string }>({
    text: `select id from complaint where status = 'registered' order by id limit 4000`,
  });
  const actors = [await currentActor(context, lawyers[0]), await currentActor(context, lawyers[1])] as const;
  const end = performance.now() + seconds * 1_000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = client; performance.now() < end; turn += clients) {
        const complaintId = rows[turn % rows.length]?.id ?? '';
        const outcome = await takeComplaint(context, actors[turn % 2 === 0 ? 0 : 1], { complaintId });
        if (!outcome.ok) throw new Error(outcome.refusal.code);
        done += 1;
      }
    }),
  );
  return done / seconds;
}

/** `pgbench -c 8 -j 2 -s 10`; undefined where pgbench is not to be had. */
async function pgbench(databaseUrl: string, seconds: number): Promise<number | undefined> {
  const url = new URL(databaseUrl);
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) };
  const where = ['-h', url.hostname, '-p', url.port, '-U', url.username, url.pathname.slice(1)];
  try {
    await run('pgbench', ['-i', '-q', '-s', '10', ...where], { env });
    const { stdout } = await run('pgbench', ['-c', '8', '-j', '2', '-T', String(seconds), ...where], { env });
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
