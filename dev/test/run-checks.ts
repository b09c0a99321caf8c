import { fileURLToPath } from 'node:url';
import { runCommand } from '../parts/run-command.ts';
import type { Tally } from './tally.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = new URL('../../node_modules/.bin/', import.meta.url);

const checks = [
  { name: 'types', program: 'tsc', args: ['--noEmit'] },
  { name: 'lint', program: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'format', program: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  { name: 'unused code', program: 'knip', args: ['--no-progress', '--no-config-hints'] },
];

/**
 * Types, lint, format and unused code, one after the other; the import rules are tests (test/architecture). A failed check prints what
 * it found.
 */
export async function runChecks(tally: Tally): Promise<void> {
  for (const { name, program, args } of checks) {
    const startedAt = Date.now();
    const { ok, output } = await runCommand(fileURLToPath(new URL(program, binaries)), args, {
      cwd: root,
      env: withoutColour(),
      timeoutMs: 300_000,
    });
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
    tally.add(ok ? 'passed' : 'failed', `check: ${name}`, ok ? `${seconds} s` : output);
  }
}

/** The linter colours for a CI that it knows by its variable. */
function withoutColour(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _forced, CI: _ci, ...env } = process.env;
  return { ...env, NO_COLOR: '1' };
}

if (import.meta.main) {
  const { newTally } = await import('./tally.ts');
  const tally = newTally();
  await runChecks(tally);
  process.exitCode = tally.sum();
}
