import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aKeyboardJourney } from '../support/keyboard-journey.ts';
import type { KeyboardJourney } from '../support/keyboard-journey.ts';

let journey: KeyboardJourney;
before(async () => {
  journey = await aKeyboardJourney();
});
after(() => journey.close());

const scan = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a complaint that came on paper yesterday is entered with its scan, and its term counts from the receipt', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product, desk, portal } = journey;
  const clerk = await journey.staff(product.cec.clerk);
  await clerk.open('/ru');
  await clerk.press('a[href="/ru/intake"]');
  await clerk.pick('channel', 'paper');
  await clerk.type('input[name=received-day]', '10');
  await clerk.type('input[name=received-time]', '14:30');
  await clerk.type('input[name=name]', 'Айгүл Сатарова');
  await clerk.choose('select[name=kind]', 'campaignRules');
  await clerk.type('textarea[name=statement]', 'Листовки висят в здании айыл өкмөтү.');
  await clerk.type('textarea[name=demand]', 'Снять.');
  await clerk.attach('input[type=file]', { name: 'скан.png', mimeType: 'image/png', buffer: scan });
  const attached = await clerk.press('button[value=files]');
  assert.match(attached, /скан\.png/);
  assert.equal(await clerk.page.inputValue('textarea[name=demand]'), 'Снять.', 'what was typed stays');
  const receipt = await clerk.press('button[value=enter]');
  assert.match(clerk.page.url(), /\/receipt$/);
  assert.match(receipt, /K-2027-000001/);
  assert.match(receipt, /скан\.png/);
  await clerk.tabTo('a[href$="/receipt.pdf"]');
  const [pdf] = await Promise.all([clerk.page.waitForEvent('download'), clerk.page.keyboard.press('Enter')]);
  assert.match(pdf.suggestedFilename(), /K-2027-000001.*\.pdf$/);

  await clerk.press('main a[href*="/ru/cases/"]:not([href*="receipt"])');
  const path = new URL(clerk.page.url()).pathname;
  const lawyer = await journey.staff(product.cec.lawyers[0]);
  assertBothInstants(await lawyer.open(path));
  if ((await clerk.page.locator('form[action$="/register-complaint"]').count()) > 0)
    await clerk.press('form[action$="/register-complaint"] button');
  await lawyer.open(path);
  await lawyer.press('form[action$="/take-complaint"] button');
  assert.match(await lawyer.press('form[action$="/admit-complaint"] button'), /На рассмотрении/);

  const reader = await journey.reader();
  const shown = await reader.open('/ru/complaints/K-2027-000001');
  assertBothInstants(shown);
  assert.match(shown, /13 января 2027/, 'three days after the day of receipt, not of the entry');
  assert.doesNotMatch(shown, /14 января 2027/);
  assert.doesNotMatch(shown, /Сатарова|скан\.png/);
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});

/** Received on the tenth at 14:30, entered on the eleventh at ten, both as a person reads them. */
function assertBothInstants(text: string): void {
  assert.match(text, /10 января[^\n]*14:30/);
  assert.match(text, /11 января[^\n]*10:00/);
}
