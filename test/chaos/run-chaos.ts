import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import { bundleProcedures, taskQueueOf } from '../../integrations/temporal/bundle-procedures.ts';
import { moveClock } from '../../operations/clock/move-clock.ts';
import { currentActor } from '../../operations/people/current-actor.ts';
import { actsDone } from './acts-done.ts';
import type { ActsDone } from './acts-done.ts';
import { startProductProcesses } from '../support/product-processes.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import { drain } from './drain.ts';
import { killPlan, victims } from './kill-plan.ts';
import type { Blow, Victim } from './kill-plan.ts';
import { judgeAlarms } from './judges/judge-alarms.ts';
import { judgeDoubles } from './judges/judge-doubles.ts';
import { judgeLedger } from './judges/judge-ledger.ts';
import { judgeLoad } from './judges/judge-load.ts';
import { judgeProcedures } from './judges/judge-procedures.ts';
import { judgeReceipts } from './judges/judge-receipts.ts';
import { judgeTerms } from './judges/judge-terms.ts';
import { judgeVerify } from './judges/judge-verify.ts';
import type { Verdict } from './judges/verdict.ts';
import { persist } from './persist.ts';
import type { ClientRun } from './persist.ts';
import { relayIsAtWork } from './relay-is-at-work.ts';
import { underLoad } from './under-load.ts';
import { watchCheckpoints } from './watch-checkpoints.ts';

export type ChaosOptions = {
  home: string;
  temporalProgram: string;
  seed: number;
  kills: number;
  actsBetween: { from: number; to: number };
  /** Told after each blow. */
  note: (sentence: string) => void;
};

/** What a run was and what the judges found. */
export type ChaosResult = {
  seed: number;
  kills: Record<Victim, number>;
  /** Kills of the worker that fell while the relay had wakes in its hand, of those that waited for it. */
  inTheRelay: number;
  done: ActsDone;
  mails: { sent: number; again: number };
  /** Milliseconds from a kill until the part was ready again, by part. */
  recoveries: Record<string, readonly number[]>;
  seconds: number;
  drainedInSeconds: number;
  checkpoints: number;
  verdicts: readonly Verdict[];
};

/** At most so long nothing may get done: everything that was killed is back by then. */
const longestStandstillMs = 60_000;
const clockStepMs = 20 * 3_600_000;

/**
 * Kills the product's processes under load as the seed says, lets everything come back and be worked off, and judges.
 * The seed fixes what the clients ask for, what is killed, and after how many completed acts; which request is under way
 * at that moment the scheduler decides. `use` may look at the judged product before it is stopped.
 */
export async function runChaos(
  options: ChaosOptions,
  use?: (product: ProductProcesses) => Promise<void>,
): Promise<ChaosResult> {
  const { home, temporalProgram, seed } = options;
  const product = await startProductProcesses(home, { temporalProgram });
  const startedAt = Date.now();
  try {
    const done = actsDone();
    const watched = watchCheckpoints(product.portal);
    const { kills, inTheRelay } = await underLoad(product, seed, done, (run) => strikeAll(product, options, run));
    const seconds = (Date.now() - startedAt) / 1_000;
    const drainedInSeconds = await drain(product);
    const seen = await watched.stop();
    const taskQueue = taskQueueOf(await bundleProcedures(join(import.meta.dirname, '../../workflows/index.ts')));
    const files = ledgerFolder(product.ledgerFolder);
    const { context, mails, temporalAddress: address } = product;
    const verdicts: Verdict[] = [
      await judgeReceipts(context, done.receipts),
      await judgeDoubles(context, { receipts: done.receipts, mails }),
      await judgeTerms(context, context.packs.get('pres-2027')!),
      await judgeProcedures(context, { address, taskQueue }),
      await judgeLedger(files, seen),
      await judgeVerify(context, files),
      judgeAlarms(join(home, 'worker.log')),
      { judge: 'answers', looked: done.count(), faults: done.contradictions },
      judgeLoad(done),
    ];
    const copies = [...mails.values()];
    const result: ChaosResult = {
      seed,
      kills,
      inTheRelay,
      done,
      mails: { sent: copies.length, again: copies.reduce((sum, n) => sum + n - 1, 0) },
      recoveries: Object.fromEntries([...product.parts].map(([name, { recoveries }]) => [name, recoveries])),
      seconds,
      drainedInSeconds,
      checkpoints: seen.length,
      verdicts,
    };
    await use?.(product);
    return result;
  } finally {
    await product.stop();
  }
}

async function strikeAll(
  product: ProductProcesses,
  { seed, kills: wanted, actsBetween, note }: ChaosOptions,
  run: ClientRun,
): Promise<Pick<ChaosResult, 'kills' | 'inTheRelay'>> {
  const kills = Object.fromEntries(victims.map((victim) => [victim, 0])) as Record<Victim, number>;
  let inTheRelay = 0;
  for (const blow of killPlan({ seed, kills: wanted, actsBetween })) {
    await run.done.after(blow.afterActs, longestStandstillMs);
    if (blow.movesClock) await persist(run, () => moveOn(product));
    for (const victim of blow.victims) {
      if (victim === 'relay' && (await relayIsAtWork(product.context.database))) inTheRelay += 1;
      await untilKilled(product, victim);
      kills[victim] += 1;
    }
    note(`${words(blow)} after ${run.done.count()} acts`);
  }
  return { kills, inTheRelay };
}

const words = ({ victims, movesClock }: Blow): string =>
  `killed ${victims.join(' and ')}${movesClock ? ', clock moved' : ''}`;

/** A victim that is just being started again is killed as soon as it has a process. */
async function untilKilled({ parts }: ProductProcesses, victim: Victim): Promise<void> {
  const part = parts.get(victim === 'relay' ? 'worker' : victim);
  while (part?.kill() === false) await sleep(20);
}

/** Legal time goes on by twenty hours at once, so that terms end among the kills. */
async function moveOn({ context, cec }: ProductProcesses): Promise<void> {
  const to = addMilliseconds((await context.clock()).legal, clockStepMs);
  const outcome = await moveClock(context, await currentActor(context, cec.chair), { to });
  if (!outcome.ok && outcome.refusal.code !== 'CLOCK_CANNOT_GO_BACK') throw new Error(outcome.refusal.code);
}
