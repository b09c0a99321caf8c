import { readFileSync } from 'node:fs';
import type { Verdict } from './verdict.ts';

/** The worker's own check of the ledger raised no false alarm, whatever was killed while it looked. */
export function judgeAlarms(workerLog: string): Verdict {
  const lines = readFileSync(workerLog, 'utf8').split('\n');
  const faults = lines.filter((line) => line.includes('the check of the ledger found a fault'));
  return { judge: 'alarms', looked: lines.length, faults };
}
