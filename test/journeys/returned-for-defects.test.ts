import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import { endDueTerms } from '../../operations/deadlines/end-due-terms.ts';
import type { Typist } from '../support/keyboard.ts';
import { fileByKeyboard, openPrivateSide, registerByKeyboard, takeByKeyboard } from '../support/keyboard-filing.ts';
import type { TypedReceipt } from '../support/keyboard-filing.ts';
import { aKeyboardJourney } from '../support/keyboard-journey.ts';
import type { KeyboardJourney } from '../support/keyboard-journey.ts';

let journey: KeyboardJourney;
before(async () => {
  journey = await aKeyboardJourney();
});
after(() => journey.close());

const name = 'Бермет Осмонова';
const asked = 'Эмнени талап кыларыңызды жазыңыз.';

type Returned = { voter: Typist; lawyer: Typist; receipt: TypedReceipt; path: string };

/** A complaint without a demand, filed on a phone on 11 January at ten, that a lawyer returned at once. */
async function aReturnedComplaint(): Promise<Returned> {
  const { product } = journey;
  product.clock.moveTo(instant('2027-01-11T04:00:00Z'));
  const voter = await journey.reader(390);
  const statement = 'Айыл өкмөтүнүн имаратында үгүт баракчалары илинген.';
  const receipt = await fileByKeyboard(voter, { language: 'ky', name, statement, demand: '', place: 'Сокулук' });
  const path = await registerByKeyboard(await journey.staff(product.cec.clerk), receipt.number);
  const lawyer = await journey.staff(product.cec.lawyers[0]);
  await takeByKeyboard(lawyer, path);
  await lawyer.press('a[href$="/return-for-defects"]');
  assert.ok(await lawyer.page.isChecked('input[name=defects][value=demand]'), 'what the filing missed is proposed');
  await lawyer.type('textarea[name=text]', asked);
  assert.match(await lawyer.press('form[action$="/return-for-defects"] button[value=send]'), /Возвращена на доработку/);
  return { voter, lawyer, receipt, path };
}

test('a complaint returned for its defects is cured in time: the term to decide stood still, and the case goes on', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { voter, lawyer, receipt, path } = await aReturnedComplaint();
  const mail = (await journey.mails()).at(-1) ?? '';
  assert.match(mail, /толуктоого кайтарды\. Кемчиликтер: /u);
  assert.doesNotMatch(mail, new RegExp(receipt.code));
  const returned = await voter.open(receipt.path);
  assert.match(returned, /Толуктоого кайтарылды/u);
  assert.match(returned, /13-январь[^\n]*10:00/u, 'forty-eight hours');
  assert.doesNotMatch(returned, new RegExp(asked), 'the words are for the complainant');

  journey.product.clock.moveTo(instant('2027-01-12T04:00:00Z'));
  assert.match(await openPrivateSide(voter, receipt), new RegExp(asked));
  await voter.press('a[href$="/private/cure"]');
  const empty = await voter.press('button[value=send]');
  assert.match(empty, /жазыңыз|тиркеңиз/u);
  await voter.type('textarea[name=text]', 'Баракчаларды алып салууну талап кылам.');
  const received = await voter.press('button[value=send]');
  assert.match(received, /12-январы, 10:00/u);
  assert.match(received, /sha256/);

  assert.match(await lawyer.open(path), /Заявитель устранил недостатки/);
  await lawyer.tabTo('#defects details:last-of-type > summary');
  await lawyer.page.keyboard.press('Enter');
  assert.match(await lawyer.text(), /Баракчаларды алып салууну талап кылам\./u);
  assert.match(await lawyer.press('form[action$="/admit-complaint"] button'), /На рассмотрении/);
  const shown = await voter.open(receipt.path);
  assert.match(shown, /15-январь/u, 'the day it stood still is added to the fourteenth');
  assert.doesNotMatch(shown, /Толуктоого кайтарылды\n|Бермет|талап кылам/u);
  assert.match(
    (await journey.mails()).join('\n'),
    /жообуңуз [^\n]*12-январында саат 10:00дө кабыл алынды[\s\S]*өндүрүшкө кабыл алынды/u,
  );
  assert.deepEqual([journey.desk.defects, journey.portal.errors], [[], []]);
});

test('a complaint that nobody cures in time is not ended by itself: a lawyer leaves it unexamined with the ground, and it can be contested', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product } = journey;
  const { voter, lawyer, receipt, path } = await aReturnedComplaint();
  product.clock.moveTo(instant('2027-01-13T04:00:30Z'));
  await endDueTerms(product.as('shailoo_worker'));
  assert.match(await lawyer.open(path), /Возвращена на доработку/, 'not before a minute has passed');
  product.clock.moveTo(instant('2027-01-13T04:02:00Z'));
  await endDueTerms(product.as('shailoo_worker'));
  assert.match((await journey.mails()).at(-1) ?? '', /толуктоо мөөнөтү өттү|мөөнөтү бүттү, жооп келген жок/u);
  const passed = await lawyer.open(path);
  assert.match(passed, /Недостатки не устранены в срок/);
  assert.doesNotMatch(passed, /Оставлена без рассмотрения/);
  assert.match(passed, /16 января 2027 года, 24:00/, 'two days stood still, however late the end was noticed');
  await openPrivateSide(voter, receipt);
  assert.equal(await voter.page.locator('a[href$="/private/cure"]').count(), 0, 'the term to cure is over');

  await lawyer.open(path);
  await lawyer.press('a[href$="/leave-complaint-unexamined"]');
  await lawyer.pick('ground', 'notCured');
  assert.match(await lawyer.press('form[action$="/leave-complaint-unexamined"] button'), /Оставлена без рассмотрения/);
  const shown = await voter.open(receipt.path);
  assert.match(shown, /Кароосуз калтырылды[\s\S]*кемчиликтер мөөнөтүндө жоюлган жок/u);
  assert.match(shown, /Кантип даттанса болот[\s\S]*административдик соту/u);
  assert.match((await journey.mails()).at(-1) ?? '', /кароосуз/iu);
  assert.deepEqual([journey.desk.defects, journey.portal.errors], [[], []]);
});
