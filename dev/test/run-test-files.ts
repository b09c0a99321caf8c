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

/** What takes longer is named, so that it is seen where the time of a run goes. */
const slowMs = 30_000;

/**
 * Runs the files, two at a time, each in its own process, and counts every test in them. A file that ended without the sum
 * of its results has failed: a process that is cut off in between can end well and have said half.
 */
export async function runTestFiles(root: string, files: string[], tally: Tally, signal: AbortSignal): Promise<void> {
  if (files.length === 0) return;
  const events = run({
    files,
    concurrency: 2,
    isolation: 'process',
    timeout: 600_000,
    execArgv: ['--import', new URL('end-file.ts', import.meta.url).href],
    signal,
    cwd: root,
  });
  const complaints = new Map<string, string>();
  const unheard = new Set(files);
  for await (const { type, data } of events) {
    if (type === 'test:stderr') {
      complaints.set(data.file, ((complaints.get(data.file) ?? '') + data.message).slice(-2_000));
      if (data.message.startsWith('left open: ')) unheard.delete(data.file);
      if (data.message.startsWith('left open: ')) process.stdout.write(`${relative(root, data.file)} ${data.message}`);
    }
    if (type === 'test:summary' && data.file !== undefined && data.duration_ms > slowMs) {
      process.stdout.write(`${relative(root, data.file)} took ${String(Math.round(data.duration_ms / 1_000))} s\n`);
    }
    if (type === 'test:pass') count(root, data, tally, '');
    if (type === 'test:fail') count(root, data, tally, wordsOf(data, complaints));
    if ((type === 'test:summary' || type === 'test:fail') && data.file !== undefined) unheard.delete(data.file);
  }
  for (const file of unheard) tally.add('failed', relative(root, file), 'it ended before all of its results had come');
}

function count(root: string, test: Finished, tally: Tally, complaint: string): void {
  const isPassed = complaint === '';
  const isContainer = test.details.type === 'suite';
  if (isContainer && (isPassed || isOnlyBecauseOfTests(test.details.error))) return;
  const where = test.file === undefined ? '' : `${relative(root, test.file)}: `;
  if (test.skip !== undefined && test.skip !== false) {
    tally.add('skipped', `${where}${test.name}`, typeof test.skip === 'string' ? test.skip : '');
    return;
  }
  tally.add(isPassed ? 'passed' : 'failed', `${where}${test.name}`, complaint);
}

function isOnlyBecauseOfTests(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'failureType' in error && error.failureType === 'subtestsFailed'
  );
}

/** A file that ended before its tests could speak is explained by what it wrote. */
function wordsOf({ details, name, file }: Finished, complaints: Map<string, string>): string {
  const { error } = details;
  const cause = Error.isError(error) && error.cause !== undefined ? error.cause : error;
  const words = Error.isError(cause) ? (cause.stack ?? cause.message) : String(cause);
  const isWholeFile = file !== undefined && name === file;
  return isWholeFile ? `${words}\n${complaints.get(file) ?? ''}` : words;
}
