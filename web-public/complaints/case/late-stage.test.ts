import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../../../domain/language.ts';
import type { Language } from '../../../domain/language.ts';
import { endDueTerms } from '../../../operations/deadlines/end-due-terms.ts';
import { aComplaint } from '../../../test/builders/complaints.ts';
import { complaintState } from '../../../test/builders/procedure-cases.ts';
import { onAgenda, voteOn } from '../../../test/builders/sittings.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';
import { say } from '../../../wording/say.ts';

const hour = 3_600_000;
let product: Product;
let portal: TestPortal;
let undecided: string;
let decidedLate: string;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  undecided = await aComplaint(product, 'admitted');
  decidedLate = await aComplaint(product, 'drafted');
  product.clock.pass(4 * 24 * hour);
  await endDueTerms(product.context);
  const item = await onAgenda(product, decidedLate, hour);
  product.clock.pass(hour);
  await voteOn(product, item);
});
after(async () => {
  await portal.close();
  await product.close();
});

/** The stage that is marked late on the public page, as a reader with or without eyes meets it. */
async function lateStage(id: string, language: Language): Promise<string> {
  const { number } = await complaintState(product, id);
  const html = await (await fetch(`${portal.url}/${language}/complaints/${number}`)).text();
  const stages = html.match(/<li class="stage-late[\s\S]*?<\/li>/g) ?? [];
  assert.equal(stages.length, 1);
  return (stages[0] ?? '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

test('an undecided case whose term has passed says that there is no decision in time, and when the term ended', async () => {
  const words = { ky: 'Мөөнөтүндө чечим жок', ru: 'Решения в срок нет', en: 'No decision in time' };
  const ends = { ky: '14-январь, 24:00', ru: '14 января, 24:00', en: '14 January, 24:00' };
  for (const language of LANGUAGES) {
    const stage = await lateStage(undecided, language);
    assert.ok(stage.startsWith(`${words[language]} ${ends[language]}`), stage);
    assert.ok(!stage.includes(say(language, 'kit.late')), stage);
  }
});

test('a decision that came after its term is called a decision, with lateness in words', async () => {
  for (const language of LANGUAGES) {
    const stage = await lateStage(decidedLate, language);
    assert.ok(stage.startsWith(`${say(language, 'case.stage.decided')} ${say(language, 'kit.late')}.`), stage);
  }
});
