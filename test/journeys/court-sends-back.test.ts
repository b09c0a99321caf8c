import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import { aPublishedComplaint } from '../builders/published-complaint.ts';
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

const paper = { mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a scan') };

test('the court sends a decision back and the commission decides anew: both stand on the page, the earlier one annulled', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product, desk, portal } = journey;
  const { cec, clock } = product;
  const path = `/ru/cases/${await aPublishedComplaint(product, { language: 'ru' })}`;
  const [lawyer, checker] = [await journey.staff(cec.lawyers[0]), await journey.staff(cec.lawyers[1])];
  const [secretary, chair, clerk] = [
    await journey.staff(cec.secretary),
    await journey.staff(cec.chair),
    await journey.staff(cec.clerk),
  ];
  const five = [cec.deputyChair, ...cec.members.slice(0, 4)];
  const members: Typist[] = [];
  for (const one of five) members.push(await journey.staff(one));
  await clerk.open(path);
  await clerk.press('a[href$="/record-appeal"]');
  await clerk.pick('to', 'administrativeCourt');
  await clerk.type('input[name=number]', 'АД-77/27');
  await clerk.attach('input[type=file]', { name: 'иск.pdf', ...paper });
  assert.match(
    await clerk.press('form[action$="/record-appeal"] button[value=send]'),
    /АД-77\/27|Административный суд/,
  );
  const reader = await journey.reader();
  const contested = await reader.open('/ru/complaints/K-2027-000001');
  assert.match(contested, /Административн[^\n]*суд/);
  assert.doesNotMatch(contested, /иск\.pdf/);

  clock.moveTo(instant('2027-01-18T04:00:00Z'));
  await clerk.open(path);
  await clerk.press('a[href$="/record-appeal-result"]');
  await clerk.pick('result', 'sentBack');
  await clerk.type('input[name=number]', 'АД-77/27');
  await clerk.type('textarea[name=text]', 'Комиссия не выслушала заявителя.');
  await clerk.attach('input[type=file]', { name: 'акт.pdf', ...paper });
  await clerk.press('form[action$="/record-appeal-result"] button[value=send]');
  const again = await lawyer.open(path);
  assert.match(again, /На рассмотрении/);
  assert.match(again, /21 января 2027 года, 24:00/, 'a new term of three days, from the entry of the act of the court');
  const annulled = await reader.open('/ru/complaints/K-2027-000001');
  assert.match(annulled, /D-2027-000001/);
  assert.match(annulled, /Решение № D-2027-000001[^\n]*\n[^\n]*\n+Отменено Так решил суд\n/);
  assert.match(
    (await journey.mails()).join('\n'),
    /Итог обжалования[^\n]*направлено на новое рассмотрение[\s\S]*открыто заново 18 января/,
  );

  await lawyer.open(path);
  await lawyer.press('#decisions .case-items > li:first-child a[href*="/decisions/"]');
  assert.match(await lawyer.text(), /D-2027-000001\s*Отменено/i);

  await draftAndCheck(lawyer, checker, path);
  const sitting = await planSittingOn(secretary, '19', '10:00');
  await placeOnSitting(lawyer, path, sitting);
  clock.moveTo(instant('2027-01-19T04:00:00Z'));
  await adoptAndSign(chair, members, { path: sitting, present: [cec.chair, ...five] });
  await publishByKeyboard(lawyer, checker, path);
  const both = await reader.open('/ru/complaints/K-2027-000001');
  assert.match(both, /D-2027-000001/);
  assert.match(both, /D-2027-000002/);
  await reader.open('/ru/complaints');
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});
