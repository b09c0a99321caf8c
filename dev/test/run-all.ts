import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acquireTemporal } from '../parts/acquire-temporal.ts';
import { acquireTimeSkipping } from '../parts/acquire-time-skipping.ts';
import { startTestDatabases } from './start-test-databases.ts';
import { runChecks } from './run-checks.ts';
import { runTestFiles } from './run-test-files.ts';
import { newTally } from './tally.ts';
import { findTestFiles } from './test-files.ts';
import { countTools, installMissingTools } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const wanted = process.argv.slice(2);

const tally = newTally();
const stopping = new AbortController();
const home = mkdtempSync(join(tmpdir(), 'shailoo-tests-'));
process.env['SHAILOO_TEST_RUN_HOME'] = home;
let databases: { stop: () => Promise<void> } | undefined;

async function end(): Promise<void> {
  stopping.abort();
  await databases?.stop();
  rmSync(home, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void end().then(() => process.exit(130)));

try {
  await installMissingTools(say);
  const engine = acquireTemporal({ onProgress: (sentence) => say(`  engine: ${sentence}`), signal: stopping.signal });
  const timeSkipping = acquireTimeSkipping({ signal: stopping.signal });
  if (wanted.length === 0) {
    countTools(tally);
    await runChecks(tally);
  }
  databases = await startTestDatabases(home);
  const { withoutEngine, withEngine } = findTestFiles(root);
  const isWanted = (file: string) => wanted.length === 0 || wanted.some((part) => file.includes(part));
  await runTestFiles(root, withoutEngine.filter(isWanted), tally, stopping.signal);
  for (const [name, server] of [
    ['Temporal', await engine],
    ['time-skipping server', await timeSkipping],
  ] as const) {
    const verdict = server.state === 'found' ? 'passed' : process.env['CI'] === 'true' ? 'failed' : 'skipped';
    tally.add(verdict, `tool: ${name}`, server.state === 'found' ? server.path : server.cure);
  }
  await runTestFiles(root, withEngine.filter(isWanted), tally, stopping.signal);
} catch (error) {
  tally.add('failed', 'the run itself', Error.isError(error) ? (error.stack ?? error.message) : String(error));
} finally {
  await end();
}
process.exitCode = tally.sum();
