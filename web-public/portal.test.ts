import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { documentLimit } from '../operations/documents/stage-document.ts';
import { IntegrationError } from '../integrations/integration-error.ts';
import { aComplaint } from '../test/builders/complaints.ts';
import { plantedName as planted } from '../test/builders/planted-names.ts';
import { aPortal } from '../test/support/portal.ts';
import type { TestPortal } from '../test/support/portal.ts';
import { FormBrowser } from '../test/support/form-browser.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

let product: Product;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
});
after(async () => {
  await portal.close();
  await product.close();
});

const pdf = new File(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'], 'Өтүнүч № 1.pdf', { type: 'application/pdf' });

/** Goes through the whole form in a language. */
async function fileByForm(language: string, change: Record<string, string> = {}): Promise<FormBrowser> {
  const browser = new FormBrowser(portal.url);
  await browser.open(`/${language}/complaints/new`);
  await browser.send(`/${language}/complaints/new`, {});
  assert.equal(browser.path, `/${language}/complaints/new/who`);
  await browser.send(browser.path, {
    complainantKind: 'voter',
    name: 'Айгүл Сатарова',
    email: 'aigul@example.org',
    phone: '',
    address: 'Сокулук',
    ...change,
  });
  assert.equal(browser.path, `/${language}/complaints/new/what`);
  await browser.send(browser.path, {
    kind: 'campaignRules',
    respondentKind: 'official',
    respondent: 'Айыл өкмөтү',
    statement: 'Имаратта плакат илинген.',
    demand: 'Алып салуу.',
  });
  await browser.send(browser.path, {
    'learned-day': '10',
    'learned-month': '1',
    'learned-year': '2027',
    territory: 'sokuluk-rayon',
    precinct: '1086',
    place: 'Мектеп',
  });
  assert.equal(browser.path, `/${language}/complaints/new/commission`);
  await browser.send(browser.path, { commission: 'cec' });
  assert.equal(browser.path, `/${language}/complaints/new/files`);
  await browser.upload(browser.path, [pdf], { next: 'continue' });
  assert.equal(browser.path, `/${language}/complaints/new/check`, browser.html.slice(0, 2000));
  return browser;
}

test('a complaint is filed through the form without JavaScript and ends with a receipt', async () => {
  const browser = await fileByForm('ky');
  assert.match(browser.html, /Өтүнүч № 1\.pdf/);
  await browser.send(browser.path, {});
  assert.equal(browser.path, '/ky/complaints/new/receipt');
  assert.match(browser.html, /K-2027-00000\d/);
  assert.match(browser.html, /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
  assert.match(browser.html, /Өтүнүч № 1\.pdf/);
  const qr = await browser.request('/ky/complaints/new/receipt.svg');
  assert.equal(qr.headers.get('Content-Type'), 'image/svg+xml; charset=utf-8');
  const print = await browser.request('/ky/complaints/new/receipt.pdf');
  assert.equal(print.status, 200);
});

/** Files a complaint and gives what its receipt says. */
async function receiptOf(browser: FormBrowser): Promise<{ number: string; code: string }> {
  await browser.send(browser.path, {});
  assert.match(browser.path, /\/receipt$/);
  const number = /K-2027-\d{6}/.exec(browser.html)?.[0] ?? '';
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(browser.html)?.[0] ?? '';
  return { number, code };
}

test('two submits at the same moment file one complaint and show the same receipt', async () => {
  const browser = await fileByForm('ru');
  const body = new URLSearchParams({ _csrf: browser.token() });
  const submit = (): Promise<Response> => browser.request(browser.path, { method: 'POST', body });
  const answers = await Promise.all([submit(), submit(), submit()]);
  assert.deepEqual(
    answers.map((answer) => answer.headers.get('Location')),
    Array.from({ length: 3 }, () => '/ru/complaints/new/receipt'),
  );
  const first = await browser.open('/ru/complaints/new/receipt');
  await browser.send('/ru/complaints/new/check', {});
  assert.equal(browser.path, '/ru/complaints/new/receipt');
  assert.equal(browser.html.match(/K-2027-\d{6}/)?.[0], first.match(/K-2027-\d{6}/)?.[0]);
});

test('going back into the form after filing leads to the receipt', async () => {
  const browser = await fileByForm('en');
  await receiptOf(browser);
  for (const step of ['who', 'what', 'where', 'commission', 'files', 'save', 'check']) {
    await browser.open(`/en/complaints/new/${step}`);
    assert.equal(browser.path, '/en/complaints/new/receipt');
  }
});

test('an error keeps what was typed, names the field and lets the person go on as it is', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ru/complaints/new', {});
  await browser.send(browser.path, { name: 'Имя', email: 'не почта' });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /href="#email"/);
  assert.match(browser.html, /value="не почта"/);
  assert.match(browser.html, /<title>Ошибка: /);
  await browser.send(browser.path, { name: 'Имя', email: 'не почта', accept: '1' });
  assert.equal(browser.path, '/ru/complaints/new/what');
  await browser.open('/ru/complaints/new/where');
  await browser.send(browser.path, {
    'learned-day': '31',
    'learned-month': '2',
    'learned-year': '2027',
    precinct: 'Бакыт',
  });
  assert.match(browser.html, /href="#learned-day"/);
  assert.match(browser.html, /href="#precinct"/);
  assert.match(browser.html, /value="31"/);
});

test('a filing with neither statement nor file is stopped at the last step, and says how to go on', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ky/complaints/new', {});
  await browser.open('/ky/complaints/new/check');
  await browser.send(browser.path, {});
  assert.equal(browser.status, 422);
  assert.match(browser.html, /href="\/ky\/complaints\/new\/what#statement"/);
});

test('a form from another site, or without the token of its draft, is refused', async () => {
  const browser = await fileByForm('ky');
  const body = new URLSearchParams({ _csrf: browser.token() });
  const headers = { 'Sec-Fetch-Site': 'cross-site', Cookie: browser.cookieHeader() };
  const foreign = await fetch(`${portal.url}${browser.path}`, { method: 'POST', body, headers, redirect: 'manual' });
  assert.equal(foreign.status, 403);
  const origin = { Origin: 'https://evil.example', Cookie: browser.cookieHeader() };
  const old = await fetch(`${portal.url}${browser.path}`, {
    method: 'POST',
    body,
    headers: origin,
    redirect: 'manual',
  });
  assert.equal(old.status, 403);
  const without = await browser.request(browser.path, { method: 'POST', body: new URLSearchParams() });
  assert.equal(without.status, 403);
  const files = new FormData();
  files.append('files', pdf);
  assert.equal((await browser.request('/ky/complaints/new/files', { method: 'POST', body: files })).status, 403);
});

test('files can be added, taken out again, and an empty one is told', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ky/complaints/new', {});
  await browser.open('/ky/complaints/new/files');
  await browser.upload(browser.path, [pdf, new File(['x'], 'эскертүү.exe')], { next: 'files' });
  assert.match(browser.html, /эскертүү\.exe/);
  const id = /name="file" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  await browser.send('/ky/complaints/new/files/remove', { file: id });
  assert.doesNotMatch(browser.html, /Өтүнүч № 1\.pdf/);
  await browser.upload(browser.path, [new File([], 'бош.pdf')], { next: 'files' });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /«бош\.pdf»/);
  assert.match(browser.html, /эскертүү\.exe/);
});

test('a file over the limit is refused with 413 and the other files stay', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ru/complaints/new', {});
  await browser.open('/ru/complaints/new/files');
  const large = new File([new Uint8Array(documentLimit + 1)], 'большой.bin');
  await browser.upload(browser.path, [pdf, large], { next: 'files' });
  assert.equal(browser.status, 413);
  assert.match(browser.html, /Өтүнүч № 1\.pdf/);
  assert.match(browser.html, /«большой\.bin»/);
});

test('rubbish in place of a form is refused and harms nothing', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ru/complaints/new', {});
  await browser.open('/ru/complaints/new/files');
  const send = (type: string, body: string): Promise<Response> =>
    browser.request('/ru/complaints/new/files', { method: 'POST', body, headers: { 'Content-Type': type } });
  assert.equal((await send('multipart/form-data', 'x')).status, 400);
  assert.equal((await send('text/plain', 'x')).status, 400);
  const cut = `--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${browser.token()}\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF`;
  const broken = await send('multipart/form-data; boundary=b', cut);
  assert.equal(broken.status, 400);
  await browser.open('/ru/complaints/new/files');
  assert.doesNotMatch(browser.html, /a\.pdf/);
});

test('without a stored document there is no receipt, and the complaint can be filed when the store is back', async () => {
  let isDown = false;
  const { documents } = product.context;
  const failing: typeof documents = {
    put: async (...given) => {
      if (isDown) throw new IntegrationError({ code: 'document-store-unavailable', category: 'unavailable' });
      return documents.put(...given);
    },
    get: (...given) => documents.get(...given),
    remove: (...given) => documents.remove(...given),
    list: () => documents.list(),
    check: () => documents.check(),
  };
  const other = await aPortal(product, { context: { ...product.as('shailoo_portal'), documents: failing } });
  const browser = new FormBrowser(other.url);
  await browser.send('/en/complaints/new', {});
  await browser.open('/en/complaints/new/what');
  await browser.send(browser.path, { kind: 'other', respondentKind: 'unknown', statement: 'Text' });
  await browser.open('/en/complaints/new/check');
  const token = browser.token();
  isDown = true;
  await browser.send('/en/complaints/new/check', {});
  assert.equal(browser.status, 503);
  await browser.open('/en/complaints/new/receipt');
  assert.equal(browser.path, '/en/complaints/new');
  isDown = false;
  await browser.send('/en/complaints/new/check', { _csrf: token });
  assert.equal(browser.path, '/en/complaints/new/receipt');
  await other.close();
});

test('names planted in every field are on no public page', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ky/complaints/new', {});
  await browser.send(browser.path, {
    complainantKind: 'voter',
    name: planted,
    email: `${planted}@example.org`,
    phone: planted,
    address: planted,
    accept: '1',
  });
  await browser.open('/ky/complaints/new/what');
  await browser.send(browser.path, {
    kind: 'other',
    respondentKind: 'person',
    respondent: planted,
    statement: planted,
    demand: planted,
  });
  await browser.send(browser.path, {
    'learned-day': planted,
    territory: planted,
    precinct: planted,
    place: planted,
    accept: '1',
  });
  await browser.send(browser.path, { commission: 'cec' });
  await browser.upload(browser.path, [new File(['%PDF-1.7 x'], `${planted}.pdf`)], { next: 'continue' });
  assert.equal(browser.path, '/ky/complaints/new/check');
  const { number, code } = await receiptOf(browser);
  for (const path of [
    '/ky',
    '/ky/complaints',
    `/ky/complaints/${number}`,
    `/ru/complaints/${number}`,
    `/ky/search?number=${number}`,
  ]) {
    const shown = await (await fetch(portal.url + path)).text();
    assert.doesNotMatch(shown, new RegExp(planted), path);
  }
  const opened = await openWithCode(number, code);
  assert.match(await opened.text(), new RegExp(planted));
  const rows = await product.context.database.query<{ text: string }>({
    text: `select string_agg(t::text, ' ') as text from (select e.payload as t from event e
      union all select a::text from audit a union all select o::text from outbox o union all select c::text from complaint c) x`,
  });
  assert.doesNotMatch(rows[0]?.text ?? '', new RegExp(planted));
});

function openWithCode(number: string, code: string): Promise<Response> {
  const body = new URLSearchParams({ code });
  return fetch(`${portal.url}/ky/complaints/${number}/open`, { method: 'POST', body, redirect: 'manual' });
}

test('the code opens the private part; five wrong ones lock it for this case, the right one included', async () => {
  const { number, code } = await receiptOf(await fileByForm('ky'));
  const opened = await openWithCode(number, ` ${code.toLowerCase().replaceAll('-', ' ')} `);
  assert.equal(opened.status, 200);
  assert.equal(opened.headers.get('Cache-Control'), 'no-store');
  assert.match(await opened.text(), /Айгүл Сатарова/);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    assert.equal((await openWithCode(number, '0000-0000-0000-0000')).status, 403);
  }
  const locked = await openWithCode(number, code);
  assert.equal(locked.status, 429);
  const words = await locked.text();
  assert.doesNotMatch(words, /Айгүл Сатарова/);
  await product.context.database.query({ text: `update receipt_attempt set at = at - interval '16 minutes'` });
  assert.equal((await openWithCode(number, code)).status, 200);
});

test('six wrong codes at the same moment are not six tries', async () => {
  const { number } = await receiptOf(await fileByForm('ky'));
  const answers = await Promise.all(Array.from({ length: 12 }, () => openWithCode(number, 'AAAA-AAAA-AAAA-AAAA')));
  assert.equal(answers.filter(({ status }) => status === 403).length, 5);
  assert.equal(answers.filter(({ status }) => status === 429).length, 7);
});

test('a file opens once, from its own origin, in a sandbox', async () => {
  const { number, code } = await receiptOf(await fileByForm('ky'));
  const page = await (await openWithCode(number, code)).text();
  const links = [...page.matchAll(/href="(http[^"]+\/f\/[^"]+)"/g)].map((match) => match[1] ?? '');
  assert.equal(links.length, 2);
  assert.ok(links.every((link) => link.startsWith(portal.files) && !link.startsWith(portal.url)));
  const first = await fetch(links[1] ?? '');
  assert.equal(first.status, 200);
  assert.equal(await first.text(), await pdf.text());
  assert.equal(first.headers.get('Content-Type'), 'application/pdf');
  assert.match(first.headers.get('Content-Security-Policy') ?? '', /sandbox/);
  assert.equal(first.headers.get('X-Content-Type-Options'), 'nosniff');
  const again = await fetch(links[1] ?? '');
  assert.equal(again.status, 410);
  assert.match(await again.text(), /FILE_LINK_USED/);
  const text = await fetch(links[0] ?? '');
  assert.match(text.headers.get('Content-Disposition') ?? '', /^attachment; filename\*=UTF-8''/);
  assert.equal((await fetch(`${portal.files}/f/unknown`)).status, 404);
});

test('a number leads to its one address however it is written', async () => {
  const { number } = await receiptOf(await fileByForm('ky'));
  const serial = Number(number.slice(-6));
  for (const written of [`к-2027-${serial}`, `K2027 ${number.slice(-6)}`, `2027-${serial}`]) {
    const answer = await fetch(`${portal.url}/ru/complaints/${encodeURIComponent(written)}`, { redirect: 'manual' });
    assert.equal(answer.status, 301, written);
    assert.equal(answer.headers.get('Location'), `/ru/complaints/${number}`);
    const search = await fetch(`${portal.url}/ru/search?number=${encodeURIComponent(written)}`, { redirect: 'manual' });
    assert.equal(search.headers.get('Location'), `/ru/complaints/${number}`);
  }
  assert.equal((await fetch(`${portal.url}/ru/complaints/K-2027-999999`)).status, 404);
  assert.equal((await fetch(`${portal.url}/ru/complaints/nonsense`)).status, 404);
  assert.equal((await fetch(`${portal.url}/ru/search?number=1086`)).status, 404);
  assert.equal((await fetch(`${portal.url}/de/complaints`)).status, 404);
});

test('a number that several commissions gave asks which one; each has its own address', async () => {
  const first = await aComplaint(product, 'filed', { commission: 'tec-sokuluk' });
  const [row] = await product.context.database.query<{ number: string }>({
    text: 'select number from complaint where id = $1',
    values: [first],
  });
  const number = row?.number ?? '';
  const choice = await (await fetch(`${portal.url}/en/complaints/${number}`)).text();
  assert.match(choice, new RegExp(`/en/complaints/tec-sokuluk/${number}`));
  assert.match(choice, new RegExp(`/en/complaints/cec/${number}`));
  const page = await fetch(`${portal.url}/en/complaints/tec-sokuluk/${number}`, { redirect: 'manual' });
  assert.equal(page.status, 200);
  assert.match(await page.text(), /Sokuluk Territorial/);
});

test('the register filters by status, subject and term, and refuses words it does not know', async () => {
  await aComplaint(product, 'admitted', { kind: 'bribery' });
  const page = async (query: string): Promise<string> => (await fetch(`${portal.url}/en/complaints?${query}`)).text();
  const rows = (html: string): number => [...html.matchAll(/class="subject"/g)].length;
  assert.equal(rows(await page('kind=bribery')), 1);
  assert.equal(rows(await page('kind=bribery&status=filed')), 0);
  assert.equal(rows(await page('kind=bribery&term=running&territory=&commission=')), 1);
  assert.equal((await fetch(`${portal.url}/en/complaints?status=lost`)).status, 400);
});

test('a missed term is shown to everybody, and the case says how to contest it', async () => {
  const id = await aComplaint(product, 'registered');
  const [row] = await product.context.database.query<{ number: string }>({
    text: 'select number from complaint where id = $1',
    values: [id],
  });
  const { now } = product.clock;
  product.clock.pass(5 * 24 * 3_600_000);
  const before = await (await fetch(`${portal.url}/en/complaints/cec/${row?.number}`)).text();
  assert.match(before, /did not decide in time/);
  assert.match(before, /chip-over/);
  product.clock.moveTo(now);
});

test('no page asks for JavaScript, and no request writes what was typed into the log', async () => {
  for (const path of ['/ky', '/ky/complaints', '/ky/complaints/new']) {
    assert.doesNotMatch(await (await fetch(portal.url + path)).text(), /<script|onclick=| style=/);
  }
  assert.doesNotMatch(JSON.stringify(portal.errors), /Сатарова|Ыбырайымова/);
});

test('the parts of the look are shown in the demonstration and nowhere else', async () => {
  const shown = await fetch(`${portal.url}/ru/components`);
  assert.equal(shown.status, 200);
  assert.match(await shown.text(), /<aside class="training" /);
  const real = await aPortal(product, { isTraining: false });
  assert.equal((await fetch(`${real.url}/ru/components`)).status, 404);
  await real.close();
});
