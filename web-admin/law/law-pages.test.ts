import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { applyLawEditions } from '../../operations/law/apply-law-editions.ts';
import { aPersonOf } from '../../test/builders/appointments.ts';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aProposedEdition } from '../../test/builders/law-editions.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { formsNotSent } from '../../test/support/forms-sent.ts';
import { lawRoutes } from './law-routes.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  await aComplaint(product, 'registered');
});
after(async () => {
  await desk.close();
  await product.close();
});

const action = '/en/law/propose/propose-edition';
const words = {
  'title-ky': 'Мөөнөт узарды',
  'title-ru': 'Срок стал длиннее',
  'title-en': 'A longer term',
  act: 'Закон № 1',
  'on-day': '11',
  'on-month': '1',
  'on-year': '2027',
  article: '45',
  text: 'Пять дней.',
  language: 'ru',
};
const term = { unit: 'calendarDays', counting: 'CR-AFTER', early: '', hour: '24:00', certainty: 'SL', confirms: 'yes' };

test('what was typed stays with what is wrong with it', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const form = '/en/law/propose?change=rule&value=complaint_decide';
  const page = await lawyer.submit(form, action, { ...words, ...term, n: 'five' });
  assert.equal(page.status, 422);
  assert.match(page.text, /name="n"[^>]* value="five"/);
  assert.match(page.text, /name="title-ru"[^>]* value="Срок стал длиннее"/);
  assert.match(page.text, /Check this field/);
  const unsuited = await lawyer.submit(form, action, { ...words, ...term, n: '5', counting: 'HOURS' });
  assert.match(unsuited.text, /rules\.complaint_decide\.counting<\/b>: the way of counting does not suit the term/);
});

test('a whole pack with faults comes back with each of them named', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const form = '/en/law/propose?change=pack';
  const shown = (await lawyer.get(form)).text;
  const present = (/<textarea[^>]*name="pack"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(shown)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const broken = present.replace('votingDay:', 'votingDey:').replace('CR-AFTER', 'CR-NEVER');
  const page = await lawyer.submit(form, action, { ...words, pack: broken });
  assert.equal(page.status, 422);
  assert.match(page.text, /votingDay<\/b>: the value is missing/);
  assert.match(page.text, /such a field is not known \(votingDey\)/);
  assert.match(page.text, /votingDey: /, 'the text stays');
  const same = await lawyer.submit(form, action, { ...words, pack: present });
  assert.match(same.text, /LAW_NOTHING_CHANGED/);
});

test('proposed by one, looked at with both ends, confirmed by another, applied by the worker', async () => {
  const { cec } = product;
  const lawyer = await desk.signedIn(cec.lawyers[0]);
  const form = '/en/law/propose?change=rule&value=complaint_decide';
  const proposed = await lawyer.submit(form, action, { ...words, ...term, n: '5' });
  assert.equal(proposed.status, 303);
  const page = proposed.location ?? '';
  const own = (await lawyer.get(page)).text;
  assert.match(own, /K-2027-000001/);
  assert.match(own, /14 Jan[^<]*24:00/);
  assert.match(own, /16 Jan[^<]*24:00/);
  assert.doesNotMatch(own, /confirm-edition/, 'who proposed has no button to confirm');
  const second = await desk.signedIn(cec.lawyers[1]);
  const done = await second.submit(page, `${page}/confirm-edition`);
  assert.equal(done.status, 303);
  assert.match((await second.get(page)).text, /0 of 1 done/);
  await applyLawEditions(product.as('shailoo_worker'));
  assert.match((await second.get(page)).text, /cases derived anew: 1, with a moved end: 1/);
  assert.match((await second.get('/en/law')).text, /Confirmed: Central Election Commission, 11 January 2027/);
});

test('a proposal is rejected by another, and nothing of it comes into force', async () => {
  const editionId = await aProposedEdition(product, [{ kind: 'addWorkingDay', day: '2027-01-30' }]);
  const page = `/en/law/editions/${editionId}`;
  const second = await desk.signedIn(product.cec.lawyers[1]);
  const done = await second.submit(page, `${page}/reject-edition`);
  assert.equal(done.status, 303);
  const rejected = (await second.get(page)).text;
  assert.match(rejected, /Rejected/);
  assert.doesNotMatch(rejected, /confirm-edition|reject-edition/);
  assert.doesNotMatch((await second.get('/en/law')).text, /30 January 2027/);
});

test('staff of another commission read the law in force, and find neither forms nor proposals', async () => {
  const editionId = await aProposedEdition(product, [{ kind: 'addWorkingDay', day: '2027-01-30' }]);
  const person = await aPersonOf(product, product.commissions['tec-sokuluk'], 'lawyer');
  const other = await desk.signedIn(person);
  const law = await other.get('/en/law');
  assert.equal(law.status, 200);
  assert.doesNotMatch(law.text, new RegExp(editionId));
  assert.doesNotMatch(law.text, /law\/propose/);
  assert.equal((await other.get('/en/law/propose')).status, 404);
  assert.equal((await other.get(`/en/law/editions/${editionId}`)).status, 404);
  assert.equal((await other.get(`/en/law/editions/${randomUUID()}`)).status, 404);
});

test('every form of the law was sent in this file, and the audit calls it as the table of routes does', async () => {
  assert.deepEqual(await formsNotSent(product.context.database, lawRoutes), []);
});
