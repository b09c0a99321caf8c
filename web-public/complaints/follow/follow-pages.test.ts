import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../../../domain/language.ts';
import { followLinkPath } from '../../../operations/complaints/follow-link.ts';
import { readReceipt } from '../../../operations/complaints/read-receipt.ts';
import { aComplaint, granted } from '../../../test/builders/complaints.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../../../test/support/page-checks.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

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

test('a reader follows a case, confirms and stops with the keyboard alone, in each language, and no page has a fault', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  const { number } = granted(await readReceipt(product.context, await aComplaint(product)));
  try {
    for (const language of LANGUAGES) {
      const page = await chromium.newPage({ viewport: { width: language === 'ru' ? 1280 : 390, height: 900 } });
      const look = async (): Promise<void> => {
        assert.deepEqual([...(await axeFaults(page)), ...(await htmlFaults(await page.content()))], []);
        assert.equal(await isTooWide(page), false);
      };
      await page.goto(`${portal.url}/${language}/complaints/${number}`);
      await look();
      await page.locator('#email').fill('nobody');
      await page.keyboard.press('Enter');
      await page.locator('.error-summary').waitFor();
      await look();
      await page.locator('#email').fill(`reader-${language}@example.org`);
      await page.keyboard.press('Enter');
      await page.waitForURL(/follow\?asked=1$/);
      await look();
      const [row] = await product.context.database.query<{ id: string }>({
        text: 'select id from private.follower',
      });
      for (const purpose of ['confirm', 'stop'] as const) {
        await page.goto(`${portal.url}/${language}${followLinkPath(product.context, row?.id ?? '', purpose)}`);
        await look();
        await page.locator('form button').focus();
        await page.keyboard.press('Enter');
        await page.locator('.notice-good').waitFor();
        await look();
      }
      await page.close();
    }
  } finally {
    await chromium.close();
  }
});
