import { parseArgs } from 'node:util';
import { keepConsistency } from '../operations/decisions/keep-consistency.ts';
import { actsAgainstPgbench } from './acts-against-pgbench.ts';
import { benchedProduct, serverSettings } from './benched-product.ts';
import { filingsAtOnce } from './filings-at-once.ts';
import { generateComplaints } from './generate-complaints.ts';
import { ledgerSpeed } from './ledger-speed.ts';
import { figure, machineFacts } from './machine-facts.ts';
import { memory } from './memory.ts';
import { pages } from './pages.ts';
import { tundukCalls } from './tunduk-calls.ts';
import { workflows } from './workflows.ts';

const { values } = parseArgs({
  options: {
    complaints: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '30' },
    requests: { type: 'string', default: '180' },
    procedures: { type: 'string', default: '200' },
    'tunduk-only': { type: 'boolean', default: false },
  },
});

const say = (line: string): unknown => process.stdout.write(`${line}\n`);
const table = (...head: string[]): void => {
  row(...head);
  row(...head.map(() => '---'));
};
const row = (...cells: string[]): unknown => say(`| ${cells.join(' | ')} |`);
const ms = (value: number): string => `${figure(value)} ms`;

say(`Machine: ${machineFacts()}. PostgreSQL with ${serverSettings.join(', ')}.\n`);
const tunduk = await tundukCalls(Math.min(Number(values.seconds), 10));
table('Tunduk, 16 at once', 'figure', 'bare undici to a bare server', 'ratio');
row('REST questions', `${figure(tunduk.rest)}/s`, `${figure(tunduk.bare)}/s`, figure(tunduk.rest / tunduk.bare));
row('SOAP questions', `${figure(tunduk.soap)}/s`, `${figure(tunduk.bare)}/s`, figure(tunduk.soap / tunduk.bare));
row('memory of the stand-in after 1,000 at once', `${figure(tunduk.memory)} MB`, '', '');
if (values['tunduk-only']) process.exit(0);

const product = await benchedProduct();
try {
  await generateComplaints(product, Number(values.complaints));
  say(`\nPages at ${values.complaints} complaints, ${values.requests} requests of each kind:\n`);
  table('page', 'p50', 'p95', 'goal for p95', 'p50 to bare select');
  let bare = Number.NaN;
  await pages(product, Number(values.requests), ({ page, p50, p95, goal }) => {
    if (Number.isNaN(bare)) bare = p50;
    row(page, ms(p50), ms(p95), goal === null ? '' : ms(goal), figure(p50 / bare));
  });

  const filings = await filingsAtOnce(product);
  say(
    `\nA hundred filings at the same moment: p50 ${ms(filings.p50)}, p95 ${ms(filings.p95)}, all after ${ms(filings.all)}; ` +
      `numbers ${filings.isGapless ? 'without a gap' : 'WITH A GAP'}.\n`,
  );

  const acts = await actsAgainstPgbench(product, Number(values.seconds));
  table('acts, 8 clients', 'pgbench -c 8 -j 2 -s 10', 'ratio');
  row(
    `${figure(acts.actsPerSecond)}/s`,
    acts.pgbenchPerSecond === undefined ? 'not to be had (npm run setup:tests)' : `${figure(acts.pgbenchPerSecond)}/s`,
    acts.ratio === undefined ? '' : figure(acts.ratio),
  );

  const counting = performance.now();
  await keepConsistency(product.as('shailoo_worker'));
  const counted = (performance.now() - counting) / 1_000;
  say(`\nHow alike all published decisions ended, counted by the worker each hour: ${figure(counted)} s.`);

  const ledger = await ledgerSpeed(product, Math.min(Number(values.seconds), 10));
  say(
    `The ledger gives ${figure(ledger.placed)} events a second their places; its check goes through ` +
      `${figure(ledger.records)} records a second with ${figure(ledger.events)} events.`,
  );

  const procedures = await workflows(product, Number(values.procedures));
  say('');
  table('procedures from start to recorded inaction', 'a workflow without a step', 'ratio');
  if (procedures === undefined) row('the engine is not to be had', '', '');
  else {
    const { complaintsPerSecond, emptyPerSecond, ratio } = procedures;
    row(`${figure(complaintsPerSecond)}/s`, `${figure(emptyPerSecond)}/s`, figure(ratio));
  }
} finally {
  await product.close();
}

say(
  '\nResident memory of `npm start` with the demonstration, after 600 requests (shared pages count in each process):\n',
);
table('program', 'processes', 'MB');
for (const { program, processes, megabytes } of await memory()) row(program, String(processes), figure(megabytes));
process.exit(0);
