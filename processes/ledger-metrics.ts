import { Gauge, Registry } from 'prom-client';
import type { LedgerMeasures } from '../operations/ledger/measure-ledger.ts';
import { roundMetrics } from './round-metrics.ts';
import type { RoundMetrics } from './round-metrics.ts';

/** The figures of the process that signs the ledger, for Prometheus. */
export type LedgerMetrics = RoundMetrics & {
  metrics: () => Promise<string>;
  /** How many entries stand in the copy. */
  copied: (entries: number) => void;
};

/** Rounds as they end, and what `measure` answers when it is asked for. */
export function ledgerMetrics(measure: () => Promise<LedgerMeasures>): LedgerMetrics {
  const registry = new Registry();
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] });
  const waiting = gauge('shailoo_ledger_waiting', 'Events that wait for their place in the ledger');
  const oldest = gauge('shailoo_ledger_oldest_seconds', 'Age of the oldest of them');
  const signed = gauge('shailoo_ledger_signed_entries', 'Entries of the newest signed checkpoint');
  const copied = gauge('shailoo_ledger_copied_entries', 'Entries of the newest checkpoint in the copy of the ledger');
  return {
    ...roundMetrics(registry),
    copied: (entries) => copied.set(entries),
    metrics: async () => {
      const measures = await measure();
      waiting.set(measures.waiting);
      oldest.set(measures.oldestSeconds);
      signed.set(measures.signed);
      return registry.metrics();
    },
  };
}
