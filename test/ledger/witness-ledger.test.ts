import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from '../../dev/parts/run-command.ts';
import { findTool } from '../../dev/test/tools.ts';
import { cosignaturesOf } from '../../integrations/ledger/cosignature.ts';
import { parseInclusion } from '../../integrations/ledger/inclusion-file.ts';
import { openWitness } from '../../integrations/ledger/witness.ts';
import type { Witness } from '../../integrations/ledger/witness.ts';
import { checkProof } from '../../operations/ledger/check-proof.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { proveEvent } from '../../operations/ledger/prove-event.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { witnessLedger } from '../../operations/ledger/witness-ledger.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { asInsider } from '../support/insider.ts';
import { aLedger } from '../support/ledger.ts';
import { aPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { aWitness } from '../support/witness.ts';
import type { TestWitness } from '../support/witness.ts';

const seenAt = Date.UTC(2027, 0, 11, 4, 0, 5) / 1_000;

let product: Product;
let folder: string;
let ledger: Ledger;
let outside: TestWitness;
let witness: Witness;
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-witness-'));
  ledger = await aLedger(folder);
  outside = await aWitness(ledger.signer.verifier, () => seenAt);
  witness = openWitness(outside);
});
after(async () => {
  await outside.close();
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const note = (): string => readFileSync(join(folder, 'ledger', 'checkpoint'), 'utf8');
const seen = (): number[] => cosignaturesOf(note(), [outside.key]).map(({ time }) => time);

/** One more case and a round of the signer; its failures by their code. */
async function grow(by: Witness = witness): Promise<string[]> {
  await aComplaint(product, 'registered');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  const { failures } = await witnessLedger(ledger, [by]);
  return failures.map(({ error }) => (error as { code: string }).code);
}

test('each published checkpoint gets the cosignature of the witness, who checks that the ledger only grew', async () => {
  for (let n = 0; n < 4; n += 1) {
    assert.deepEqual(await grow(), []);
    assert.deepEqual(seen(), [seenAt]);
    assert.equal(outside.size(), (await ledger.signer.last()).size);
  }
  const before = note();
  assert.deepEqual(await witnessLedger(ledger, [witness]), { added: 0, failures: [] });
  assert.equal(note(), before, 'who has cosigned is not asked again');
});

test('a signer that was started anew asks how far the witness is', async () => {
  assert.deepEqual(await grow(openWitness(outside)), []);
  assert.deepEqual(seen(), [seenAt]);
});

test('a witness that is away stops nothing, and its line comes later under the same checkpoint', async () => {
  outside.setAway(true);
  assert.deepEqual(await grow(), ['witness-unavailable']);
  assert.deepEqual(seen(), []);
  const unseen = note();
  outside.setAway(false);
  assert.equal((await witnessLedger(ledger, [witness])).added, 1);
  assert.ok(note().startsWith(unseen) && seen().length === 1);
  const nobody = openWitness({ url: 'http://127.0.0.1:1', key: outside.key });
  assert.deepEqual(await grow(nobody), ['witness-unavailable']);
  assert.deepEqual(await grow(), []);
});

test('a cosignature of another key is not taken', async () => {
  const other = await aWitness(ledger.signer.verifier, () => seenAt);
  const mistaken = openWitness({ url: outside.url, key: other.key });
  assert.deepEqual(await grow(mistaken), ['witness-answer-invalid']);
  await other.close();
});

test('a ledger that was written anew gets no cosignature, though the stolen key has signed it', async () => {
  assert.deepEqual(await grow(), []);
  cpSync(join(folder, 'keys', 'ledger.key'), join(folder, 'keys-copied', 'ledger.key'), { recursive: true });
  const anew = await aLedger(folder, { published: 'anew', keys: 'keys-copied' });
  for (const more of [false, true]) {
    if (more) await aComplaint(product, 'registered');
    await asInsider(
      product,
      (query) => query(`update ledger_entry set entry = replace(entry, '"v":1', '"v":2') where place = 0`),
      (changed) => publishLedger(changed, anew),
    );
    const { added, failures } = await witnessLedger(anew, [openWitness(outside)]);
    assert.equal(added, 0);
    assert.deepEqual(
      failures.map(({ error }) => (error as { code: string }).code),
      ['witness-refused'],
    );
  }
});

test('the page names each witness and when it saw the head; a proof has the cosignature in it and holds', async () => {
  const complaintId = await aComplaint(product, 'filed');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  const portal = await aPortal(product, { ledger: ledger.files, ledgerWitnesses: [outside.key] });
  const page = async (): Promise<string> => (await fetch(`${portal.url}/en/ledger`)).text();
  assert.match(await page(), /witness\.example\/one, has not seen this head yet/);
  await witnessLedger(ledger, [witness]);
  assert.match(await page(), /witness\.example\/one, saw it 11 January 2027, 10:00:05/);
  await portal.close();
  const proof = granted(await proveEvent(product.context, ledger.files, { recordId: complaintId, seq: 1 }));
  assert.equal(cosignaturesOf(parseInclusion(proof).note, [outside.key]).length, 1);
  assert.equal(granted(await checkProof(ledger.files, proof)).kind, 'COMPLAINT_FILED');
});

test('the script of others demands the witnesses that it is given', async (t) => {
  const python = findTool('python');
  if (python === undefined) return t.skip('Python is not there: npm run setup:tests');
  const verify = async (...given: string[]): Promise<string> => {
    const script = join(import.meta.dirname, '../../docs/verify/verify.py');
    const { ok, output } = await runCommand(python, [script, ...given], { timeoutMs: 60_000 });
    return `${ok ? 'ok' : 'not'} ${output}`;
  };
  const recordId = await aComplaint(product, 'filed');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  await witnessLedger(ledger, [witness]);
  const proof = granted(await proveEvent(product.context, ledger.files, { recordId, seq: 1 }));
  const file = join(folder, 'receipt.tlog-proof');
  writeFileSync(file, proof);
  const key = ledger.signer.verifier.text;
  const cosigned = await verify('proof', file, key, '--witness', outside.key.text);
  assert.match(cosigned, /^ok good: witness\.example\/one saw it 2027-01-11T04:00:05\+00:00\ngood: COMPLAINT_FILED/);
  const other = await aWitness(ledger.signer.verifier, () => seenAt);
  assert.match(await verify('proof', file, key, '--witness', other.key.text), /^not NOT good: .* is not signed by/);
  await other.close();
  const [, letter = ''] = /— witness\.example\/one \S{30}(\S)/.exec(proof) ?? [];
  const otherLetter = letter === 'A' ? 'B' : 'A';
  writeFileSync(file, proof.replace(/(— witness\.example\/one \S{30})\S/, `$1${otherLetter}`));
  assert.match(
    await verify('proof', file, key, '--witness', outside.key.text),
    /^not NOT good: the cosignature of witness\.example\/one is wrong/,
  );
  assert.match(await verify('proof', file, key), /^ok good: COMPLAINT_FILED/, 'who asks for no witness needs none');
});
