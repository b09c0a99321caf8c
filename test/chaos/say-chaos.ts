import { percentile } from '../../bench/machine-facts.ts';
import type { ChaosResult } from './run-chaos.ts';

/** The figures of a run as lines for a terminal, the seed first and what is wrong last. */
export function sayChaos(result: ChaosResult): string[] {
  const { seed, kills, inTheRelay, done, mails, recoveries, seconds, drainedInSeconds, checkpoints, verdicts } = result;
  const sum = Object.values(kills).reduce((all, n) => all + n, 0);
  const staff = [...done.staffActs.values()].reduce((all, n) => all + n, 0);
  return [
    `seed ${seed}: ${sum} kills in ${seconds.toFixed(0)} s (${listed(Object.entries(kills))}; ${inTheRelay} with wakes in the relay's hand)`,
    `${done.receipts.length} filings receipted, ${staff} acts of staff, ${done.retries} retries, ${done.limited} answers 429; refused: ${listed([...done.refusals]) || 'nothing'}`,
    `acts of staff: ${listed([...done.staffActs])}`,
    `${mails.sent} mails, ${mails.again} of them sent again under the same Message-ID; ${checkpoints} checkpoints kept outside`,
    `longest time without an act ${(done.longestPause() / 1_000).toFixed(1)} s; worked off in ${drainedInSeconds.toFixed(1)} s`,
    ...Object.entries(recoveries).map(([name, all]) => `${name} back after ${spread(all)}`),
    ...verdicts.map(({ judge, looked, faults }) => `${judge}: ${looked} looked at, ${faults.length} faults`),
    ...verdicts.flatMap(({ judge, faults }) => faults.slice(0, 20).map((fault) => `  ✖ ${judge}: ${fault}`)),
  ];
}

/** Median and longest of milliseconds, in seconds. */
export function spread(all: readonly number[]): string {
  if (all.length === 0) return 'no kill';
  return `${(percentile(all, 0.5) / 1_000).toFixed(1)} s (median), ${(Math.max(...all) / 1_000).toFixed(1)} s (longest of ${all.length})`;
}

function listed(pairs: readonly (readonly [string, number])[]): string {
  return pairs.map(([name, n]) => `${name} ${n}`).join(', ');
}
