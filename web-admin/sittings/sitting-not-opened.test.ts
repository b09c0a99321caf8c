import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { onAgenda } from '../../test/builders/sittings.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
const hour = 3_600_000;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

test('wherever the desk names a sitting, one whose hour has passed is said not to be opened, until it is', async () => {
  const { sittingId } = await onAgenda(product, await aComplaint(product, 'drafted'), hour);
  const other = await aComplaint(product, 'drafted');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const paths = [
    '',
    '/sittings',
    `/sittings/${sittingId}`,
    '/calendar?scope=commission',
    `/cases/${other}/place-on-agenda`,
  ];
  const said = async (language: string, words: RegExp): Promise<string[]> => {
    const pages = await Promise.all(paths.map(async (path) => (await lawyer.get(`/${language}${path}`)).text));
    return paths.filter((_path, n) => words.test(pages[n] ?? ''));
  };
  assert.deepEqual(await said('en', /not opened|not been opened/), []);
  product.clock.pass(hour + 60_000);
  assert.deepEqual(await said('en', /not opened|not been opened/), paths);
  assert.deepEqual(await said('ru', /не открыто/), paths);
  assert.deepEqual(await said('ky', /ачыла элек/), paths);
  const { chair, members } = product.cec;
  granted(await openSitting(product.context, await product.actor(chair), { sittingId, present: [chair, ...members] }));
  assert.deepEqual(await said('en', /not opened|not been opened/), []);
});
