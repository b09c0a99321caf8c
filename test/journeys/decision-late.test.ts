import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import { endDueTerms } from '../../operations/deadlines/end-due-terms.ts';
import { aComplaint } from '../builders/complaints.ts';
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

test('a decision that nobody takes in time is told to all, and the one taken then is marked late everywhere', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product, desk, portal } = journey;
  const { cec, clock } = product;
  const complaintId = await aComplaint(product, 'admitted', { language: 'ru' });
  const path = `/ru/cases/${complaintId}`;
  clock.moveTo(instant('2027-01-14T18:02:00Z'));
  await endDueTerms(product.as('shailoo_worker'));
  const mail = (await journey.mails()).at(-1) ?? '';
  assert.match(mail, /Комиссия не решила жалобу K-2027-000001 в срок/);
  assert.match(mail, /Бездействие можно обжаловать: [^.]*суд/i);

  const reader = await journey.reader();
  const missed = await reader.open('/ru/complaints/K-2027-000001');
  assert.match(missed, /Комиссия не приняла решение в срок[\s\S]*Бездействие можно обжаловать/);
  assert.match(missed, /просрочено комиссией на 2 мин/);
  const chair = await journey.staff(cec.chair);
  const alarm = await chair.open('/ru?view=all');
  assert.match(alarm, /Просрочено[\s\S]*K-2027-000001/);

  const [lawyer, checker] = [await journey.staff(cec.lawyers[0]), await journey.staff(cec.lawyers[1])];
  await draftAndCheck(lawyer, checker, path);
  const sitting = await planSittingOn(await journey.staff(cec.secretary), '15', '10:00');
  await placeOnSitting(lawyer, path, sitting);
  clock.moveTo(instant('2027-01-15T04:00:00Z'));
  const five = [cec.deputyChair, ...cec.members.slice(0, 4)];
  const members: Typist[] = [];
  for (const one of five) members.push(await journey.staff(one));
  await adoptAndSign(chair, members, { path: sitting, present: [cec.chair, ...five] });
  await publishByKeyboard(lawyer, checker, path);

  assert.match(await reader.open('/ru/complaints/K-2027-000001'), /с опозданием[\s\S]*Жалобу удовлетворить/i);
  assert.match(await reader.open('/ru/complaints'), /с опозданием/i);
  assert.match(await chair.open(path), /с опозданием/i);
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});
