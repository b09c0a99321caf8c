import { parseArgs } from 'node:util';
import { actsAgainstPgbench } from './acts-against-pgbench.ts';
import { benchedProduct } from './benched-product.ts';
import { generateComplaints } from './generate-complaints.ts';
import { figure, machineFacts } from './machine-facts.ts';
import { registerPage } from './register-page.ts';
import { tundukCalls } from './tunduk-calls.ts';
import { workflows } from './workflows.ts';

const { values } = parseArgs({
  options: {
    complaints: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '30' },
    requests: { type: 'string', default: '200' },
    procedures: { type: 'string', default: '200' },
    'tunduk-only': { type: 'boolean', default: false },
  },
});

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

say(`machine: ${machineFacts()}`);
const tunduk = await tundukCalls(Math.min(Number(values.seconds), 10));
say(
  `registries through the stand-in: REST ${figure(tunduk.rest)}/s, SOAP ${figure(tunduk.soap)}/s; ` +
    `bare undici to a bare server: ${figure(tunduk.bare)}/s; ratios ${figure(tunduk.rest / tunduk.bare)} and ` +
    `${figure(tunduk.soap / tunduk.bare)}; the stand-in after 1,000 calls at once: ${figure(tunduk.memory)} MB`,
);
if (values['tunduk-only']) process.exit(0);
const product = await benchedProduct();
try {
  await generateComplaints(product, Number(values.complaints));

  const acts = await actsAgainstPgbench(product, Number(values.seconds));
  say(
    `acts: ${figure(acts.actsPerSecond)}/s at 8 clients; pgbench -c 8 -j 2 -s 10 -T ${values.seconds}: ` +
      (acts.pgbenchPerSecond === undefined || acts.ratio === undefined
        ? 'not to be had (npm run setup:tests)'
        : `${figure(acts.pgbenchPerSecond)}/s; ratio ${figure(acts.ratio)}`),
  );

  const page = await registerPage(product, Number(values.requests));
  say(
    `register page at ${page.complaints} complaints: p50 ${figure(page.pageP50)} ms, p95 ${figure(page.pageP95)} ms; ` +
      `bare select of 50 rows by primary key: p50 ${figure(page.bareP50)} ms, p95 ${figure(page.bareP95)} ms; ` +
      `ratio of the medians ${figure(page.ratio)}`,
  );

  const procedures = await workflows(product, Number(values.procedures));
  say(
    procedures === undefined
      ? 'procedures: the engine is not to be had'
      : `procedures: ${figure(procedures.complaintsPerSecond)}/s from start to recorded inaction; ` +
          `empty workflow: ${figure(procedures.emptyPerSecond)}/s; ratio ${figure(procedures.ratio)}`,
  );
} finally {
  await product.close();
}
