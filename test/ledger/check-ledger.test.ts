import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { LANGUAGES } from '../../domain/language.ts';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import type { OperationContext } from '../../operations/context.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { checkLedger } from '../../operations/ledger/check-ledger.ts';
import type { CheckLedgerOptions } from '../../operations/ledger/check-ledger.ts';
import type { LedgerCheck } from '../../operations/ledger/ledger-check.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { faultKinds } from '../../operations/records/fault.ts';
import type { Fault } from '../../operations/records/fault.ts';
import type { Statement, Transaction } from '../../persistence/database.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { asInsider } from '../support/insider.ts';
import { aLedger } from '../support/ledger.ts';
import { aPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

let product: Product;
let worker: OperationContext;
let ledger: Ledger;
let folder: string;
before(async () => {
  product = await aProduct();
  worker = product.as('shailoo_worker');
  folder = mkdtempSync(join(tmpdir(), 'shailoo-check-'));
  ledger = await aLedger(folder);
  await aComplaint(product, 'admitted');
  await publish();
});
afterEach(() => forget());
after(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const whole = { budgetMs: 60_000, wholeEveryMs: 0 };
const onlyNew = { budgetMs: 0, wholeEveryMs: Number.POSITIVE_INFINITY };

async function publish(): Promise<void> {
  while ((await publishLedger(product.as('shailoo_ledger'), ledger)).placed > 0);
}

async function forget(): Promise<void> {
  await product.context.database.query({ text: 'delete from ledger_check' });
}

/** A round of the check; the kinds of fault that it told. */
async function round(
  options: Omit<CheckLedgerOptions, 'tell'>,
  { context = worker, files = ledger.files }: { context?: OperationContext; files?: Ledger['files'] } = {},
): Promise<{ check: LedgerCheck; told: Fault['fault'][] }> {
  const told: Fault['fault'][] = [];
  const check = await checkLedger(context, files, { ...options, tell: ({ fault }) => void told.push(fault) });
  return { check, told };
}

async function page(language = 'en'): Promise<string> {
  const portal = await aPortal(product, { ledger: ledger.files });
  const text = await (await fetch(`${portal.url}/${language}/ledger`)).text();
  await portal.close();
  return text.slice(text.indexOf('id="check"'), text.indexOf('</section>', text.indexOf('id="check"')));
}

test('before the first check the page says that there was none', async () => {
  assert.match(await page(), /The ledger has not been checked yet\./);
});

test('a round without time goes one page further, and some rounds later everything was checked', async () => {
  const slow = { budgetMs: 0, wholeEveryMs: 0 };
  let { check } = await round(slow);
  assert.ok(check.pass !== null && check.whole === null, 'the records, not yet the entries');
  assert.match(await page(), /under way/);
  for (let n = 0; check.whole === null; n += 1) {
    assert.ok(n < 10);
    ({ check } = await round(slow));
  }
  const [counted] = await product.context.database.query<{ events: number; records: number }>({
    text: 'select (select count(*)::int from event) as events, (select count(*)::int from record) as records',
  });
  assert.deepEqual([check.whole.events, check.whole.records], [counted?.events, counted?.records]);
  assert.deepEqual(check.whole.faults, {});
  const { check: later } = await round({ budgetMs: 0, wholeEveryMs: 60_000 });
  assert.equal(later.pass, null, 'the next way through everything is not due yet');
  assert.match(await page(), /finished .*, \d+ events/);
});

test('while everybody works nothing is found that is not wrong', async () => {
  let acts = 0;
  const { database } = worker;
  const actAfterReading = (tx: Transaction): Transaction => ({
    home: tx.home,
    query: async <Row>(statement: Statement): Promise<Row[]> => {
      const rows = await tx.query<Row>(statement);
      if (statement.name === 'records-to-check') {
        acts += 1;
        await registerOne();
      }
      return rows;
    },
  });
  const snapshot: typeof database.snapshot = (work) => database.snapshot((tx) => work(actAfterReading(tx)));
  const waiting = [await aComplaint(product), await aComplaint(product)];
  const registerOne = async (): Promise<void> => {
    const complaintId = waiting.pop();
    const clerk = await product.actor(product.cec.clerk);
    if (complaintId !== undefined) granted(await registerComplaint(product.context, clerk, { complaintId }));
  };
  await publish();
  const context = { ...worker, database: { ...database, snapshot } };
  for (let n = 0; n < 2; n += 1) assert.deepEqual((await round(whole, { context })).told, []);
  assert.equal(acts, 2);
  await publish();
  assert.deepEqual((await round(whole)).told, []);
});

test('a new event is compared in the next round, without waiting for the way through everything', async () => {
  await round(onlyNew);
  const complaintId = await aComplaint(product, 'registered');
  await publish();
  const { told } = await asInsider(
    product,
    (query) => query(`update event set actor = 'person:x' where record_id = $1 and seq = 2`, [complaintId]),
    (context) => round(onlyNew, { context }),
  );
  assert.deepEqual(told, ['event-hash-differs']);
  assert.deepEqual((await round(onlyNew)).told, []);
});

test('a fault stays on the page until everything was gone through without it', async () => {
  await round(whole);
  await product.context.database.query({ text: 'update number_series set last = last + 1' });
  await round(whole);
  await product.context.database.query({ text: 'update number_series set last = last - 1' });
  await round(onlyNew);
  assert.match(await page(), /A number is missing or was given twice\.[^]*number-series-broken/);
  await round(whole);
  assert.match(await page(), /No fault was found\./);
});

test('a result that was edited in the database is red at once, and the next round says so too', async () => {
  await round(whole);
  await product.context.database.query({
    text: `update ledger_check set body = replace(body, '"faults":{}', '"faults": {}')`,
  });
  assert.match(await page(), /changed by hand in the database\.[^]*ledger-check-edited/);
  assert.deepEqual((await round(whole)).told, ['ledger-check-edited']);
  assert.match(await page(), /ledger-check-edited/);
});

test('an old result put back shows its age', async () => {
  await round(whole);
  product.clock.pass(6 * 60_000);
  const text = await page();
  assert.match(text, /The last check was .* Its result says nothing about what came after that\./);
  assert.doesNotMatch(text, /No fault was found/);
});

test('a published ledger that no longer begins with the checkpoint seen before is found, for as long as it stands', async () => {
  await round(whole);
  cpSync(join(folder, 'keys', 'ledger.key'), join(folder, 'keys-copied', 'ledger.key'), { recursive: true });
  const other = await aLedger(folder, { published: 'other', keys: 'keys-copied' });
  await asInsider(
    product,
    (query) => query(`update ledger_entry set entry = replace(entry, '"v":1', '"v":2') where place = 0`),
    (context) => publishLedger(context, other),
  );
  const files = ledgerFolder(join(folder, 'other'));
  for (let n = 0; n < 2; n += 1)
    assert.ok((await round(onlyNew, { files })).told.includes('ledger-published-otherwise'));
  const empty = ledgerFolder(join(folder, 'nowhere'));
  assert.deepEqual((await round(onlyNew, { files: empty })).told, ['ledger-published-otherwise']);
  assert.deepEqual((await round(onlyNew)).told, []);
});

test('every kind of fault has a sentence in three languages beside its code', async () => {
  const { check } = await round(whole);
  const body = JSON.stringify({ ...check, now: Object.fromEntries(faultKinds.map((kind) => [kind, 1])) });
  await product.context.database.query({
    text: 'update ledger_check set body = $1, mark = $2',
    values: [body, product.context.keyRing.noteMark(body)],
  });
  for (const language of LANGUAGES) {
    const text = await page(language);
    for (const kind of faultKinds) assert.match(text, new RegExp(`\\S <span class="code">${kind}</span>`), language);
    assert.doesNotMatch(text, /ledger\.fault/);
  }
  assert.equal(
    (await page('en')).split('Events of a case were changed').length,
    2,
    'a sentence stands once, with its codes',
  );
});
