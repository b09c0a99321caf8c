import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addEvidence } from '../../../operations/complaints/add-evidence.ts';
import { takeComplaint } from '../../../operations/complaints/take-complaint.ts';
import { aComplaint, aDecisionText, granted } from '../../../test/builders/complaints.ts';
import { draftDecision } from '../../../operations/decisions/draft-decision.ts';
import { readNames } from '../../../persistence/people/read-people.ts';
import { readEvents } from '../../../persistence/records/read-record.ts';
import { complaintState } from '../../../test/builders/procedure-cases.ts';
import { aDesk, hiddenFields } from '../../../test/support/desk.ts';
import type { Browser, Fields, Page, TestDesk } from '../../../test/support/desk.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

/** A form of a case: who sends it, on what case, what is typed, what the page keeps of it, and what has happened once it is sent. */
type Row = {
  act: string;
  who: 'lawyer' | 'chair' | 'clerk';
  on: 'registered' | 'admitted';
  typed: () => Fields;
  kept: RegExp;
  event: string;
};

const kept = 'Words that were typed.';
const words = { text: kept };
const isTyped = new RegExp(kept);
const forms: readonly Row[] = [
  {
    act: 'leave-complaint-unexamined',
    who: 'lawyer',
    on: 'registered',
    typed: () => ({ ground: 'late' }),
    kept: /value="late" checked/,
    event: 'COMPLAINT_LEFT_UNEXAMINED',
  },
  {
    act: 'return-for-defects',
    who: 'lawyer',
    on: 'registered',
    typed: () => ({ defects: 'subject', ...words }),
    kept: isTyped,
    event: 'COMPLAINT_RETURNED_FOR_DEFECTS',
  },
  {
    act: 'forward-complaint',
    who: 'lawyer',
    on: 'registered',
    typed: () => ({ to: 'police', commission: '', name: '', ...words }),
    kept: isTyped,
    event: 'COMPLAINT_FORWARDED',
  },
  {
    act: 'assign-complaint',
    who: 'chair',
    on: 'registered',
    typed: () => ({ holder: product.cec.lawyers[1] }),
    kept: /type="radio"[^>]*checked/,
    event: 'COMPLAINT_TAKEN',
  },
  {
    act: 'form-working-group',
    who: 'chair',
    on: 'admitted',
    typed: () => ({ rapporteur: product.cec.members[0] ?? '' }),
    kept: /<option[^>]*selected/,
    event: 'WORKING_GROUP_FORMED',
  },
  {
    act: 'send-request',
    who: 'lawyer',
    on: 'admitted',
    typed: () => ({ to: 'bank', check: 'no', name: '', address: '', ...words }),
    kept: isTyped,
    event: 'REQUEST_SENT',
  },
  {
    act: 'appoint-hearing',
    who: 'lawyer',
    on: 'admitted',
    typed: () => ({
      'on-day': '12',
      'on-month': '1',
      'on-year': '2027',
      time: '15:00',
      place: 'Room 1',
      invited: 'respondent',
      text: '',
    }),
    kept: /value="Room 1"/,
    event: 'HEARING_APPOINTED',
  },
  {
    act: 'suspend-term',
    who: 'chair',
    on: 'admitted',
    typed: () => ({ term: 'complaint_decide', ground: 'expertOpinion' }),
    kept: /value="expertOpinion" checked/,
    event: 'TERM_SUSPENDED',
  },
  {
    act: 'change-contact',
    who: 'clerk',
    on: 'admitted',
    typed: () => ({ email: 'other@example.org' }),
    kept: /value="other@example\.org"/,
    event: 'CONTACT_CHANGED',
  },
  {
    act: 'withdraw-complaint',
    who: 'clerk',
    on: 'admitted',
    typed: () => words,
    kept: isTyped,
    event: 'COMPLAINT_WITHDRAWN',
  },
];

const signedIn = (who: Row['who']): Promise<Browser> =>
  desk.signedIn(who === 'lawyer' ? product.cec.lawyers[0] : product.cec[who]);

async function aTakenCase(on: Row['on']): Promise<string> {
  const id = await aComplaint(product, on);
  if (on === 'registered')
    granted(await takeComplaint(product.context, await product.actor(product.cec.lawyers[0]), { complaintId: id }));
  return id;
}

/** What the clerk does while the page is open. */
async function meanwhile(complaintId: string): Promise<void> {
  const clerk = await product.actor(product.cec.clerk);
  granted(await addEvidence(product.context, clerk, { complaintId, text: 'A photo.' }));
}

const nameOf = async (person: string): Promise<string> =>
  (await readNames(product.context.database, [person])).get(person) ?? '';

/** What has happened on the case since the clerk's evidence. */
const kindsSince = async (id: string): Promise<string[]> => {
  const kinds = (await readEvents(product.context.database, id)).map(({ kind }) => kind);
  return kinds.slice(kinds.indexOf('EVIDENCE_ADDED') + 1);
};

test('every form of a case on an old page says who did what meanwhile, keeps what was typed, and its next try is good', async (t) => {
  const clerk = await nameOf(product.cec.clerk);
  for (const { act, who, on, typed, kept: isKept, event } of forms) {
    await t.test(act, async () => {
      const id = await aTakenCase(on);
      const browser = await signedIn(who);
      const path = `/en/cases/${id}/${act}`;
      const old = hiddenFields((await browser.get(path)).text, path);
      await meanwhile(id);
      const fields = { ...typed(), next: 'send' };
      const stale = await browser.post(path, { ...old, ...fields });
      assert.equal(stale.status, 409, stale.text);
      assert.match(stale.text, /STALE_VERSION/);
      assert.match(stale.text, new RegExp(`<li>[^<]*${clerk}: Evidence was added</li>`));
      assert.match(stale.text, isKept);
      assert.deepEqual(await kindsSince(id), []);
      const again = await browser.post(path, { ...hiddenFields(stale.text, path), ...fields });
      assert.equal(again.status, 303, again.text);
      assert.ok((await kindsSince(id)).includes(event), String(await kindsSince(id)));
    });
  }
});

test('two clicks leave a complaint unexamined once', async () => {
  const id = await aTakenCase('registered');
  const lawyer = await signedIn('lawyer');
  const path = `/en/cases/${id}/leave-complaint-unexamined`;
  const fields = { ...hiddenFields((await lawyer.get(path)).text, path), ground: 'late', next: 'send' };
  const both: Page[] = await Promise.all([lawyer.post(path, fields), lawyer.post(path, fields)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await kindsSince(id)).filter((kind) => kind === 'COMPLAINT_LEFT_UNEXAMINED').length, 1);
});

test('the check of a draft that was written anew says who wrote it, shows it, keeps the remarks, and its next try is good', async () => {
  const id = await aComplaint(product, 'unchecked');
  const { decisionId } = await complaintState(product, id);
  const second = await desk.signedIn(product.cec.lawyers[1]);
  const [page, path] = [`/en/decisions/${decisionId}`, `/en/decisions/${decisionId}/check-draft`];
  const old = hiddenFields((await second.get(page)).text, path);
  const drafter = await product.actor(product.cec.lawyers[0]);
  const text = aDecisionText({ title: 'О той же жалобе, заново' });
  granted(await draftDecision(product.context, drafter, { complaintId: id, outcome: 'granted', text }));
  const fields = { result: 'returned', remarks: kept };
  const stale = await second.post(path, { ...old, ...fields });
  assert.equal(stale.status, 409);
  assert.match(stale.text, /О той же жалобе, заново/);
  assert.match(stale.text, new RegExp(`<li>[^<]*${await nameOf(product.cec.lawyers[0])}: [^<]*</li>`));
  assert.match(stale.text, isTyped);
  assert.equal((await second.post(path, { ...hiddenFields(stale.text, path), ...fields })).status, 303);
});
