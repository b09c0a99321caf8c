import assert from 'node:assert/strict';
import type { Typist } from './keyboard.ts';

/** What a person types into the form of a complaint. An empty word leaves its field empty. */
export type TypedComplaint = {
  language: 'ky' | 'ru' | 'en';
  name: string;
  statement: string;
  demand: string;
  place: string;
};

/** What the receipt gives the complainant. */
export type TypedReceipt = { number: string; code: string; path: string };

const onward = 'main form .button-primary';

/** A voter files a breach of the rules of campaigning, learned of on 10 January 2027, and reads the receipt. */
export async function fileByKeyboard(voter: Typist, typed: TypedComplaint): Promise<TypedReceipt> {
  await voter.open(`/${typed.language}/complaints/new`);
  await voter.press(onward);
  await voter.pick('complainantKind', 'voter');
  await voter.type('input[name=name]', typed.name);
  await voter.type('input[name=email]', 'voter@mail.example');
  await voter.press(onward);
  await voter.pick('kind', 'campaignRules');
  await voter.type('textarea[name=statement]', typed.statement);
  if (typed.demand !== '') await voter.type('textarea[name=demand]', typed.demand);
  await voter.press(onward);
  for (const [part, number] of [
    ['day', '10'],
    ['month', '1'],
    ['year', '2027'],
  ])
    await voter.type(`input[name=learned-${part ?? ''}]`, number ?? '');
  await voter.type('input[name=place]', typed.place);
  await voter.press(onward);
  await voter.press(onward);
  await voter.press(onward);
  const receipt = await voter.press(onward);
  const [number] = /K-\d{4}-\d{6}/.exec(receipt) ?? [];
  const code = await voter.page.innerText('.receipt-code');
  assert.ok(number !== undefined && code !== '', receipt);
  return { number, code, path: `/${typed.language}/complaints/${number}` };
}

/** The complainant opens the private side with the receipt's code. */
export async function openPrivateSide(voter: Typist, { path, code }: TypedReceipt): Promise<string> {
  await voter.open(path);
  await voter.type('input[name=code]', code);
  return voter.press('form[action$="/open"] button[type=submit]');
}

/** The clerk gives the complaint its entry in the register; its address at the desk. */
export async function registerByKeyboard(clerk: Typist, number: string): Promise<string> {
  await clerk.open('/ru');
  await clerk.type('#find', number);
  await clerk.press('form.desk-search button');
  await clerk.press('form[action$="/register-complaint"] button[type=submit]');
  return new URL(clerk.page.url()).pathname;
}

/** A lawyer takes a registered case. */
export async function takeByKeyboard(lawyer: Typist, path: string): Promise<void> {
  await lawyer.open(path);
  await lawyer.press('form[action$="/take-complaint"] button[type=submit]');
}
