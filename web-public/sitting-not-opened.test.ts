import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../domain/language.ts';
import type { Language } from '../domain/language.ts';
import { addMilliseconds } from '../domain/time/instant.ts';
import { openSitting } from '../operations/sittings/open-sitting.ts';
import { planSitting } from '../operations/sittings/plan-sitting.ts';
import { aComplaint, granted } from '../test/builders/complaints.ts';
import { complaintState } from '../test/builders/procedure-cases.ts';
import { onAgenda } from '../test/builders/sittings.ts';
import type { OnAgenda } from '../test/builders/sittings.ts';
import { aPortal } from '../test/support/portal.ts';
import type { TestPortal } from '../test/support/portal.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

let product: Product;
let portal: TestPortal;
let item: OnAgenda;
let number: string;
const hour = 3_600_000;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  item = await onAgenda(product, await aComplaint(product, 'drafted'), hour);
  ({ number } = await complaintState(product, item.complaintId));
});
after(async () => {
  await portal.close();
  await product.close();
});

/** The pages that name a sitting: the start page, the register, the case. */
const pagesOf = async (language: Language): Promise<string[]> =>
  Promise.all(
    ['', '/complaints', `/complaints/${number}`].map(async (path) =>
      (await (await fetch(`${portal.url}/${language}${path}`)).text()).replaceAll('\u00a0', ' '),
    ),
  );

const notOpened: Record<Language, RegExp> = {
  ky: /ачыла элек/,
  ru: /не открыто/,
  en: /has not been opened/,
};

test('a sitting is announced until its hour, then its pages say that nobody opened it, until somebody does', async () => {
  for (const language of LANGUAGES)
    for (const page of await pagesOf(language)) assert.doesNotMatch(page, notOpened[language]);
  assert.match((await pagesOf('en'))[0] ?? '', /Sitting of the commission, 11 January, 11:00</);
  product.clock.pass(hour + 60_000);
  for (const language of LANGUAGES) for (const page of await pagesOf(language)) assert.match(page, notOpened[language]);
  assert.doesNotMatch((await pagesOf('en'))[0] ?? '', /Sitting of the commission, 11 January, 11:00</);
  const { context, cec, commissions, electionId } = product;
  for (const later of [3, 5, 7]) {
    const startsAt = addMilliseconds(product.clock.now, later * hour);
    const plan = { commissionId: commissions.cec, electionId, startsAt };
    granted(await planSitting(context, await product.actor(cec.secretary), plan));
  }
  assert.doesNotMatch((await pagesOf('en'))[0] ?? '', notOpened.en, 'what is to come goes first');
  product.clock.pass(24 * hour);
  const [home = '', register = '', page = ''] = await pagesOf('en');
  assert.doesNotMatch(home, /Sitting of the commission/, 'the start page tells of today and of what comes');
  for (const one of [register, page]) assert.match(one, notOpened.en);
  const { chair, members } = product.cec;
  granted(
    await openSitting(product.context, await product.actor(chair), {
      sittingId: item.sittingId,
      present: [chair, ...members],
    }),
  );
  for (const one of await pagesOf('en')) assert.doesNotMatch(one, notOpened.en);
});
