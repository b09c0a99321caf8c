import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import { aComplaint } from '../builders/complaints.ts';
import { complaintState } from '../builders/procedure-cases.ts';
import type { Typist } from '../support/keyboard.ts';
import {
  adoptAndSign,
  draftAndCheck,
  placeOnSitting,
  planSittingOn,
  publishByKeyboard,
} from '../support/keyboard-sitting.ts';
import { aKeyboardJourney } from '../support/keyboard-journey.ts';
import type { KeyboardJourney } from '../support/keyboard-journey.ts';

let journey: KeyboardJourney;
before(async () => {
  journey = await aKeyboardJourney();
});
after(() => journey.close());

const suggested = 'form[action$="/join-suggested"] button';
const numbers = [1, 2, 3, 4, 5].map((n) => `K-2027-00000${String(n)}`);
const people = ['Айгүл Сатарова', 'Бакыт Токоев', 'Чынара Исакова', 'Данияр Осмонов', 'Элнура Маматова'];

test('five people complain about the same: joined by suggestion and by number, one wrong joining undone, decided by one vote, each is told', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product, desk, portal } = journey;
  const { cec, clock } = product;
  const ids: string[] = [];
  for (const name of people) ids.push(await aComplaint(product, 'admitted', { name, language: 'ru' }));
  const lawyer = await journey.staff(cec.lawyers[0]);
  await lawyer.open(`/ru/cases/${ids[0] ?? ''}`);
  await lawyer.press(suggested);
  const leadId = (await complaintState(product, ids[0] ?? '')).joinedTo ?? ids[0] ?? '';
  const [lead, leadNumber] = [`/ru/cases/${leadId}`, numbers[ids.indexOf(leadId)] ?? ''];
  await lawyer.open(lead);
  for (let joined = 1; joined < 3; joined += 1) await lawyer.press(suggested);
  const others = (await complaintState(product, leadId)).joined;
  const left = ids.findIndex((id) => id !== leadId && !others.includes(id));
  assert.deepEqual([others.length, left >= 0], [3, true]);

  await lawyer.open(`/ru/cases/${ids[left] ?? ''}`);
  await lawyer.press('a[href$="/join-complaint"]');
  await lawyer.type('input[name=number]', numbers[left] ?? '');
  const itself = await lawyer.press('form[action$="/join-complaint"] button[value=send]');
  assert.match(itself, /Жалобу нельзя объединить с ней самой/);
  assert.equal(await lawyer.page.inputValue('input[name=number]'), numbers[left], 'what was typed stays');
  await lawyer.type('input[name=number]', leadNumber);
  await lawyer.press('form[action$="/join-complaint"] button[value=send]');
  const together = await lawyer.open(lead);
  for (const number of numbers) assert.ok(together.includes(number), number);

  const apart = others[0] ?? '';
  await lawyer.open(`/ru/cases/${apart}`);
  await lawyer.press('form[action$="/separate-complaint"] button');
  assert.equal((await complaintState(product, apart)).joinedTo, null);
  await lawyer.press('a[href$="/join-complaint"]');
  await lawyer.type('input[name=number]', leadNumber);
  await lawyer.press('form[action$="/join-complaint"] button[value=send]');
  await lawyer.open(`/ru/cases/${apart}`);
  assert.equal(await lawyer.page.locator('a[href$="/draft-decision"]').count(), 0, 'the draft is of the leading case');

  const checker = await journey.staff(cec.lawyers[1]);
  await draftAndCheck(lawyer, checker, lead);
  const sitting = await planSittingOn(await journey.staff(cec.secretary), '12', '10:00');
  await placeOnSitting(lawyer, lead, sitting);
  clock.moveTo(instant('2027-01-12T04:00:00Z'));
  const five = [cec.deputyChair, ...cec.members.slice(0, 4)];
  const members: Typist[] = [];
  for (const one of five) members.push(await journey.staff(one));
  const chair = await journey.staff(cec.chair);
  await adoptAndSign(chair, members, { path: sitting, present: [cec.chair, ...five] });
  await publishByKeyboard(lawyer, checker, lead);

  const told = (await journey.mails()).join('\n');
  const reader = await journey.reader();
  const decision = /D-2027-\d{6}/.exec(await reader.open(`/ru/complaints/${leadNumber}`))?.[0] ?? 'none';
  for (const number of numbers) {
    assert.match(told, new RegExp(`Решение по жалобе ${number} опубликовано|${number}[^\\n]*опубликовано`));
    const shown = await reader.open(`/ru/complaints/${number}`);
    assert.ok(shown.includes(decision), `${number}: one decision for all`);
    assert.match(shown, /Жалобу удовлетворить/);
    for (const name of people) assert.ok(!shown.includes(name), name);
    for (const other of numbers) assert.ok(shown.includes(other) || number !== leadNumber, `${number} names ${other}`);
  }
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});
