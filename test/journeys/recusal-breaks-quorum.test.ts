import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { instant } from '../../domain/time/instant.ts';
import { aComplaint } from '../builders/complaints.ts';
import { aDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { aTypist, aTypistAtTheDesk } from '../support/keyboard.ts';
import type { Typist } from '../support/keyboard.ts';
import { openTheSitting, placeOnSitting, planSittingOn, voteFor } from '../support/keyboard-sitting.ts';
import { openBrowser } from '../support/page-checks.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

let product: Product;
let desk: TestDesk;
let portal: TestPortal;
let browser: Browser | undefined;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  portal = await aPortal(product);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await portal.close();
  await desk.close();
  await product.close();
});

const at = (person: string): Promise<Typist> => {
  assert.ok(browser);
  return aTypistAtTheDesk(browser, desk, person);
};

test('a recusal takes the quorum away, nothing is decided and the term runs on; the next sitting decides with another member', async (t) => {
  if (browser === undefined && process.env['CI'] !== 'true') return t.skip('chromium is missing');
  assert.ok(browser);
  const { cec } = product;
  const [recused = '', ...others] = cec.members;
  const complaintId = await aComplaint(product, 'drafted');
  const path = `/ru/cases/${complaintId}`;
  const [secretary, lawyer, chair] = [await at(cec.secretary), await at(cec.lawyers[0]), await at(cec.chair)];

  const first = await planSittingOn(secretary, '12', '10:00');
  await placeOnSitting(lawyer, path, first);
  product.clock.moveTo(instant('2027-01-12T04:00:00Z'));
  const six = [cec.chair, cec.deputyChair, recused, ...others.slice(0, 3)];
  const item = await openTheSitting(chair, first, six);
  const member = await at(recused);
  await member.open(item);
  await member.choose('select[name=ground]', 'kinship');
  await member.press('form[action$="/recuse-member"] button');
  await chair.open(item);
  await chair.press('form[action$="/open-vote"] button');
  for (const one of six.filter((person) => person !== recused))
    await voteFor(one === cec.chair ? chair : await at(one), item);
  await chair.open(item);
  assert.match(await chair.text(), /Кворума нет: участвуют 5 из 8, нужно 6/);
  const closed = await chair.press('form[action$="/close-vote"] button');
  assert.match(closed, /нет кворума/i);
  assert.doesNotMatch(closed, /Решение принято/);
  await chair.open(first);
  await chair.press('form[action$="/close-sitting"] button');

  const reader = await aTypist(browser, portal.url);
  const undecided = await reader.open('/ru/complaints/K-2027-000001');
  assert.match(undecided, /14 января/);
  assert.doesNotMatch(undecided, /D-2027-/);
  assert.match(await lawyer.open(path), /На рассмотрении/);

  const second = await planSittingOn(secretary, '13', '10:00');
  await placeOnSitting(lawyer, path, second);
  product.clock.moveTo(instant('2027-01-13T04:00:00Z'));
  const anew = [...six.filter((person) => person !== recused), others[3] ?? ''];
  const again = await openTheSitting(chair, second, anew);
  await chair.open(again);
  await chair.press('form[action$="/open-vote"] button');
  for (const one of anew) await voteFor(one === cec.chair ? chair : await at(one), again);
  await chair.open(again);
  assert.match(await chair.press('form[action$="/close-vote"] button'), /Решение принято/);
  await chair.press('main a[href*="/decisions/"]');
  assert.match(await chair.press('form[action$="/sign-decision"] button'), /D-2027-000001/);
  assert.match(await reader.open('/ru/complaints/K-2027-000001'), /D-2027-000001|Решение принято/);
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});
