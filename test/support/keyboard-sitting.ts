import assert from 'node:assert/strict';
import type { Typist } from './keyboard.ts';

/** The lawyer drafts that the complaint is granted, and another lawyer lets the draft pass. */
export async function draftAndCheck(lawyer: Typist, checker: Typist, path: string): Promise<void> {
  await lawyer.open(path);
  await lawyer.press('a[href$="/draft-decision"]');
  await lawyer.pick('outcome', 'granted');
  await lawyer.choose('select[name=language]', 'ru');
  await lawyer.type('textarea[name=title]', 'О жалобе избирателя');
  await lawyer.type('textarea[name=grounds]', 'Комиссия рассмотрела жалобу.');
  await lawyer.type('textarea[name=findingText]', 'Нарушение было.');
  await lawyer.type('input[name=findingEvidence]', 'Слова заявителя');
  await lawyer.type('textarea[name=moreArticles]', 'статья 45 конституционного закона № 68');
  await lawyer.choose('fieldset:has(#operative) select[name=itemKind]', 'satisfy');
  await lawyer.type('fieldset:has(#operative) textarea', 'Жалобу удовлетворить.');
  await lawyer.press('form[action$="/draft-decision"] button[value=save]');
  await openLastDecision(checker, path);
  await checker.pick('result', 'passed');
  await checker.press('form[action$="/check-draft"] button[type=submit]');
}

/** Opens the decision of a case, the last of several. */
async function openLastDecision(person: Typist, path: string): Promise<void> {
  await person.open(path);
  const several = '#decisions .case-items > li:last-child a[href*="/decisions/"]';
  const isOneOfSeveral = (await person.page.locator(several).count()) > 0;
  await person.press(isOneOfSeveral ? several : 'main a[href*="/decisions/"]');
}

/** The secretary plans a sitting at an hour of a day of January 2027; its address. */
export async function planSittingOn(secretary: Typist, day: string, time: string): Promise<string> {
  await secretary.open('/ru/sittings');
  await secretary.type('input[name=on-day]', day);
  await secretary.type('input[name=on-month]', '1');
  await secretary.type('input[name=on-year]', '2027');
  await secretary.type('input[name=time]', time);
  await secretary.press('form[action$="/plan-sitting"] button');
  return new URL(secretary.page.url()).pathname;
}

/** The lawyer puts the case of the path on the agenda of the sitting. */
export async function placeOnSitting(lawyer: Typist, path: string, sitting: string): Promise<void> {
  await lawyer.open(path);
  await lawyer.press('a[href$="/place-on-agenda"]');
  await lawyer.pick('sitting', sitting.split('/').at(-1) ?? '');
  await lawyer.press('form[action$="/place-on-agenda"] button[type=submit]');
}

/** The chair marks who has come and opens the sitting; the address of its item. */
export async function openTheSitting(chair: Typist, sitting: string, present: readonly string[]): Promise<string> {
  await chair.open(sitting);
  for (const one of present) await chair.tick(`input[name=present][value="${one}"]`);
  await chair.press('form[action$="/open-sitting"] button');
  await chair.press('a.subject[href*="/items/"]');
  return new URL(chair.page.url()).pathname;
}

/** A member votes for. */
export async function voteFor(member: Typist, item: string): Promise<void> {
  await member.open(item);
  assert.match(await member.press('form[action$="/cast-vote"] button[value=for]'), /Ваш голос/);
}

/** Everybody present votes for; the chair closes the vote and signs. The words of the signed decision's page. */
export async function adoptAndSign(
  chair: Typist,
  others: readonly Typist[],
  sitting: { path: string; present: readonly string[] },
): Promise<string> {
  const item = await openTheSitting(chair, sitting.path, sitting.present);
  await chair.press('form[action$="/open-vote"] button');
  for (const member of [chair, ...others]) await voteFor(member, item);
  await chair.open(item);
  assert.match(await chair.press('form[action$="/close-vote"] button'), /Решение принято/);
  await chair.press('main a[href*="/decisions/"]');
  return chair.press('form[action$="/sign-decision"] button');
}

/** The lawyer proposes the public text as it stands, and another one lets it be published. */
export async function publishByKeyboard(lawyer: Typist, checker: Typist, path: string): Promise<void> {
  await openLastDecision(lawyer, path);
  await lawyer.press('a[href$="/propose-public-text"]');
  await lawyer.press('button[value=propose]');
  await openLastDecision(checker, path);
  await checker.press('a[href$="/approve-public-text"]');
  await checker.press('form[action$="/approve-public-text"] button[type=submit]');
}
