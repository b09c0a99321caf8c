import { machineFacts } from '../../bench/machine-facts.ts';
import type { ChaosResult } from './run-chaos.ts';
import { spread } from './say-chaos.ts';

const heading = '## Chaos';

/** The page of measurements with its section “Chaos” made anew from a run; the other sections stay. */
export function withChaosSection(page: string, result: ChaosResult): string {
  const before = page.split(`\n${heading}\n`)[0] ?? page;
  const after = (page.split(`\n${heading}\n`)[1] ?? '').split(/\n(?=## )/).slice(1);
  return [`${before.trimEnd()}\n`, sectionOf(result), ...after.map((section) => `${section.trimEnd()}\n`)].join('\n');
}

function sectionOf({ seed, kills, inTheRelay, done, mails, recoveries, seconds, ...rest }: ChaosResult): string {
  const sum = Object.values(kills).reduce((all, n) => all + n, 0);
  const staff = [...done.staffActs.values()].reduce((all, n) => all + n, 0);
  const rows: [string, string][] = [
    [
      'kills',
      `${sum} in ${seconds.toFixed(0)} s: ${Object.entries(kills)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}`,
    ],
    ['of the relay, seen with wakes in its hand', `${inTheRelay} of ${kills.relay}`],
    ['filings receipted', String(done.receipts.length)],
    ['acts of staff', String(staff)],
    ['requests made again', String(done.retries)],
    ['requests refused by a limit (429)', String(done.limited)],
    ['mails', `${mails.sent}, ${mails.again} sent again under the same Message-ID`],
    ...Object.entries(recoveries).map(([name, all]): [string, string] => [`${name} ready again`, spread(all)]),
    ['longest time without a completed act', `${(done.longestPause() / 1_000).toFixed(1)} s`],
    ['worked off after the last kill', `${rest.drainedInSeconds.toFixed(1)} s`],
    ['checkpoints kept outside', String(rest.checkpoints)],
    ...rest.verdicts.map(({ judge, looked, faults }): [string, string] => [
      `judge _${judge}_`,
      `${looked} looked at, ${faults.length} faults`,
    ]),
  ];
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Bishkek' }).format(new Date());
  return [
    heading,
    '',
    `\`npm run chaos -- --seed ${seed} --kills ${sum}\`, ${day}, ${machineFacts()}, shared with other work. Processes are killed with SIGKILL and started again at once; PostgreSQL has its ordinary durable settings. The seed fixes what clients ask for, what is killed and after how many completed acts; which request is under way then, the scheduler decides.`,
    '',
    table([['what', 'figure'], ...rows]),
    '',
  ].join('\n');
}

/** A table as prettier writes it. */
function table(rows: readonly [string, string][]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column as 0 | 1].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  const [head, ...body] = rows.map(line);
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}
