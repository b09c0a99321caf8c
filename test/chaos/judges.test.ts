import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { OperationContext } from '../../operations/context.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { deliverNotices } from '../../operations/notices/deliver-notices.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { aPublishedComplaint } from '../builders/published-complaint.ts';
import { asInsider } from '../support/insider.ts';
import type { InsiderChange } from '../support/insider.ts';
import { aLedger } from '../support/ledger.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import type { ReceiptedFiling } from './acts-done.ts';
import { judgeAlarms } from './judges/judge-alarms.ts';
import { judgeDoubles } from './judges/judge-doubles.ts';
import { judgeLedger } from './judges/judge-ledger.ts';
import { judgeReceipts } from './judges/judge-receipts.ts';
import { judgeTerms } from './judges/judge-terms.ts';
import { judgeVerify } from './judges/judge-verify.ts';

let product: Product;
let folder: string;
let ledger: Ledger;
let note: string;
let complaintId: string;
const receipts: ReceiptedFiling[] = [];
const mails = new Map<string, number>();
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-judges-'));
  ledger = await aLedger(folder);
  complaintId = await aPublishedComplaint(product);
  for (const id of [complaintId, await aComplaint(product, 'admitted')]) {
    const { number, commitment, documents } = granted(await readReceipt(product.context, id));
    receipts.push({ number, commitment, hashes: documents.map(({ sha256 }) => sha256) });
  }
  await publishLedger(product.context, ledger);
  note = readFileSync(join(folder, 'ledger', 'checkpoint'), 'utf8');
  const post = { publicUrl: 'https://shailoo.example', mailDomain: 'shailoo.example' };
  const send = ({ mail }: { mail: { messageId: string } }): Promise<void> =>
    Promise.resolve(void mails.set(mail.messageId, 1));
  for (let sent = 1; sent > 0;) ({ sent } = await deliverNotices(product.context, { ...post, send }, ledger.files));
});
after(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

type Judge = (context: OperationContext) => Promise<{ faults: readonly string[] }>;

const judges = {
  receipts: (context) => judgeReceipts(context, receipts),
  doubles: (context) => judgeDoubles(context, { receipts, mails }),
  terms: (context) => judgeTerms(context, context.packs.get('pres-2027')!),
  ledger: () => judgeLedger(ledger.files, [note]),
  verify: (context) => judgeVerify(context, ledger.files),
} satisfies Record<string, Judge>;

const on =
  (text: string): InsiderChange =>
  (query) =>
    query(text, [complaintId]);

/** What chaos could have left behind, by the judge that has to find it and the words it finds it with. */
const breaks: [keyof typeof judges, string, InsiderChange, RegExp][] = [
  ['receipts', 'a filing is gone', on('delete from complaint where id = $1'), /is not there/],
  [
    'receipts',
    'a number is given anew',
    on(`update complaint set number = 'K-2027-000099' where id = $1`),
    /is not there/,
  ],
  [
    'receipts',
    'another filing has the number',
    on(`update event set commitment = sha256('x') where record_id = $1 and seq = 1`),
    /another filing/,
  ],
  [
    'receipts',
    'a file is another',
    on(`update document set sha256 = repeat('0', 64) where record_id = $1`),
    /other files/,
  ],
  ['receipts', 'a file is gone', on('delete from document where record_id = $1'), /other files/],
  [
    'doubles',
    'a program has filed twice with one key',
    on('delete from idempotency where record_id = $1'),
    /0 keys lead to it/,
  ],
  [
    'doubles',
    'a filing has no receipt',
    on(`update event set record_id = gen_random_uuid(), kind = 'COMPLAINT_FILED' where record_id = $1 and seq = 2`),
    /3 complaints were filed and 2 receipts/,
  ],
  [
    'doubles',
    'a case was admitted twice',
    on(`update event set kind = 'COMPLAINT_ADMITTED' where record_id = $1 and seq = 2`),
    /COMPLAINT_ADMITTED 2 times/,
  ],
  [
    'doubles',
    'a breach was recorded twice',
    on(`update event set kind = 'TERM_MISSED', payload = '{"rule":"x"}' where record_id = $1 and seq in (2, 3)`),
    /told 2 times that x/,
  ],
  [
    'doubles',
    'a member has voted twice',
    (query) =>
      query(
        `update event set payload = (select min(payload) from event where kind = 'VOTE_CAST') where kind = 'VOTE_CAST'`,
      ),
    /two votes of one member/,
  ],
  [
    'doubles',
    'a notice is owed twice',
    on(`insert into outbox (record_id, topic, body) select record_id, topic, body from outbox
      where record_id = $1 and topic = 'notice'`),
    /is owed the notice/,
  ],
  [
    'doubles',
    'a notice is said to be sent and was not',
    on(`update outbox set body = jsonb_set(body, '{seq}', '77') where record_id = $1 and topic = 'notice'`),
    /is said to be sent and was not/,
  ],
  [
    'doubles',
    'a mail was sent that nobody owes',
    on(`delete from outbox where record_id = $1 and topic = 'notice'`),
    /that nobody owes/,
  ],
  [
    'terms',
    'a term ends later',
    on(`update deadline set due_at = due_at + interval '1 day' where record_id = $1`),
    /and should at/,
  ],
  [
    'terms',
    'a term counts from nothing',
    on(`update deadline set base_at = base_at - interval '1 hour' where record_id = $1`),
    /when nothing happened/,
  ],
  [
    'terms',
    'a term runs on though it is over',
    on(`update deadline set state = 'running', due_at = '2027-01-01T00:00:00Z' where record_id = $1`),
    /is over and runs on/,
  ],
  [
    'terms',
    'a term is met by what came after it',
    on(`update deadline set state = 'met', ended_at = due_at where record_id = $1`),
    /was met at/,
  ],
  [
    'terms',
    'a term is missed before its end',
    on(`update deadline set state = 'missed', ended_at = due_at - interval '1 second' where record_id = $1`),
    /before its end/,
  ],
  [
    'verify',
    'a status is not what the events say',
    on(`update record set status = 'filed' where id = $1`),
    /state-differs/,
  ],
  [
    'verify',
    'a number is missing in a series',
    (query) => query('update number_series set last = last + 1'),
    /number-series-broken/,
  ],
];

test('nothing is found where nothing is wrong', async () => {
  for (const [name, judge] of Object.entries(judges)) {
    const { faults } = await judge(product.context);
    assert.deepEqual(faults, [], name);
  }
});

for (const [judge, name, change, words] of breaks) {
  test(`the judge of ${judge} finds it when ${name}`, async () => {
    const { faults } = await asInsider(product, change, judges[judge]);
    assert.match(faults.join('\n'), words);
  });
}

test('the judge of receipts finds a number that two clients were given', async () => {
  const { faults } = await judgeReceipts(product.context, [...receipts, receipts[0]!]);
  assert.deepEqual(faults, [`${receipts[0]?.number} was given to two filings`]);
});

test('the judge of the ledger finds a checkpoint of another ledger, though the same key has signed it', async () => {
  cpSync(join(folder, 'keys', 'ledger.key'), join(folder, 'keys-copied', 'ledger.key'), { recursive: true });
  const other = await aLedger(folder, { published: 'other', keys: 'keys-copied' });
  await asInsider(
    product,
    (query) => query(`update ledger_entry set entry = replace(entry, '"v":1', '"v":2') where place = 0`),
    (changed) => publishLedger(changed, other),
  );
  const forged = readFileSync(join(folder, 'other', 'checkpoint'), 'utf8');
  assert.match(
    (await judgeLedger(ledger.files, [note, forged])).faults.join(),
    /does not begin with the checkpoint of/,
  );
  const later = await aLedger(folder, { published: 'later' });
  assert.deepEqual((await judgeLedger(later.files, [note])).faults, ['nothing is published']);
});

test('the judge of alarms finds what the worker has logged of its check', () => {
  const log = join(folder, 'worker.log');
  writeFileSync(log, '{"msg":"a notice was not sent"}\n');
  assert.deepEqual(judgeAlarms(log).faults, []);
  appendFileSync(log, '{"fault":"head-differs","msg":"the check of the ledger found a fault"}\n');
  assert.match(judgeAlarms(log).faults.join(), /head-differs/);
});
