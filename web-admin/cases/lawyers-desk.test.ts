import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { longestNote } from '../../operations/complaints/add-note.ts';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aDesk, hiddenFields } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
let complaintId: string;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  complaintId = await aComplaint(product, 'filed', { name: 'Үсөнова <b>Жамийла</b>' });
});
after(async () => {
  await desk.close();
  await product.close();
});

test('the search of the head leads to the case for a number and lists cases for anything else', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const byNumber = await browser.submit('/ru', '/ru/search', { q: 'к-2027-1' });
  assert.equal(byNumber.location, `/ru/cases/${complaintId}`);
  const byName = await browser.submit('/ru', '/ru/search', { q: 'үсөнова' });
  assert.equal(byName.status, 200);
  assert.match(byName.text, new RegExp(`href="/ru/cases/${complaintId}"`));
  assert.match(byName.text, /Үсөнова &lt;b&gt;Жамийла/);
  assert.match((await browser.get(`/ru/search?q=${encodeURIComponent('үсөнова')}`)).text, new RegExp(complaintId));
  assert.match((await browser.get('/ru/search?q=K-2027-999999')).text, /Ничего не найдено/);
});

test('no form of the search puts what is typed into an address', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  for (const path of ['/en', '/en/search']) {
    const forms = [...(await browser.get(path)).text.matchAll(/<form[^>]*action="\/en\/search"[^>]*>/g)];
    assert.ok(forms.length > 0, path);
    assert.ok(
      forms.every(([form]) => form.includes('method="post"')),
      path,
    );
  }
});

test('who acts on an old page is told what a colleague did meanwhile, on the page as it is now', async () => {
  const id = await aComplaint(product, 'registered');
  const [lawyer, colleague] = await Promise.all(product.cec.lawyers.slice(0, 2).map((person) => desk.signedIn(person)));
  assert.ok(lawyer && colleague);
  const page = `/en/cases/${id}`;
  const take = `${page}/take-complaint`;
  const old = hiddenFields((await lawyer.get(page)).text, take);
  assert.equal((await colleague.submit(page, take)).status, 303);
  const late = await lawyer.post(take, old);
  assert.equal(late.status, 409);
  const told = /<div class="notice notice-warn">[\s\S]*?<\/ul>/.exec(late.text)?.[0] ?? '';
  assert.match(
    told,
    /as it is now\. What happened last:[\s\S]*?<li>11 January, 10:00 · Test lawyer[^<]*: A lawyer took the case/,
  );
  assert.doesNotMatch((await lawyer.get(page)).text, /What happened last:/);
});

test('a note is added on the page of the case and shown with its author and time', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${complaintId}`;
  const added = await browser.submit(path, `${path}/add-note`, { text: 'Call back <i>today</i>' });
  assert.equal(added.status, 303);
  assert.equal(added.location, `${path}#notes`);
  const notes = /<section id="notes">[\s\S]*?<\/section>/.exec((await browser.get(path)).text)?.[0] ?? '';
  assert.match(notes, /Test clerk/);
  assert.match(notes, /11 January, 10:00/);
  assert.match(notes, /Call back &lt;i&gt;today/);
});

test('what was typed in a note survives a refusal', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${complaintId}`;
  const text = `Kept ${'ү'.repeat(longestNote)}`;
  const refused = await browser.submit(path, `${path}/add-note`, { text });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /NOTE_TOO_LONG/);
  assert.ok(refused.text.includes(text));
  const { note = '' } = hiddenFields(refused.text, `${path}/add-note`);
  assert.equal((await browser.submit(path, `${path}/add-note`, { text: 'x', note: `${note}x` })).status, 422);
});

test('a note sent after the session has ended comes back to be copied, under its own label', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${complaintId}`;
  const fields = hiddenFields((await browser.get(path)).text, `${path}/add-note`);
  await browser.submit(path, '/en/sign-out');
  const late = await browser.post(`${path}/add-note`, { ...fields, text: 'Typed for an hour' });
  assert.equal(late.status, 401);
  assert.match(late.text, /New note[\s\S]*Typed for an hour/);
});

test('a case from below is shown to those above without its notes and without a form for one', async () => {
  const below = await aComplaint(product, 'filed', { commission: 'tec-sokuluk' });
  const page = await (await desk.signedIn(product.cec.lawyers[0])).get(`/en/cases/${below}`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /add-note/);
});

test('a similar complaint is shown to the lawyer with why, and to nobody else', async () => {
  const like = await aComplaint(product);
  const path = `/en/cases/${complaintId}`;
  const lawyer = await (await desk.signedIn(product.cec.lawyers[0])).get(path);
  assert.match(lawyer.text, new RegExp(`Similar complaints[\\s\\S]*${like}[\\s\\S]*same precinct, same day`));
  assert.doesNotMatch((await (await desk.signedIn(product.cec.clerk)).get(path)).text, /Similar complaints/);
});

test('the history is looked at by part: what people did, terms, the decision; each says how much is in it', async () => {
  const drafted = await aComplaint(product, 'drafted');
  const browser = await desk.signedIn(product.cec.clerk);
  const history = async (part: string): Promise<string> =>
    /<section id="history">[\s\S]*?<\/section>/.exec(
      (await browser.get(`/en/cases/${drafted}?history=${part}`)).text,
    )?.[0] ?? '';
  const whole = await history('everything');
  const entries = (text: string): number => text.match(/<time /g)?.length ?? 0;
  const said = (part: string): number => Number(new RegExp(`>${part} (\\d+)<`).exec(whole)?.[1]);
  for (const [part, word] of Object.entries({ all: 'All', people: 'People', terms: 'Terms', decision: 'Decision' })) {
    assert.equal(entries(await history(part)), said(word), part);
    assert.ok(said(word) > 0, part);
  }
  assert.equal(said('People') + said('Terms'), said('All'));
  assert.doesNotMatch(await history('terms'), /admitted|Admitted/);
});
