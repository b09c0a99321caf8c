import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Filing } from '../../domain/complaints/filing.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { leaveComplaintUnexamined } from './leave-complaint-unexamined.ts';
import { openCase } from './open-case.ts';
import { takeComplaint } from './take-complaint.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

const far: Partial<Filing> = {
  kind: 'voting',
  respondentKind: 'commission',
  territory: 'KG-T',
  precinct: '7001',
  learnedOn: '2027-01-02',
  statement: 'Бюллетени выдавали без паспорта целый день напролёт.',
};

async function suggestedTo(person: string, complaintId: string) {
  const context = product.as('shailoo_desk');
  return granted(await openCase(context, await product.actor(person), { complaintId })).similar;
}

test('the lawyer sees complaints like the open one with the reasons, and the case itself is never among them', async () => {
  const own = await aComplaint(product, 'filed', { ...far, precinct: '7002' });
  const like = await aComplaint(product, 'registered', {
    ...far,
    precinct: '7002',
    statement: 'Иной текст без общих слов.',
  });
  await aComplaint(product, 'filed', { precinct: '7003', territory: 'KG-N', statement: 'Совсем про другое дело тут.' });
  const [found, ...others] = await suggestedTo(product.cec.lawyers[0], own);
  assert.deepEqual(others, []);
  assert.equal(found?.id, like);
  assert.deepEqual(found.reasons, ['samePrecinct', 'sameDay', 'sameKind', 'sameRespondentKind']);
});

test('nothing of the private side goes with a suggestion', async () => {
  const own = await aComplaint(product, 'filed', { ...far, precinct: '7004' });
  await aComplaint(product, 'filed', { ...far, precinct: '7004', name: 'Ыбырайымова' });
  const [found] = await suggestedTo(product.cec.lawyers[0], own);
  assert.deepEqual(Object.keys(found ?? {}).toSorted(), [
    'id',
    'kind',
    'number',
    'precinct',
    'reasons',
    'status',
    'territory',
  ]);
});

test('a complaint to another commission is never suggested, and who is not a lawyer is suggested nothing', async () => {
  const own = await aComplaint(product, 'filed', { ...far, precinct: '7005' });
  await aComplaint(product, 'filed', { ...far, precinct: '7005', commission: 'tec-sokuluk' });
  const suggested = await suggestedTo(product.cec.lawyers[0], own);
  assert.ok(suggested.every(({ precinct }) => precinct !== '7005'));
  await aComplaint(product, 'filed', { ...far, precinct: '7005' });
  assert.equal(
    (await suggestedTo(product.cec.lawyers[0], own)).some(({ precinct }) => precinct === '7005'),
    true,
  );
  assert.deepEqual(await suggestedTo(product.cec.clerk, own), []);
});

test('five at most are suggested, and a suggestion changes nothing', async () => {
  const own = await aComplaint(product, 'filed', { ...far, precinct: '7006' });
  for (let n = 0; n < 6; n += 1) await aComplaint(product, 'filed', { ...far, precinct: '7006' });
  const count = async (): Promise<number> =>
    (await product.context.database.query<{ n: number }>({ text: 'select count(*) as n from event' }))[0]?.n ?? 0;
  const before = await count();
  assert.equal((await suggestedTo(product.cec.lawyers[0], own)).length, 5);
  assert.equal(await count(), before);
});

test('a closed complaint is suggested for thirty days after it came', async () => {
  const closed = await aComplaint(product, 'registered', { ...far, precinct: '7007' });
  const lawyer = await product.actor(product.cec.lawyers[0]);
  granted(await takeComplaint(product.context, lawyer, { complaintId: closed }));
  granted(await leaveComplaintUnexamined(product.context, lawyer, { complaintId: closed, ground: 'late' }));
  const own = await aComplaint(product, 'filed', { ...far, precinct: '7007' });
  const isSuggested = async (): Promise<boolean> =>
    (await suggestedTo(product.cec.lawyers[0], own)).some(({ id }) => id === closed);
  product.clock.pass(29 * 86_400_000);
  assert.equal(await isSuggested(), true);
  product.clock.pass(2 * 86_400_000);
  assert.equal(await isSuggested(), false);
});
