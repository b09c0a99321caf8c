import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { IntegrationError } from '../../../integrations/integration-error.ts';
import { addressMailLimit, draftMailLimit, sendDraftLinks } from '../../../operations/complaints/mail-draft-link.ts';
import type { NoticePost } from '../../../operations/notices/deliver-mails.ts';
import type { NoticeMail } from '../../../operations/notices/write-notice.ts';
import { FormBrowser } from '../../../test/support/form-browser.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

let product: Product;
let portal: TestPortal;
const logged: object[] = [];
before(async () => {
  product = await aProduct();
  const log = { info: (facts: object) => void logged.push(facts), error: (facts: object) => void logged.push(facts) };
  portal = await aPortal(product, { log });
});
after(async () => {
  await portal.close();
  await product.close();
});

const step = (name: string): string => `/ky/complaints/new/${name}`;

async function typed(statement: string): Promise<FormBrowser> {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ky/complaints/new', {});
  await browser.send(step('what'), { kind: 'other', respondentKind: 'unknown', statement });
  return browser;
}

function linkOn(browser: FormBrowser): string {
  const address = new RegExp(`${portal.url}(/ky/complaints/resume/[\\w-]+)`).exec(browser.html)?.[1];
  assert.ok(address, 'the page shows the link');
  return address;
}

test('every step shows the link of the draft, and another browser goes on with it', async () => {
  const browser = await typed('Жарым жазылган');
  const links: string[] = [];
  for (const name of ['who', 'what', 'where', 'commission', 'files', 'check', 'save']) {
    await browser.open(step(name));
    links.push(linkOn(browser));
  }
  const [link = ''] = links;
  assert.equal(new Set(links).size, 1);
  const other = new FormBrowser(portal.url);
  await other.open(link);
  assert.equal(other.path, step('resume'), 'the address of the page does not hold the token');
  await other.send(step('resume'), {});
  assert.equal(other.path, step('check'));
  assert.match(other.html, /Жарым жазылган/);
  await browser.open(step('check'));
  assert.match(browser.html, /Жарым жазылган/);
});

test('looking at a link opens nothing, and it works until the draft is filed', async () => {
  const browser = await typed('Берилет');
  const link = linkOn(await opened(browser, 'save'));
  const preview = await fetch(portal.url + link, { redirect: 'manual' });
  assert.deepEqual([preview.status, preview.headers.get('Location')], [303, step('resume')]);
  assert.equal(preview.headers.get('Referrer-Policy'), 'no-referrer');
  const [browsers] = await product.context.database.query<{ n: number }>({
    text: `select count(*)::int as n from draft_access where kind = 'browser' and draft_id =
      (select id from draft order by created_at desc limit 1)`,
  });
  assert.equal(browsers?.n, 0);
  await browser.open(step('check'));
  await browser.send(step('check'), {});
  assert.equal(browser.path, step('receipt'));
  const late = new FormBrowser(portal.url);
  await late.open(link);
  assert.equal(late.status, 404);
  assert.match(late.html, /Шилтеме иштебейт/);
});

test('a link ends seven days after the last change', async () => {
  const browser = await typed('Эски');
  const link = linkOn(await opened(browser, 'save'));
  await product.context.database.query({ text: `update draft set updated_at = clock_timestamp() - interval '7 days'` });
  const late = new FormBrowser(portal.url);
  await late.open(link);
  assert.equal(late.status, 404);
  await late.open(`/ky/complaints/resume/${'A'.repeat(43)}`);
  assert.equal(late.status, 404);
});

test('the token of a link is stored nowhere and logged nowhere', async () => {
  const browser = await typed('Токен');
  const token =
    linkOn(await opened(browser, 'save'))
      .split('/')
      .at(-1) ?? '';
  await browser.send(step('save'), { email: 'aigul@example.org' });
  const other = new FormBrowser(portal.url);
  await other.open(`/ky/complaints/resume/${token}`);
  await other.send(step('resume'), {});
  assert.ok(logged.length > 0);
  assert.ok(!JSON.stringify(logged).includes(token), 'log');
  const tables = ['draft', 'draft_access', 'draft_mail', 'audit', 'outbox'];
  const hex = Buffer.from(token).toString('hex');
  for (const table of tables) {
    const [row] = await product.context.database.query<{ text: string }>({
      text: `select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`,
    });
    assert.ok(!row?.text.includes(token) && !row?.text.includes(hex), table);
  }
});

test('the link comes by mail to whoever asks, when the mail server is back, and the address is then forgotten', async () => {
  const browser = await typed('Почта');
  const link = linkOn(await opened(browser, 'save'));
  await browser.send(step('save'), { email: 'дарек эмес' });
  assert.equal(browser.status, 422);
  await browser.send(step('save'), { email: 'aigul@example.org' });
  assert.match(browser.html, /жакында жөнөтүлөт/);
  const [kept] = await product.context.database.query<{ text: string }>({
    text: `select string_agg(encode(sealed_address, 'escape'), ' ') as text from draft_mail`,
  });
  assert.ok(!kept?.text.includes('aigul'));
  const worker = product.as('shailoo_worker');
  await product.context.database.query({
    text: `update draft_mail set done_at = clock_timestamp() where id <>
      (select id from draft_mail order by asked_at desc limit 1)`,
  });
  const down = await sendDraftLinks(
    worker,
    postOf(() => Promise.reject(new IntegrationError({ code: 'mail-unavailable', category: 'unavailable' }))),
  );
  assert.deepEqual([down.sent, down.putOff], [0, 1]);
  await product.context.database.query({ text: 'update draft_mail set next_at = clock_timestamp()' });
  const sent: NoticeMail[] = [];
  const up = await sendDraftLinks(
    worker,
    postOf((mail) => Promise.resolve(void sent.push(mail))),
  );
  assert.equal(up.sent, 1);
  assert.equal(sent[0]?.mail.to.address, 'aigul@example.org');
  assert.ok(sent[0].mail.text.includes(`${portal.url}${link}`));
  assert.match(sent[0].mail.text, /7 күн/);
  assert.equal(
    (
      await sendDraftLinks(
        worker,
        postOf(() => Promise.reject(new Error('twice'))),
      )
    ).sent,
    0,
  );
  const rows = await product.context.database.query<{ sealed: Buffer }>({
    text: `select sealed_address as sealed from draft_mail where last_error is null and done_at is not null
      order by asked_at desc limit 1`,
  });
  assert.equal(rows[0]?.sealed.length, 0);
});

test('a draft asks for three mails, not for more', async () => {
  const browser = await typed('Көп кат');
  await browser.open(step('save'));
  for (let each = 0; each < draftMailLimit; each += 1) {
    await browser.send(step('save'), { email: `aigul${each}@example.org` });
    assert.equal(browser.status, 200);
  }
  await browser.send(step('save'), { email: 'new@example.org' });
  assert.equal(browser.status, 429);
});

test('nobody gets more than six of these mails a day, from however many drafts', async () => {
  const ask = async (email: string): Promise<number> => {
    const browser = await typed('Көп каралама');
    await browser.open(step('save'));
    await browser.send(step('save'), { email });
    return browser.status;
  };
  for (let each = 0; each < addressMailLimit; each += 1) assert.equal(await ask('many@example.org'), 200);
  assert.equal(await ask('Many@Example.org'), 429);
  assert.equal(await ask('other@example.org'), 200);
});

function postOf(send: NoticePost['send']): NoticePost {
  return { publicUrl: portal.url, mailDomain: 'example.org', send };
}

async function opened(browser: FormBrowser, name: string): Promise<FormBrowser> {
  await browser.open(step(name));
  return browser;
}
