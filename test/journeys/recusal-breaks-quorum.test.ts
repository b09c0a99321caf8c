import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import { aComplaint } from '../builders/complaints.ts';
import { openTheSitting, placeOnSitting, planSittingOn, voteFor } from '../support/keyboard-sitting.ts';
import { aKeyboardJourney } from '../support/keyboard-journey.ts';
import type { KeyboardJourney } from '../support/keyboard-journey.ts';

let journey: KeyboardJourney;
before(async () => {
  journey = await aKeyboardJourney();
});
after(() => journey.close());

test('a recusal takes the quorum away, nothing is decided and the term runs on; the next sitting decides with another member', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product, desk, portal } = journey;
  const { cec } = product;
  const [recused = '', ...others] = cec.members;
  const complaintId = await aComplaint(product, 'drafted');
  const path = `/ru/cases/${complaintId}`;
  const [secretary, lawyer, chair] = [
    await journey.staff(cec.secretary),
    await journey.staff(cec.lawyers[0]),
    await journey.staff(cec.chair),
  ];

  const first = await planSittingOn(secretary, '12', '10:00');
  await placeOnSitting(lawyer, path, first);
  product.clock.moveTo(instant('2027-01-12T04:00:00Z'));
  const six = [cec.chair, cec.deputyChair, recused, ...others.slice(0, 3)];
  const item = await openTheSitting(chair, first, six);
  const member = await journey.staff(recused);
  await member.open(item);
  await member.choose('select[name=ground]', 'kinship');
  await member.press('form[action$="/recuse-member"] button');
  await chair.open(item);
  await chair.press('form[action$="/open-vote"] button');
  for (const one of six.filter((person) => person !== recused))
    await voteFor(one === cec.chair ? chair : await journey.staff(one), item);
  await chair.open(item);
  assert.match(await chair.text(), /Кворума нет: участвуют 5 из 8, нужно 6/);
  const closed = await chair.press('form[action$="/close-vote"] button');
  assert.match(closed, /нет кворума/i);
  assert.doesNotMatch(closed, /Решение принято/);
  await chair.open(first);
  await chair.press('form[action$="/close-sitting"] button');

  const reader = await journey.reader();
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
  for (const one of anew) await voteFor(one === cec.chair ? chair : await journey.staff(one), again);
  await chair.open(again);
  assert.match(await chair.press('form[action$="/close-vote"] button'), /Решение принято/);
  await chair.press('main a[href*="/decisions/"]');
  assert.match(await chair.press('form[action$="/sign-decision"] button'), /D-2027-000001/);
  assert.match(await reader.open('/ru/complaints/K-2027-000001'), /D-2027-000001|Решение принято/);
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});
