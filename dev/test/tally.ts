export type Verdict = 'passed' | 'failed' | 'skipped';

export type Tally = {
  /** Counts one check or test and prints its line; a failure prints its words too. */
  add: (verdict: Verdict, name: string, words?: string) => void;
  count: (verdict: Verdict) => number;
  /** Repeats the failures, prints the sum line and returns the exit status. */
  sum: () => 0 | 1;
};

const signs = { passed: '✔', failed: '✖', skipped: '–' } as const;

/** The one count of a run: checks, tools and tests together. */
export function newTally(): Tally {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const add = (verdict: Verdict, name: string, words = '') => {
    counts[verdict] += 1;
    print(
      verdict === 'failed'
        ? `${signs.failed} ${name}\n${indent(words)}`
        : `${signs[verdict]} ${name}${words && ` (${words})`}`,
    );
    if (verdict === 'failed') failures.push(name);
  };
  const sum = () => {
    if (failures.length > 0) print(`\nfailed:\n${failures.map((name) => `  ${signs.failed} ${name}`).join('\n')}`);
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    print(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
    return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  };
  return { add, count: (verdict) => counts[verdict], sum };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function indent(text: string): string {
  return text.trimEnd().slice(0, 4_000).replaceAll(/^/gm, '    ');
}
