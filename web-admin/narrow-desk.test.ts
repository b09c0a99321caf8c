import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../domain/language.ts';
import { openSitting } from '../operations/sittings/open-sitting.ts';
import { openVote } from '../operations/sittings/open-vote.ts';
import { aComplaint, granted } from '../test/builders/complaints.ts';
import { complaintState } from '../test/builders/procedure-cases.ts';
import { onAgenda } from '../test/builders/sittings.ts';
import { aDesk } from '../test/support/desk.ts';
import type { TestDesk } from '../test/support/desk.ts';
import { openBrowser } from '../test/support/page-checks.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

let product: Product;
let desk: TestDesk;
let browser: Browser | undefined;
let overdue: string;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product, { trainingClock: true });
  browser = await openBrowser();
  overdue = await aComplaint(product, 'admitted');
  product.clock.pass(3 * 86_400_000 + 36.8 * 3_600_000);
  await aComplaint(product, 'admitted');
  await onAgenda(product, await aComplaint(product, 'drafted'));
});
after(async () => {
  await browser?.close();
  await desk.close();
  await product.close();
});

/** A phone in the hand of a person, the first lawyer as a rule: 390 by 844. */
async function onPhone(look: (page: Page) => Promise<void>, person = product.cec.lawyers[0]): Promise<void> {
  assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
  const session = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await session.addCookies((await desk.signedIn(person)).cookies());
  await look(await session.newPage());
  await session.close();
}

test('on a phone the most pressing case, its term and its link are on the first screen, in each language', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  await onPhone(async (page) => {
    for (const language of LANGUAGES) {
      await page.goto(`${desk.url}/${language}`);
      const row = page.locator(`#case-${overdue}`);
      for (const part of ['.chip', 'a.subject']) {
        const box = await row.locator(part).boundingBox();
        assert.ok(box && box.y + box.height <= 844, `${language} ${part}: ${JSON.stringify(box)}`);
        assert.ok(box.x >= 0 && box.x + box.width <= 390, `${language} ${part}: ${JSON.stringify(box)}`);
        const shown = `document.querySelector('#case-${overdue} ${part}')`;
        const [inner, outer] = await page.evaluate<[number, number]>(`[${shown}.scrollWidth, ${shown}.clientWidth]`);
        assert.ok(inner <= outer, `${language} ${part}: its words are cut off, ${inner} of ${outer}`);
      }
    }
  });
});

test('on a phone what was done, and that nothing was done, is said on the first screen of the case', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  const [mine, colleagues] = [await aComplaint(product, 'registered'), await aComplaint(product, 'registered')];
  const colleague = await desk.signedIn(product.cec.lawyers[1]);
  await onPhone(async (page) => {
    const isInSight = async (notice: string): Promise<void> => {
      const box = await page.locator(notice).boundingBox();
      assert.ok(box && box.y + box.height <= 844, `${notice}: ${JSON.stringify(box)}`);
    };
    const take = async (): Promise<void> => {
      await page.locator('form[action$=take-complaint] button').click();
      await page.locator('.notice').first().waitFor();
    };
    await page.goto(`${desk.url}/ru/cases/${mine}`);
    await take();
    await isInSight('.notice-good');
    const path = `/ru/cases/${colleagues}`;
    await page.goto(`${desk.url}${path}`);
    assert.equal((await colleague.submit(path, `${path}/take-complaint`)).status, 303);
    await take();
    await isInSight('.notice-refused');
  });
});

test('on a phone what can be done on a case stands before its papers, as it does for the keyboard', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  await onPhone(async (page) => {
    await page.goto(`${desk.url}/ru/cases/${overdue}`);
    const [acts, statement] = [
      await page.locator('#acts').boundingBox(),
      await page.locator('#statement').boundingBox(),
    ];
    assert.ok(acts && statement && acts.y < statement.y);
    const focused = async (): Promise<string> =>
      page.evaluate(`document.activeElement?.closest('#acts, #documents, #notes')?.id ?? ''`);
    let place = '';
    for (let presses = 0; place === '' && presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      place = await focused();
    }
    assert.equal(place, 'acts');
  });
});

test('on a phone the way out stands on the first line of the desk, however long the name of a role is', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  const { clerk, secretary, chair, deputyChair, members, lawyers } = product.cec;
  for (const person of [clerk, secretary, chair, deputyChair, members[0] ?? '', lawyers[0]])
    await onPhone(async (page) => {
      for (const language of LANGUAGES) {
        await page.goto(`${desk.url}/${language}/sittings`);
        const brand = await page.locator('.desk-brand').boundingBox();
        const out = await page.locator('.desk-right form[action$=sign-out] button').boundingBox();
        assert.ok(
          brand && out && Math.abs(brand.y + brand.height / 2 - out.y - out.height / 2) < 6,
          `${language} ${person}`,
        );
        assert.ok(out.x + out.width <= 390);
      }
    }, person);
});

test('on a phone the seats of a vote hold their words, before the sitting nobody is called absent', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  const { chair, members } = product.cec;
  const { sittingId, itemId } = await onAgenda(product, await aComplaint(product, 'drafted'));
  const path = `sittings/${sittingId}/items/${itemId}`;
  const member = members[0] ?? '';
  await onPhone(async (page) => {
    await page.goto(`${desk.url}/en/${path}`);
    assert.match(await page.locator('main').innerText(), /Who is present is recorded when the sitting opens/);
    assert.doesNotMatch(await page.locator('main').innerText(), /absent|No quorum/);
    await page.goto(`${desk.url}/en/sittings/${sittingId}`);
    assert.match(await page.locator('main').innerText(), /recorded at the opening/);
    assert.doesNotMatch(await page.locator('main').innerText(), /not present|0 of 8/);
  }, member);
  product.clock.pass(60_000);
  const acting = await product.actor(chair);
  granted(await openSitting(product.context, acting, { sittingId, present: [chair, ...members.slice(0, 5)] }));
  granted(await openVote(product.context, acting, { sittingId, itemId }));
  await onPhone(async (page) => {
    for (const language of LANGUAGES)
      for (const width of [390, 360]) {
        await page.setViewportSize({ width, height: 844 });
        await page.goto(`${desk.url}/${language}/${path}`);
        const cut = await page.evaluate<string[]>(
          `[...document.querySelectorAll('.seats li')].filter((seat) => {
            const [{ left, right }, word] = [seat, seat.querySelector('b')].map((one) => one.getBoundingClientRect());
            return word.left <= left || word.right >= right;
          }).map((seat) => seat.innerText)`,
        );
        assert.deepEqual(cut, [], `${language} ${width}`);
      }
  }, member);
});

test('on a phone there is room between the path to a page and its heading', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  const { clerk } = product.cec;
  const drafted = await aComplaint(product, 'unchecked');
  const { decisionId } = await complaintState(product, drafted);
  const paths = [
    'intake',
    'intake/oral',
    `cases/${drafted}/receipt`,
    `cases/${drafted}/withdraw-complaint`,
    `decisions/${decisionId}`,
    `decisions/${decisionId}/propose-public-text`,
  ];
  await onPhone(async (page) => {
    for (const path of paths) {
      await page.goto(`${desk.url}/ky/${path}`);
      const above = await page.locator('.crumbs').boundingBox();
      const below = await page.locator('main h1').first().boundingBox();
      assert.ok(above && below && below.y >= above.y + above.height + 6, path);
    }
  }, clerk);
});
