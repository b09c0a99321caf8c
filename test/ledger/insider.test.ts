import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { checkLedger } from '../../operations/ledger/check-ledger.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { verifyLedger } from '../../operations/ledger/verify-ledger.ts';
import type { Fault } from '../../operations/records/fault.ts';
import { verifyRecords } from '../../operations/records/verify-records.ts';
import { commitmentOf, eventHash, noPrevious } from '../../persistence/records/event-hash.ts';
import { committedFiles } from '../../domain/records/committed-files.ts';
import { aComplaint } from '../builders/complaints.ts';
import { aPublishedComplaint } from '../builders/published-complaint.ts';
import { asInsider } from '../support/insider.ts';
import type { InsiderChange, InsiderQuery } from '../support/insider.ts';
import { aLedger } from '../support/ledger.ts';
import { aPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

let product: Product;
let ledger: Ledger;
let folder: string;
let complaintId: string;
let otherId: string;
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-insider-'));
  ledger = await aLedger(folder);
  complaintId = await aPublishedComplaint(product);
  otherId = await aComplaint(product, 'admitted');
  await publishLedger(product.context, ledger);
  cpSync(join(folder, 'ledger'), join(folder, 'copy'), { recursive: true });
});
after(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

type Row = Record<string, unknown>;
type Query = InsiderQuery;
type FaultKind = Fault['fault'];

/** What `npm run verify` finds, with the files of the ledger that somebody outside has kept. */
async function faults(context: OperationContext = product.context): Promise<FaultKind[]> {
  const found: FaultKind[] = [];
  const tell = ({ fault }: Fault) => void found.push(fault);
  await verifyRecords(context, tell);
  await verifyLedger(context, ledgerFolder(join(folder, 'copy')), tell);
  return [...new Set(found)];
}

/** What the page of the ledger shows after a round of the check that goes through everything. */
async function shown(context: OperationContext): Promise<string> {
  const files = ledgerFolder(join(folder, 'copy'));
  await checkLedger(context, files, { budgetMs: 60_000, wholeEveryMs: 0, tell: () => undefined });
  const portal = await aPortal(product, { context, ledger: files });
  const page = await (await fetch(`${portal.url}/en/ledger`)).text();
  await portal.close();
  return page.slice(page.indexOf('id="check"'), page.indexOf('</section>', page.indexOf('id="check"')));
}

/** What verify finds and what the page shows after a change by the superuser. */
function insider(change: InsiderChange): Promise<{ found: FaultKind[]; page: string }> {
  return asInsider(product, change, async (changed) => ({ found: await faults(changed), page: await shown(changed) }));
}

/** Writes the chain of a record anew from its payloads, salts and all, as an insider who knows the code would. */
async function rechain(query: Query, id: string): Promise<void> {
  const rows = (await query(
    `select e.*, s.salt from event e join private.event_salt s using (record_id, seq) where record_id = $1 order by seq`,
    [id],
  )) as (Row & { seq: number; payload: string; salt: Buffer })[];
  let prev: Buffer = noPrevious;
  for (const [index, row] of rows.entries()) {
    const files = committedFiles(JSON.parse(row.payload) as Row);
    const commitment = commitmentOf(row.salt, row.payload, files);
    const header = {
      recordId: id,
      seq: index + 1,
      subject: row['subject'] as string,
      kind: row['kind'] as string,
      schemaVersion: row['schema_version'] as number,
      status: row['status'] as string,
      legalAt: row['legal_at'] as string,
      recordedAt: row['recorded_at'] as string,
      actor: row['actor'] as string,
      ...(row['acting_for'] === null ? {} : { actingFor: row['acting_for'] as string }),
    };
    const hash = eventHash(prev, header, commitment);
    await query('update event set seq = $3, prev = $4, commitment = $5, hash = $6 where record_id = $1 and seq = $2', [
      id,
      row.seq,
      index + 1,
      prev,
      commitment,
      hash,
    ]);
    if (row.seq !== index + 1)
      await query('update private.event_salt set seq = $3 where record_id = $1 and seq = $2', [id, row.seq, index + 1]);
    prev = hash;
  }
  await query('update record set head_seq = $2, head_hash = $3 where id = $1', [id, rows.length, prev]);
}

const lastSeq = '(select max(seq) from event where record_id = $1)';
const onPublished = (text: string) => (query: Query) => query(text, [complaintId]);
const onOther = (text: string) => (query: Query) => query(text, [otherId]);
const rechained = (text: string) => async (query: Query) => {
  await query(text, [complaintId]);
  await rechain(query, complaintId);
};

/** Twenty ways in which somebody with every right in the database could lie about what happened. */
const changes = {
  'an event is said to be by another': onPublished(
    `update event set actor = 'person:x' where record_id = $1 and seq = 2`,
  ),
  'an event is back-dated': onPublished(
    `update event set legal_at = legal_at - interval '2 days' where record_id = $1 and seq = 1`,
  ),
  'an event is back-dated and its chain written anew': rechained(
    `update event set legal_at = legal_at - interval '2 days', recorded_at = recorded_at - interval '2 days'
      where record_id = $1 and seq = 1`,
  ),
  'a payload is edited': onPublished(
    `update event set payload = replace(payload, '"granted"', '"refused"') where record_id = $1 and payload like '%"granted"%'`,
  ),
  'a payload is edited and its chain written anew': rechained(
    `update event set payload = replace(payload, '"granted"', '"refused"') where record_id = $1 and payload like '%"granted"%'`,
  ),
  'an event in the middle is removed': onPublished('delete from event where record_id = $1 and seq = 3'),
  'the last event is cut off': onPublished(`delete from event where record_id = $1 and seq = ${lastSeq}`),
  'the last event is cut off and the head set back': async (query: Query) => {
    await query(`delete from event where record_id = $1 and seq = ${lastSeq}`, [complaintId]);
    await rechain(query, complaintId);
  },
  'a case is removed whole': async (query: Query) => {
    for (const table of ['event', 'private.event_salt', 'deadline', 'document'])
      await query(`delete from ${table} where record_id = $1`, [otherId]);
    for (const table of ['complaint', 'record']) await query(`delete from ${table} where id = $1`, [otherId]);
  },
  'a case is removed with its entries in the ledger, which are numbered anew': async (query: Query) => {
    for (const table of ['event', 'private.event_salt', 'deadline', 'document', 'ledger_entry'])
      await query(`delete from ${table} where record_id = $1`, [otherId]);
    for (const table of ['complaint', 'record']) await query(`delete from ${table} where id = $1`, [otherId]);
    await query(
      'create temp table anew as select row_number() over (order by place) - 1 as place, record_id, seq, entry from ledger_entry',
    );
    await query('delete from ledger_entry');
    await query('insert into ledger_entry select place, record_id, seq, entry from anew');
    await query('drop table anew');
  },
  'a complaint gets another number': onOther(`update complaint set number = 'K-2027-000777' where id = $1`),
  'a status is set by hand': onOther(`update complaint set status = 'withdrawn' where id = $1`),
  'a case is taken out of the queue of its lawyer': onOther('update complaint_holder set holder = null where id = $1'),
  'the state of a record is edited': onOther(
    `update record set state = (state::jsonb || '{"holder": null}')::json where id = $1`,
  ),
  'a term ends later by hand': onOther(`update deadline set due_at = due_at + interval '1 day' where record_id = $1`),
  'a term is said to be met': onOther(`update deadline set state = 'met', ended_at = now() where record_id = $1`),
  'a filed document is said to have another hash': onOther(
    `update document set sha256 = repeat('0', 64) where record_id = $1`,
  ),
  'a filed document is removed from its case': onOther(`delete from document where record_id = $1`),
  'a published text is edited': (query: Query) =>
    query(`update publication set title = 'Другое решение' where title is not null`),
  'a number is lost from its series': (query: Query) => query('update number_series set last = last + 1'),
  'an event is added past the ledger': (query: Query) =>
    query(
      `insert into event (record_id, seq, subject, kind, schema_version, status, legal_at, recorded_at, actor, payload,
        commitment, prev, hash)
      select record_id, seq + 1, subject, kind, schema_version, status, legal_at, recorded_at, actor, payload,
        commitment, hash, hash from event where record_id = $1 and seq = ${lastSeq}`,
      [otherId],
    ),
  'an entry of the ledger is edited': (query: Query) =>
    query(`update ledger_entry set entry = replace(entry, '"v":1', '"v":2') where place = 3`),
  'the ledger and an event are edited together, chain and all': async (query: Query) => {
    await rechained(`update event set actor = 'person:x' where record_id = $1 and seq = 2`)(query);
    await query(
      `update ledger_entry l set entry = regexp_replace(l.entry, '"event":"[0-9a-f]+"', '"event":"' || encode(e.hash, 'hex') || '"')
        from event e where e.record_id = l.record_id and e.seq = l.seq and e.record_id = $1`,
      [complaintId],
    );
  },
  'an older backup is put back': async (query: Query) => {
    await query('delete from event where record_id = $1', [otherId]);
    await query('delete from record where id = $1', [otherId]);
    await query('delete from ledger_entry where record_id = $1', [otherId]);
  },
};

/** By which fault each change has to be found, whatever else is found with it. */
const foundAs: Record<keyof typeof changes, FaultKind> = {
  'an event is said to be by another': 'event-hash-differs',
  'an event is back-dated': 'event-hash-differs',
  'an event is back-dated and its chain written anew': 'ledger-entry-differs',
  'a payload is edited': 'commitment-differs',
  'a payload is edited and its chain written anew': 'ledger-entry-differs',
  'an event in the middle is removed': 'event-missing',
  'the last event is cut off': 'head-differs',
  'the last event is cut off and the head set back': 'ledger-event-missing',
  'a case is removed whole': 'ledger-event-missing',
  'a case is removed with its entries in the ledger, which are numbered anew': 'ledger-shorter-than-published',
  'a complaint gets another number': 'projection-differs',
  'a status is set by hand': 'projection-differs',
  'a case is taken out of the queue of its lawyer': 'projection-differs',
  'the state of a record is edited': 'state-differs',
  'a term ends later by hand': 'term-differs',
  'a term is said to be met': 'term-differs',
  'a filed document is said to have another hash': 'files-differ',
  'a filed document is removed from its case': 'files-differ',
  'a published text is edited': 'publication-differs',
  'a number is lost from its series': 'number-series-broken',
  'an event is added past the ledger': 'event-not-in-ledger',
  'an entry of the ledger is edited': 'ledger-root-differs',
  'the ledger and an event are edited together, chain and all': 'ledger-root-differs',
  'an older backup is put back': 'ledger-shorter-than-published',
};

test('before anybody has changed anything nothing is found, and the page says so', async () => {
  assert.deepEqual(await faults(), []);
  const page = await shown(product.context);
  assert.match(page, /No fault was found\./);
  assert.doesNotMatch(page, /notice-refused/);
  assert.ok(Object.keys(changes).length >= 20);
});

for (const [name, change] of Object.entries(changes)) {
  test(`it is found by verify and shown on the page of the ledger when ${name}`, async () => {
    const code = foundAs[name as keyof typeof changes];
    const { found, page } = await insider(change);
    assert.ok(found.includes(code), found.join());
    assert.match(page, new RegExp(`notice-refused[^]*${code}`));
    assert.doesNotMatch(page, /No fault was found\./);
  });
}

test('after all of it, everything undone, nothing is found again', async () => {
  assert.deepEqual(await faults(), []);
  assert.match(await shown(product.context), /No fault was found\./);
});
