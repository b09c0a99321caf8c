import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import { checkProof } from '../../operations/ledger/check-proof.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { proveEvent } from '../../operations/ledger/prove-event.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { verifyLedger } from '../../operations/ledger/verify-ledger.ts';
import { aComplaint, answerOf, granted } from '../builders/complaints.ts';
import { aLedger } from '../support/ledger.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

let product: Product;
let folder: string;
let ledger: Ledger;
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-ledger-'));
  ledger = await aLedgerIn('ledger', 'keys');
});
after(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const aLedgerIn = (published: string, keys: string): Promise<Ledger> => aLedger(folder, { published, keys });
const signing = () => product.as('shailoo_ledger');
const checkpoint = () => readFileSync(join(folder, 'ledger', 'checkpoint'), 'utf8');
const faultsOf = async (name: string): Promise<string[]> => {
  const found: string[] = [];
  await verifyLedger(product.context, ledgerFolder(join(folder, name)), ({ fault }) => void found.push(fault));
  return found;
};

test('every event gets one place, in rounds of any size, by any number of signers at once', async () => {
  await aComplaint(product, 'drafted');
  const rounds = await Promise.all([publishLedger(signing(), ledger, 3), publishLedger(signing(), ledger, 5)]);
  assert.equal(rounds[0].placed + rounds[1].placed, 8);
  while ((await publishLedger(signing(), ledger, 7)).placed > 0);
  const [row] = await product.context.database.query<{ events: number; entries: number; last: number }>({
    text: `select (select count(*)::int from event) as events, count(*)::int as entries, max(place)::int as last from ledger_entry`,
  });
  assert.equal(row?.entries, row?.events);
  assert.equal(row?.last, (row?.events ?? 0) - 1);
  assert.deepEqual(await faultsOf('ledger'), []);
});

test('a round with nothing to do signs nothing anew', async () => {
  const note = checkpoint();
  assert.equal((await publishLedger(signing(), ledger)).placed, 0);
  assert.equal(checkpoint(), note);
});

test('the entries hold no number of a case, no name and no id', async () => {
  const complaintId = await aComplaint(product, 'registered', { name: 'Сабира Планталиева' });
  await publishLedger(signing(), ledger);
  const rows = await product.context.database.query<{ entry: string }>({ text: 'select entry from ledger_entry' });
  for (const { entry } of rows) {
    assert.deepEqual(
      Object.keys(JSON.parse(entry) as object).filter((key) => !['event', 'kind', 'time', 'v'].includes(key)),
      [],
    );
    assert.ok(!entry.includes(complaintId) && !entry.includes('K-2027'));
  }
  const filings = rows.filter(({ entry }) => entry.includes('"kind":"COMPLAINT_FILED"')).length;
  const [complaints] = await product.context.database.query<{ n: number }>({
    text: 'select count(*)::int as n from complaint',
  });
  assert.equal(filings, complaints?.n, 'everybody can count the filings');
});

test('a receipt is proved by a file that still holds when the ledger has grown, and not when the ledger was written anew', async () => {
  const recordId = await aComplaint(product, 'filed');
  assert.equal(answerOf(await proveEvent(product.context, ledger.files, { recordId, seq: 1 })), 'LEDGER_NOT_YET');
  await publishLedger(signing(), ledger);
  const proof = granted(await proveEvent(product.as('shailoo_portal'), ledger.files, { recordId, seq: 1 }));
  assert.equal(answerOf(await proveEvent(product.context, ledger.files, { recordId, seq: 99 })), 'NOT_FOUND');
  await aComplaint(product, 'drafted');
  await publishLedger(signing(), ledger);
  const checked = granted(await checkProof(ledger.files, proof));
  assert.equal(checked.kind, 'COMPLAINT_FILED');
  assert.equal(answerOf(await checkProof(ledger.files, proof.replace('\nindex ', '\nindex 1'))), 'PROOF_WRONG');
  assert.equal(
    answerOf(
      await checkProof(
        ledger.files,
        proof.replace(/\n— \S+ ./, (text) => `${text.slice(0, -1)}${text.endsWith('B') ? 'C' : 'B'}`),
      ),
    ),
    'PROOF_NOT_SIGNED',
  );
  assert.equal(answerOf(await checkProof(ledger.files, 'nonsense')), 'PROOF_INVALID');
  const forged = proof.replace(/^extra (\S+)$/m, (_all, text: string) => {
    const extra = Buffer.from(text, 'base64').toString().replace('complainant', 'system:mole');
    return `extra ${Buffer.from(extra).toString('base64')}`;
  });
  assert.equal(
    answerOf(await checkProof(ledger.files, forged)),
    'PROOF_WRONG',
    'the event is not the one that was hashed',
  );
  const written = await aLedgerIn('anew', 'keys-anew');
  cpSync(join(folder, 'keys', 'ledger.key'), join(folder, 'keys-copied', 'ledger.key'), { recursive: true });
  const thief = await aLedgerIn('anew', 'keys-copied');
  await product.context.database.transaction(async (tx) => {
    await tx.query({ text: `set local session_replication_role = 'replica'` });
    await tx.query({ text: `update ledger_entry set entry = replace(entry, '"v":1', '"v":2') where place = 0` });
    const context = {
      ...product.context,
      database: { ...product.context.database, transaction: <T>(work: (one: typeof tx) => Promise<T>) => work(tx) },
    };
    await publishLedger(context, thief);
    assert.equal(answerOf(await checkProof(written.files, proof)), 'PROOF_CONTRADICTED', 'even with the stolen key');
    await tx.query({ text: `update ledger_entry set entry = replace(entry, '"v":2', '"v":1') where place = 0` });
  });
});

test('after an older backup nothing gets a place and nothing is signed before a person has looked', async () => {
  const note = checkpoint();
  const shrunk = product.context.database.transaction(async (tx) => {
    await tx.query({ text: `set local session_replication_role = 'replica'` });
    await tx.query({ text: 'delete from ledger_entry where place > 4' });
    const database = {
      ...product.context.database,
      transaction: <T>(work: (one: typeof tx) => Promise<T>) => work(tx),
    };
    await publishLedger({ ...product.context, database }, ledger);
  });
  await assert.rejects(shrunk, { code: 'ledger-shrunk' });
  assert.equal(checkpoint(), note);
});

test('a signer that dies between placing and publishing is caught up by the next round', async () => {
  await aComplaint(product, 'registered');
  const dying: Ledger = { ...ledger, files: { ...ledger.files, add: () => Promise.reject(new Error('killed')) } };
  await assert.rejects(publishLedger(signing(), dying), /killed/);
  assert.deepEqual(await faultsOf('ledger'), [], 'what was published before still holds');
  const { placed, size } = await publishLedger(signing(), ledger);
  assert.equal(placed, 0);
  assert.equal((await ledger.signer.last()).size, size);
  assert.deepEqual(await faultsOf('ledger'), []);
});

test('a signer that dies between signing and publishing is caught up by the next round, though nothing new waits', async () => {
  await aComplaint(product, 'registered');
  const before = checkpoint();
  const dying: Ledger = {
    ...ledger,
    files: { ...ledger.files, replaceCheckpoint: () => Promise.reject(new Error('killed')) },
  };
  await assert.rejects(publishLedger(signing(), dying), /killed/);
  assert.equal(checkpoint(), before);
  assert.equal((await publishLedger(signing(), ledger)).placed, 0);
  assert.equal(Number(checkpoint().split('\n')[1]), (await ledger.signer.last()).size);
});

test('an event that waits too long is told', async () => {
  await aComplaint(product, 'filed');
  product.clock.pass(120_000);
  assert.deepEqual(await faultsOf('ledger'), ['ledger-stands-still']);
  await publishLedger(signing(), ledger);
  assert.deepEqual(await faultsOf('ledger'), []);
});
