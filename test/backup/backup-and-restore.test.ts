import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { bundleProcedures, taskQueueOf } from '../../integrations/temporal/bundle-procedures.ts';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import { moveClock } from '../../operations/clock/move-clock.ts';
import { currentActor } from '../../operations/people/current-actor.ts';
import { actsDone } from '../chaos/acts-done.ts';
import type { ReceiptedFiling } from '../chaos/acts-done.ts';
import { drain } from '../chaos/drain.ts';
import { judgeLedger } from '../chaos/judges/judge-ledger.ts';
import { judgeProcedures } from '../chaos/judges/judge-procedures.ts';
import { judgeReceipts } from '../chaos/judges/judge-receipts.ts';
import { judgeTerms } from '../chaos/judges/judge-terms.ts';
import { underLoad } from '../chaos/under-load.ts';
import { startProductProcesses } from '../support/product-processes.ts';
import type { Founded, ProductProcesses } from '../support/product-processes.ts';
import { theTemporalProgram } from '../support/temporal.ts';
import { beginArchiving, completeBackup, nameThisMoment, takeBaseBackup } from './base-backup.ts';
import type { Backup } from './base-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { runProgram } from './run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'shailoo-backup-'));
chmodSync(folder, 0o755);
const day = 24 * 3_600_000;
const patienceMs = 60_000;

let missing = '';
let temporalProgram = '';
let backup: Backup;
let founded: Founded;
let checkpoint: string;
const done = actsDone();
let beforeEvening: readonly ReceiptedFiling[] = [];
const running: ProductProcesses[] = [];

before(async () => {
  const found = await theTemporalProgram();
  if ('missing' in found) return void (missing = found.missing);
  temporalProgram = found.program;
  const home = join(folder, 'lost');
  const product = await startProductProcesses(home, { temporalProgram });
  const { electionId, commissionId, cec } = product;
  founded = { electionId, commissionId, cec };
  backup = await beginArchiving(product, join(folder, 'backup'));
  await underLoad(product, 1, done, async () => {
    await done.after(30, patienceMs);
    await takeBaseBackup(product, backup);
    await done.after(30, patienceMs);
  });
  await drain(product);
  await nameThisMoment(product, 'evening');
  beforeEvening = [...done.receipts];
  await underLoad(product, 2, done, () => done.after(20, patienceMs));
  await drain(product);
  checkpoint = await publishedCheckpoint(product);
  await completeBackup(product, home, backup);
  await product.stop();
  rmSync(home, { recursive: true, force: true });
});
after(async () => {
  for (const product of running) await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The checkpoint as it is shown when everything has its place. */
async function publishedCheckpoint({ context, portal }: ProductProcesses): Promise<string> {
  const [row] = await context.database.query<{ n: number }>({ text: 'select count(*)::int as n from event' });
  for (let tries = 0; tries < 300; tries += 1) {
    const note = await (await fetch(`${portal}/ledger/checkpoint`)).text();
    if (note.split('\n')[1] === String(row?.n)) return note;
    await sleep(100);
  }
  throw new Error('the ledger was not published whole');
}

/** The processes on a restored home, with an engine that knows nothing. */
async function startRestored(home: string, environment: Record<string, string> = {}): Promise<ProductProcesses> {
  const product = await startProductProcesses(home, { temporalProgram, founded, environment });
  running.push(product);
  return product;
}

/** The faults of everything that must be as it was. */
async function faultsOf(product: ProductProcesses, receipts: readonly ReceiptedFiling[]): Promise<string[]> {
  const { context, temporalAddress: address } = product;
  const taskQueue = taskQueueOf(await bundleProcedures(join(import.meta.dirname, '../../workflows/index.ts')));
  const verdicts = [
    await judgeReceipts(context, receipts),
    await judgeTerms(context, context.packs.get('pres-2027')!),
    await judgeProcedures(context, { address, taskQueue }),
  ];
  return verdicts.flatMap(({ faults }) => faults);
}

async function missedTerms({ context }: ProductProcesses): Promise<number> {
  const text = `select count(*)::int as n from event where kind = 'TERM_MISSED'`;
  const [row] = await context.database.query<{ n: number }>({ text });
  return row?.n ?? 0;
}

test('a restored database with an empty engine goes on: nothing receipted is lost, procedures wait, terms end', async (t) => {
  if (missing !== '') return t.skip(missing);
  const home = join(folder, 'restored');
  await restoreBackup(backup, home);
  const product = await startRestored(home);
  await drain(product);
  assert.ok(beforeEvening.length > 5 && done.receipts.length > beforeEvening.length);
  assert.deepEqual(await faultsOf(product, done.receipts), []);
  assert.equal((await runProgram('verify', [], product.environment)).status, 0);

  const before = done.receipts.length;
  await underLoad(product, 3, done, () => done.after(15, patienceMs));
  assert.ok(done.receipts.length > before, 'a new filing goes through');
  const { context, cec } = product;
  const [missed, { legal }] = [await missedTerms(product), await context.clock()];
  const moved = await moveClock(context, await currentActor(context, cec.chair), {
    to: addMilliseconds(legal, 5 * day),
  });
  assert.ok(moved.ok);
  await drain(product);
  assert.ok((await missedTerms(product)) > missed, 'terms that began before the backup end after it');
  assert.deepEqual(await faultsOf(product, done.receipts), []);
  await publishedCheckpoint(product);
  assert.deepEqual((await judgeLedger(ledgerFolder(product.ledgerFolder), [checkpoint])).faults, []);
  const { status, said } = await runProgram('verify', [], product.environment);
  assert.equal(status, 0, said);
  await product.stop();
});

test('a backup older than the published checkpoint stops the ledger by name and nothing else, and the way out works', async (t) => {
  if (missing !== '') return t.skip(missing);
  const home = join(folder, 'older');
  await restoreBackup(backup, home, 'evening');
  const product = await startRestored(home);
  const later = actsDone();
  await underLoad(product, 4, later, () => later.after(10, patienceMs));
  const given = new Set(done.receipts.slice(beforeEvening.length).map(({ number }) => number));
  assert.ok(
    later.receipts.some(({ number }) => given.has(number)),
    'numbers after the backup are given again',
  );
  await untilLogged(home, 'ledger', '"code":"ledger-shrunk"');
  assert.equal(await (await fetch(`${product.portal}/ledger/checkpoint`)).text(), checkpoint, 'nothing was signed');
  const refused = await runProgram('verify', [], product.environment);
  assert.equal(refused.status, 1);
  assert.match(refused.said, /^ledger-shorter-than-published /m);
  await product.stop();

  const anew = { LEDGER_FOLDER: join(home, 'ledger-anew'), LEDGER_KEY_FILE: join(home, 'keys', 'ledger-anew.key') };
  const made = await runProgram('key', ['ledger', 'anew'], { ...product.environment, ...anew });
  assert.match(made.said, /^\S+\/ledger\/anew\+[0-9a-f]{8}\+/);
  const restarted = await startRestored(home, anew);
  await drain(restarted);
  assert.match(await publishedCheckpoint(restarted), /^\S+\/ledger\/anew\n/);
  assert.deepEqual(await faultsOf(restarted, [...beforeEvening, ...later.receipts]), []);
  const { status, said } = await runProgram('verify', [], restarted.environment);
  assert.equal(status, 0, said);
  assert.equal(readFileSync(join(home, 'ledger', 'checkpoint'), 'utf8'), checkpoint, 'the old ledger stays as it is');
});

async function untilLogged(home: string, name: string, words: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (readFileSync(join(home, `${name}.log`), 'utf8').includes(words)) return;
    await sleep(100);
  }
  throw new Error(`${name} did not say ${words}`);
}
