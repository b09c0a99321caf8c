import { relative } from 'node:path';
import { run } from 'node:test';
import type { Tally } from './tally.ts';

type Finished = {
  name: string;
  nesting: number;
  file?: string | undefined;
  skip?: string | boolean | undefined;
  todo?: string | boolean | undefined;
  details: { type?: string | undefined; error?: unknown };
};

/** Runs the files, two at a time, each in its own process, and counts every test in them. */
export async function runTestFiles(root: string, files: string[], tally: Tally): Promise<void> {
  if (files.length === 0) return;
  const events = run({ files, concurrency: 2, isolation: 'process', timeout: 300_000, cwd: root });
  for await (const { type, data } of events) {
    if (type === 'test:pass') count(root, data, tally, true);
    if (type === 'test:fail') count(root, data, tally, false);
    if (type === 'test:stderr' && process.env['SHOW_STDERR']) process.stderr.write(data.message);
  }
}

function count(root: string, test: Finished, tally: Tally, isPassed: boolean): void {
  const isContainer = test.details.type === 'suite';
  if (isContainer && (isPassed || isOnlyBecauseOfTests(test.details.error))) return;
  const where = test.file === undefined ? '' : `${relative(root, test.file)}: `;
  if (test.skip !== undefined && test.skip !== false) {
    tally.add('skipped', `${where}${test.name}`, typeof test.skip === 'string' ? test.skip : '');
    return;
  }
  tally.add(isPassed ? 'passed' : 'failed', `${where}${test.name}`, isPassed ? '' : wordsOf(test.details.error));
}

function isOnlyBecauseOfTests(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'failureType' in error && error.failureType === 'subtestsFailed'
  );
}

function wordsOf(error: unknown): string {
  const cause = Error.isError(error) && error.cause !== undefined ? error.cause : error;
  return Error.isError(cause) ? (cause.stack ?? cause.message) : String(cause);
}
