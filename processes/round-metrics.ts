import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** Counts rounds of work by name. */
export type RoundMetrics = {
  /** A round of work ended, well or not. */
  roundEnded: (name: string, error: unknown) => void;
};

/** How rounds ended, and when each last ended well. */
export function roundMetrics(registry: Registry): RoundMetrics {
  const registers = [registry];
  const rounds = new Counter({
    name: 'shailoo_rounds_total',
    help: 'Rounds of work by how they ended',
    labelNames: ['round', 'end'],
    registers,
  });
  const lastRound = new Gauge({
    name: 'shailoo_last_good_round_timestamp_seconds',
    help: 'When a round last ended well',
    labelNames: ['round'],
    registers,
  });
  return {
    roundEnded: (round, error) => {
      rounds.inc({ round, end: error === undefined ? 'good' : 'failed' });
      if (error === undefined) lastRound.setToCurrentTime({ round });
    },
  };
}
