import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import type { Typist } from '../support/keyboard.ts';
import { adoptAndSign, draftAndCheck, placeOnSitting, planSittingOn } from '../support/keyboard-sitting.ts';
import { aKeyboardJourney } from '../support/keyboard-journey.ts';
import type { KeyboardJourney } from '../support/keyboard-journey.ts';

let journey: KeyboardJourney;
before(async () => {
  journey = await aKeyboardJourney(instant('2027-01-24T04:00:00Z'));
});
after(() => journey.close());

test('on voting day a complaint from a phone and a spoken one are at once in the queue, counted in minutes, and decided the same day', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product, desk, portal } = journey;
  const { cec, clock } = product;
  const phone = await journey.reader(390);
  assert.match(await fileOnThePhone(phone), /K-2027-000001/);

  const shown = await phone.open('/ky/complaints/K-2027-000001');
  assert.match(shown, /токтоосуз/i);
  assertNoEndByDate(shown);

  clock.pass(7 * 60_000);
  const clerk = await journey.staff(cec.clerk);
  assert.match(await clerk.open('/ru/sittings'), /Незамедлительных дел: 1, новых: 1|1\s*\+1/);
  const queue = await clerk.press('a[href*="/voting-day"]');
  assert.match(queue, /7 мин[\s\S]*K-2027-000001/);
  assert.match(queue, /Ждут дольше порога тревоги: 0/);

  await clerk.open('/ru/intake/oral');
  await clerk.type('input[name=name]', 'Бакыт Осмонов');
  await clerk.type('textarea[name=statement]', 'Мне не выдали бюллетень.');
  await clerk.tick('input[name=confirmed]');
  assert.match(await clerk.press('button[value=enter]'), /K-2027-000002/);

  clock.pass(114 * 60_000);
  const alarmed = await clerk.open('/ru/voting-day');
  assert.match(
    alarmed,
    /Открыто: 2\. Ждут дольше порога тревоги: 1/,
    'one has waited for 121 minutes, the other for 114',
  );
  assert.match(await clerk.page.innerText('tr.row-over'), /121 мин[\s\S]*K-2027-000001/);

  assertNoEndByDate(alarmed);

  const path = await openFromTheQueue(clerk, 'K-2027-000001');
  assertNoEndByDate(await clerk.text());
  await clerk.press('form[action$="/register-complaint"] button');
  const [lawyer, checker, chair] = [
    await journey.staff(cec.lawyers[0]),
    await journey.staff(cec.lawyers[1]),
    await journey.staff(cec.chair),
  ];
  await lawyer.open(path);
  await lawyer.press('form[action$="/take-complaint"] button');
  await lawyer.press('form[action$="/admit-complaint"] button');
  await draftAndCheck(lawyer, checker, path);
  const sitting = await planSittingOn(await journey.staff(cec.secretary), '24', '13:00');
  await placeOnSitting(lawyer, path, sitting);
  clock.moveTo(instant('2027-01-24T07:00:00Z'));
  const five = [cec.deputyChair, ...cec.members.slice(0, 4)];
  const members: Typist[] = [];
  for (const one of five) members.push(await journey.staff(one));
  const signed = await adoptAndSign(chair, members, { path: sitting, present: [cec.chair, ...five] });
  assert.match(signed, /D-2027-000001/);
  assert.match(await clerk.open('/ru/voting-day'), /Открыто: 1\./);
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});

/** A term at once has no last minute of a day. */
function assertNoEndByDate(text: string): void {
  assert.doesNotMatch(text, /24:00/, 'a term at once is shown with an end by date');
}

async function openFromTheQueue(clerk: Typist, number: string): Promise<string> {
  const href = await clerk.page.locator('tr', { hasText: number }).locator('a.subject').getAttribute('href');
  await clerk.press(`a.subject[href="${href ?? ''}"]`);
  return new URL(clerk.page.url()).pathname;
}

async function fileOnThePhone(phone: Typist): Promise<string> {
  const next = '#main form button.button-primary';
  await phone.open('/ky/complaints/new');
  await phone.press(next);
  await phone.pick('complainantKind', 'voter');
  await phone.type('input[name=name]', 'Айгүл Өмүралиева');
  await phone.type('input[name=email]', 'aigul@mail.example');
  await phone.press(next);
  await phone.pick('kind', 'voting');
  await phone.type('textarea[name=statement]', 'Добуш берүүчү жайга киргизишкен жок.');
  await phone.type('textarea[name=demand]', 'Киргизүүнү талап кылам.');
  await phone.press(next);
  await phone.type('input[name=learned-day]', '24');
  await phone.type('input[name=learned-month]', '1');
  await phone.type('input[name=learned-year]', '2027');
  await phone.type('input[name=place]', 'Сокулук айылы');
  await phone.press(next);
  await phone.press(next);
  await phone.press('button[value=continue]');
  const term = await phone.page.innerText('.next-body .big');
  assert.match(term, /токтоосуз/i);
  assertNoEndByDate(term);
  return phone.press(next);
}
