import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

test('a row says who complains against whom, by their kinds and never by a name', async () => {
  const name = 'Сүйүнбек Кызыл-Тоолук';
  const known = await aComplaint(product, 'admitted', {
    kind: 'bribery',
    complainantKind: 'observer',
    respondentKind: 'media',
    name,
  });
  const unknown = await aComplaint(product, 'admitted', {
    kind: 'bribery',
    complainantKind: 'voter',
    respondentKind: 'unknown',
  });
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const { text } = await lawyer.get('/ky?view=all&kind=bribery');
  const headOf = (id: string): string =>
    new RegExp(`id="case-${id}"[\\s\\S]*?<th([\\s\\S]*?)</th>`).exec(text)?.[1] ?? 'no row';
  assert.match(headOf(known), /<small>Байкоочу · кимге каршы: Жалпыга маалымдоо каражаты \(ЖМК\)<\/small>/);
  assert.match(headOf(unknown), /<small>Шайлоочу<\/small>/);
  assert.ok(!text.includes(name));
});

test('today and tomorrow are said in words in each order of the queue; in the evening the time left is that to the end of the term', async () => {
  const id = await aComplaint(product, 'admitted', { kind: 'honourAndDignity' });
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const left = async (sort: string): Promise<string> => {
    const { text } = await lawyer.get(`/en?view=mine&kind=honourAndDignity&sort=${sort}`);
    const cell = /<td class="left-cell">([\s\S]*?)<\/td>/.exec(text)?.[1] ?? 'no row';
    return cell
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  };
  assert.equal(await left('pressing'), '3 w. d. 7 h Thu, 14 January, 24:00');
  product.clock.pass(2 * 86_400_000);
  assert.equal(await left('newest'), '1 w. d. 7 h tomorrow, 24:00');
  product.clock.pass(86_400_000 + 10.5 * 3_600_000);
  assert.equal(await left('newest'), '3 h 30 min today, 24:00');
  const { text } = await (await desk.signedIn(product.cec.lawyers[0])).get(`/en/cases/${id}`);
  assert.match(text, /3 h 30 min<\/b> to the end of the term<\/p><p class="small quiet">no working time left/);
});
