import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { acquireTemporal } from '../../dev/parts/acquire-temporal.ts';
import { runChaos } from './run-chaos.ts';
import { sayChaos } from './say-chaos.ts';
import { withChaosSection } from './chaos-section.ts';

/**
 * `npm run chaos`: two hundred kills under load, then the judges. `--seed N` repeats a run, `--kills N` makes it longer
 * or shorter, `--write` puts the section “Chaos” of docs/measurements.md anew. Status 1 when a judge finds a fault.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    kills: { type: 'string', default: '200' },
    write: { type: 'boolean', default: false },
  },
});
const say = (line: string): unknown => process.stdout.write(`${line}\n`);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
say(`seed ${seed}: npm run chaos -- --seed ${seed} --kills ${values.kills} repeats it`);
const temporal = await acquireTemporal({ onProgress: say });
if (temporal.state === 'absent') throw new Error(`Temporal is missing: ${temporal.cure}`);
const home = mkdtempSync(join(tmpdir(), 'shailoo-chaos-'));
const kills = Number(values.kills);
try {
  const options = { home, temporalProgram: temporal.path, seed, kills, actsBetween: { from: 8, to: 30 }, note: say };
  const result = await runChaos(options);
  sayChaos(result).forEach(say);
  const page = new URL('../../docs/measurements.md', import.meta.url);
  if (values.write) writeFileSync(page, withChaosSection(readFileSync(page, 'utf8'), result));
  process.exitCode = result.verdicts.every(({ faults }) => faults.length === 0) ? 0 : 1;
  if (process.exitCode === 0) rmSync(home, { recursive: true, force: true });
  else say(`what it left is in ${home}`);
} catch (error) {
  say(`seed ${seed} ended early; what it left is in ${home}`);
  throw error;
}
