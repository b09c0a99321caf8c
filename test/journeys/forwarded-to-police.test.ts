import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { endDueTerms } from '../../operations/deadlines/end-due-terms.ts';
import { fileByKeyboard, openPrivateSide, registerByKeyboard, takeByKeyboard } from '../support/keyboard-filing.ts';
import { aKeyboardJourney } from '../support/keyboard-journey.ts';
import type { KeyboardJourney } from '../support/keyboard-journey.ts';

let journey: KeyboardJourney;
before(async () => {
  journey = await aKeyboardJourney();
});
after(() => journey.close());

const name = 'Бермет Осмонова';

test('a complaint about a bribe goes to the police: the voter is told, the public sees to whom and no name, the case rests', async (t) => {
  if (journey.missing !== '' && process.env['CI'] !== 'true') return t.skip(journey.missing);
  const { product, desk, portal } = journey;
  const voter = await journey.reader(390);
  const receipt = await fileByKeyboard(voter, {
    language: 'ky',
    name,
    statement: 'Добушум үчүн акча сунушташты.',
    demand: 'Жоопко тартууну талап кылам.',
    place: 'Сокулук айылы',
  });
  const path = await registerByKeyboard(await journey.staff(product.cec.clerk), receipt.number);
  const lawyer = await journey.staff(product.cec.lawyers[0]);
  await takeByKeyboard(lawyer, path);
  const letter = 'Паракорчулуктун белгилери бар, текшерүүнү милиция жүргүзөт.';
  await lawyer.press('a[href$="/forward-complaint"]');
  await lawyer.type('textarea[name=text]', letter);
  const refused = await lawyer.press('form[action$="/forward-complaint"] button[value=send]');
  assert.match(refused, /Выберите из списка/);
  assert.equal(await lawyer.page.inputValue('textarea[name=text]'), letter, 'what was typed stays');
  await lawyer.pick('to', 'police');
  await lawyer.type('input[name=name]', 'Сокулук РИИБ');
  const forwarded = await lawyer.press('form[action$="/forward-complaint"] button[value=send]');
  assert.match(forwarded, /Направлена по подведомственности/);
  for (const act of ['admit-complaint', 'leave-unexamined', 'draft-decision', 'forward-complaint'])
    assert.equal(await lawyer.page.locator(`form[action$="/${act}"], a[href$="/${act}"]`).count(), 0, act);

  assert.match((await journey.mails()).at(-1) ?? '', /Кимге: ички иштер органы/u);
  const shown = await voter.open(receipt.path);
  assert.match(shown, /Тиешелүүлүгү боюнча жөнөтүлдү/u);
  assert.match(shown, /ички иштер органы/u);
  for (const hidden of [name, 'Сокулук РИИБ', letter, 'акча сунушташты']) assert.ok(!shown.includes(hidden), hidden);
  const own = await openPrivateSide(voter, receipt);
  assert.match(own, new RegExp(letter), 'the complainant reads the letter');
  assert.equal(await voter.page.locator('a[href$="/private/withdraw"]').count(), 0, 'nothing is left to withdraw');

  product.clock.pass(10 * 24 * 3_600_000);
  await endDueTerms(product.as('shailoo_worker'));
  const rested = await voter.open(receipt.path);
  assert.doesNotMatch(rested, /просрочен|мөөнөтү өтүп/iu, 'no term of the commission runs any more');
  assert.deepEqual([desk.defects, portal.errors], [[], []]);
});
