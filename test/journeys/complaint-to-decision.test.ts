import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { exampleRequests, withFreshUpload } from '../support/open-api-requests.ts';
import { openBrowser } from '../support/page-checks.ts';
import { aRunningProduct } from '../support/running-product.ts';
import type { RunningProduct } from '../support/running-product.ts';

let product: RunningProduct;
let browser: Browser | undefined;

before(
  async () => {
    browser = await openBrowser();
    if (browser) product = await aRunningProduct();
  },
  { timeout: 120_000 },
);
after(async () => {
  await browser?.close();
  await (product as RunningProduct | undefined)?.stop();
});

/** People of the demonstration by the name they sign in with. */
const clerk = 'Сыдыкова Айгерим';
const lawyer = 'Ким Виктория';
const checker = 'Токтогулов Бакыт';
const chair = 'Абдыракманов Эрмек';
const members = ['Юлдашева Нигора', 'Өмүралиева Чынар', 'Шивазов Ислам', 'Гречко Павел', 'Мамыров Үсөн'];

test('a voter files in Kyrgyz on a phone and reads the published decision, which seven people made', async (t) => {
  if (!browser) return t.skip('Chromium is not there: npm run setup:tests');
  const phone = await newPage(browser, 390, false);
  const number = await fileOnThePhone(phone);
  const casePage = `${product.portal}/ky/complaints/${number}`;
  assert.match(await textOf(phone, casePage), /катталды|Кабыл алын|Берилди/u);

  const office = new Office(browser, product.desk, number);
  await office.act(clerk, 'register-complaint');
  await office.act(lawyer, 'take-complaint');
  await office.act(lawyer, 'admit-complaint');
  await office.draft(lawyer);
  await office.check(checker);
  await office.placeOnAgenda(lawyer);
  const sitting = await office.moveClockToSitting(chair);
  await office.openSitting(chair, sitting);
  const item = await office.openVote(chair, sitting);
  for (const person of [chair, ...members]) await office.vote(person, item);
  await office.closeAndSign(chair, item);
  await office.proposePublicText(lawyer);
  assert.doesNotMatch(await textOf(phone, casePage), /Материалдарды алып салуу/u);
  await office.approvePublicText(checker);

  const published = await textOf(phone, casePage);
  assert.match(published, /Материалдарды алып салуу милдеттендирилсин/u);
  assert.match(published, /Абдыракманов Эрмек Сагынович/u);
  assert.doesNotMatch(published, /Айгүл Өмүралиева/u);
  await untilMailsSay(number, 6);
});

test('every request of the OpenAPI document runs as it stands against a fresh demonstration', async (t) => {
  if (!browser) return t.skip('Chromium is not there: npm run setup:tests');
  const document: unknown = await (await fetch(`${product.portal}/api/v1/openapi.json`)).json();
  const requests = exampleRequests(document, product.portal);
  assert.equal(requests.length >= 5, true);
  for (const { operation, url, init, goodStatus } of requests) {
    const answer = await fetch(await withFreshUpload(url), init);
    assert.equal(String(answer.status), goodStatus, `${operation.operationId}: ${await answer.text()}`);
  }
});

async function fileOnThePhone(page: Page): Promise<string> {
  await page.goto(`${product.portal}/`);
  await page.goto(`${product.portal}/ky/complaints/new`);
  await next(page);
  await page.check('input[name=complainantKind][value=voter]');
  await page.fill('input[name=name]', 'Айгүл Өмүралиева');
  await page.fill('input[name=email]', 'aigul@mail.example');
  await next(page);
  await page.check('input[name=kind][value=campaignRules]');
  await page.fill('textarea[name=statement]', 'Айыл өкмөтүнүн имаратында үгүт баракчалары илинген.');
  await page.fill('textarea[name=demand]', 'Алып салууну талап кылам.');
  await next(page);
  await page.fill('input[name=learned-day]', '10');
  await page.fill('input[name=learned-month]', '1');
  await page.fill('input[name=learned-year]', '2027');
  await page.fill('input[name=place]', 'Сокулук айылы');
  await next(page);
  assert.match(await page.innerText('main'), /Карай турган комиссия: Борбордук шайлоо комиссиясы/u);
  await next(page);
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await page.setInputFiles('#files', { name: 'сүрөт.png', mimeType: 'image/png', buffer: photo });
  await next(page);
  await next(page);
  assert.match(page.url(), /receipt$/);
  const text = await page.innerText('main');
  const number = /K-\d{4}-\d{6}/.exec(text)?.[0];
  assert.ok(number, 'the receipt has a number');
  return number;
}

/** The page's last main button goes on. */
async function next(page: Page): Promise<void> {
  await Promise.all([page.waitForURL(/./), page.locator('main form .button-primary').last().click()]);
  await page.waitForLoadState();
}

/** The commission at work: each person signs in with a browser of their own. */
class Office {
  readonly #browser: Browser;
  readonly #desk: string;
  readonly #number: string;
  readonly #pages = new Map<string, Page>();

  constructor(from: Browser, desk: string, number: string) {
    this.#browser = from;
    this.#desk = desk;
    this.#number = number;
  }

  /** Presses the button of an act on the case page. */
  async act(person: string, act: string): Promise<void> {
    const page = await this.#openCase(person);
    await this.#press(page, `form[action$="/${act}"] button[type=submit]`);
  }

  async draft(person: string): Promise<void> {
    const page = await this.#openCase(person);
    await this.#follow(page, 'a[href$="/draft-decision"]');
    await page.check('input[name=outcome][value=granted]');
    await page.selectOption('select[name=language]', 'ky');
    await page.fill('textarea[name=title]', 'Үгүт материалдары жөнүндө');
    await page.fill('textarea[name=grounds]', 'Айгүл Өмүралиеванын даттануусу текшерилди.');
    await page.fill('textarea[name=findingText]', 'Үгүт баракчалары имаратта илинген.');
    await page.fill('input[name=findingEvidence]', 'Сүрөт');
    await page.fill('textarea[name=moreArticles]', 'конституциялык мыйзамдын 45-беренеси');
    const [verdict, measure] = ['fieldset:has(#operative)', 'fieldset:has(#itemText-2)'];
    await page.selectOption(`${verdict} select[name=itemKind]`, 'satisfy');
    await page.fill(`${verdict} textarea`, 'Даттануу канааттандырылсын.');
    await page.selectOption(`${measure} select[name=itemKind]`, 'obligeToCorrect');
    await page.selectOption(`${measure} select[name=itemAddresseeKind]`, 'official');
    await page.fill(`${measure} textarea`, 'Материалдарды алып салуу милдеттендирилсин.');
    await this.#press(page, 'form[action$="/draft-decision"] button[value=save]');
  }

  async check(person: string): Promise<void> {
    const page = await this.#openCase(person);
    await this.#openDecision(page);
    await page.check('form[action$="/check-draft"] input[value=passed]');
    await this.#press(page, 'form[action$="/check-draft"] button[type=submit]');
  }

  async placeOnAgenda(person: string): Promise<void> {
    const page = await this.#openCase(person);
    await this.#follow(page, 'a[href$="/place-on-agenda"]');
    await page.locator('form[action$="/place-on-agenda"] input[type=radio]').first().check();
    await this.#press(page, 'form[action$="/place-on-agenda"] button[type=submit]');
  }

  /** Moves the training clock to the sitting's hour and answers the sitting's address. */
  async moveClockToSitting(person: string): Promise<string> {
    const page = await this.#as(person);
    await page.goto(`${this.#desk}/ru/clock`);
    await page.fill('input[name=amount]', '5');
    await page.check('input[name=unit][value=hours]');
    await this.#press(page, 'form[action$="/move-clock"]:has(input[name=amount]) button[type=submit]');
    await page.goto(`${this.#desk}/ru/sittings`);
    const row = page.locator('main tr', { hasText: '11 января' }).first();
    return this.#addressIn(page, row.locator('a.subject'));
  }

  async openSitting(person: string, sitting: string): Promise<void> {
    const page = await this.#as(person);
    await page.goto(sitting);
    for (const box of await page.locator('form[action$="/open-sitting"] input[type=checkbox]').all()) await box.check();
    await this.#press(page, 'form[action$="/open-sitting"] button[type=submit]');
  }

  /** Opens the vote on this case's item and answers the item's address. */
  async openVote(person: string, sitting: string): Promise<string> {
    const page = await this.#as(person);
    await page.goto(sitting);
    const row = page.locator('main tr', { hasText: this.#number });
    const item = await this.#addressIn(page, row.locator('a[href*="/items/"]'));
    await page.goto(item);
    await this.#press(page, 'form[action$="/open-vote"] button[type=submit]');
    return item;
  }

  async vote(person: string, item: string): Promise<void> {
    const page = await this.#as(person);
    await page.goto(item);
    await this.#press(page, 'form[action$="/cast-vote"] button[value=for]');
  }

  async closeAndSign(person: string, item: string): Promise<void> {
    const page = await this.#as(person);
    await page.goto(item);
    await this.#press(page, 'form[action$="/close-vote"] button[type=submit]');
    await this.#openDecision(page);
    await this.#press(page, 'form[action$="/sign-decision"] button[type=submit]');
  }

  async proposePublicText(person: string): Promise<void> {
    const page = await this.#openCase(person);
    await this.#openDecision(page);
    await this.#follow(page, 'a[href$="/propose-public-text"]');
    assert.match(await page.innerText('main'), /Айгүл Өмүралиеванын/u);
    await this.#press(page, 'form[action$="/propose-public-text"] button[value=propose]');
  }

  async approvePublicText(person: string): Promise<void> {
    const page = await this.#openCase(person);
    await this.#openDecision(page);
    await this.#follow(page, 'a[href$="/approve-public-text"]');
    await this.#press(page, 'form[action$="/approve-public-text"] button[type=submit]');
  }

  async #openCase(person: string): Promise<Page> {
    const page = await this.#as(person);
    await page.goto(`${this.#desk}/ru/find?number=${this.#number}`);
    const link = page.locator('main a[href*="/cases/"]').first();
    if (!page.url().includes('/cases/')) await Promise.all([page.waitForURL(/cases/), link.click()]);
    return page;
  }

  async #openDecision(page: Page): Promise<void> {
    if (page.url().includes('/decisions/')) return;
    await this.#follow(page, 'main a[href*="/decisions/"]');
  }

  async #follow(page: Page, link: string): Promise<void> {
    await page.goto(await this.#addressIn(page, page.locator(link)));
  }

  async #addressIn(page: Page, link: Locator): Promise<string> {
    return new URL((await link.first().getAttribute('href')) ?? '', page.url()).href;
  }

  async #press(page: Page, button: string): Promise<void> {
    const [answer] = await Promise.all([page.waitForNavigation(), page.locator(button).first().click()]);
    assert.equal(answer?.status(), 200, `${button}: ${await page.innerText('main')}`);
  }

  async #as(person: string): Promise<Page> {
    const known = this.#pages.get(person);
    if (known) return known;
    const page = await newPage(this.#browser, 1280, false);
    await page.goto(`${this.#desk}/ru`);
    await page.locator('main form button[type=submit]').first().click();
    await page.locator('li, tr, p, div', { hasText: person }).last().locator('button').first().click();
    await page.waitForURL(`${this.#desk}/**`);
    this.#pages.set(person, page);
    return page;
  }
}

async function newPage(from: Browser, width: number, hasScripts: boolean): Promise<Page> {
  const context = await from.newContext({ viewport: { width, height: 844 }, javaScriptEnabled: hasScripts });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

async function textOf(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return page.innerText('body');
}

/** Every page of the mailbox: others get mails too, and the newest fifty are only a page. */
async function mailList(): Promise<string> {
  const pages: string[] = [];
  for (let page = 1; page === 1 || pages.at(-1)?.includes(`&amp;page=${String(page)}"`) === true; page += 1) {
    pages.push(await (await fetch(`${product.mailbox}/?lang=ky&page=${String(page)}`)).text());
  }
  return pages.join('');
}

/** Each step is told by mail; the relay sends after the commit, so a moment may pass. */
async function untilMailsSay(number: string, atLeast: number): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = (await mailList()).split(number).length - 1;
    if (found >= atLeast) return;
    assert.ok(Date.now() < end, `${found} mails name ${number}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
