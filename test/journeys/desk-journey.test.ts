import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPublicationOfComplaint } from '../../persistence/decisions/publications.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { planSitting } from '../../operations/sittings/plan-sitting.ts';
import { startTrainingClock } from '../../persistence/clock/legal-clock.ts';
import { actFormRoutes } from '../../web-admin/cases/act-forms/act-form-routes.ts';
import { calendarRoutes } from '../../web-admin/calendar/calendar-routes.ts';
import { lawRoutes } from '../../web-admin/law/law-routes.ts';
import { peopleRoutes } from '../../web-admin/people/people-routes.ts';
import { queueRoutes } from '../../web-admin/queue/queue-routes.ts';
import { formsNotSent } from '../support/forms-sent.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { aDesk, hiddenFields } from '../support/desk.ts';
import type { Browser, Page, TestDesk } from '../support/desk.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

const draft = {
  outcome: 'granted',
  language: 'ru',
  title: 'О жалобе на размещение агитационных материалов',
  grounds: 'Комиссия рассмотрела жалобу.\n\nЭто подтвердила Айгүл Сатарова.',
  findingText: 'Материалы находились в здании айыл өкмөтү.',
  findingState: 'established',
  findingEvidence: 'Фотография 1',
  article: 'law68:45:',
  moreArticles: 'статья 23 конституционного закона № 68',
  itemKind: ['satisfy', 'obligeToCorrect', ''],
  itemText: ['Жалобу удовлетворить.', 'Материалы снять.', ''],
  itemAddresseeKind: ['none', 'official', 'none'],
  itemAddressee: ['', 'Айыл өкмөтү', ''],
  itemTerm: ['', '1', ''],
  do: 'save',
};

test('a complaint goes from the queue to the published decision by the hands of nine people', async () => {
  const { cec } = product;
  const complaintId = await aComplaint(product);
  const path = `/ru/cases/${complaintId}`;
  const clerk = await desk.signedIn(cec.clerk);
  const lawyer = await desk.signedIn(cec.lawyers[0]);
  const chair = await desk.signedIn(cec.chair);

  assert.match((await clerk.get('/ru')).text, /K-2027-000001[\s\S]*Зарегистрировать/);
  await done(clerk.submit(path, `${path}/register-complaint`), path);
  await done(lawyer.submit(path, `${path}/take-complaint`), path);
  await done(lawyer.submit(path, `${path}/admit-complaint`), path);
  await draftTheDecision(lawyer, path);
  const sitting = await planASitting(await desk.signedIn(cec.secretary));
  await checkTheDraft(lawyer, await desk.signedIn(cec.lawyers[1]), path);
  await putOnTheAgenda(lawyer, path, sitting);
  const item = await voteAtTheSitting(chair, sitting);
  const decision = await signTheDecision(chair, item);
  await done(chair.submit(sitting, `${sitting}/close-sitting`), sitting);
  await publishByTwo(lawyer, await desk.signedIn(cec.lawyers[1]), decision);

  const end = await clerk.get(path);
  assert.match(end.text, /Решение опубликовано/);
  const publication = await readPublicationOfComplaint(product.context.database, complaintId);
  assert.equal(publication?.number, 'D-2027-000001');
  assert.doesNotMatch(JSON.stringify(publication.body), /Сатарова/);
  assert.equal(publication.rollCall.filter(({ choice }) => choice === 'for').length, 5);
  assert.equal(publication.rollCall.filter(({ choice }) => choice === 'recused').length, 1);
  assert.deepEqual(desk.defects, []);
});

test('an appointment takes two people at the desk, and its proposer cannot be both', async () => {
  const { cec } = product;
  const chair = await desk.signedIn(cec.chair);
  const fields = { person: cec.members[0] ?? '', role: 'lawyer', deputyFor: '', lastDay: '' };
  await done(chair.submit('/ru/people', '/ru/people/propose-appointment', fields), '/ru/people');
  const own = await chair.get('/ru/people');
  assert.doesNotMatch(own.text, /confirm-appointment/);
  assert.match(own.text, /второй человек/);
  const deputy = await desk.signedIn(cec.deputyChair);
  const action = /action="(\/ru\/people\/[^"]*\/confirm-appointment)"/.exec((await deputy.get('/ru/people')).text)?.[1];
  await done(deputy.submit('/ru/people', action ?? ''), '/ru/people');
  const member = await product.actor(cec.members[0] ?? '');
  assert.deepEqual(member.appointments.map(({ role }) => role).toSorted(), ['lawyer', 'member']);
});

test('a refused act comes back with the reason, the code and what was typed', async () => {
  const complaintId = await aComplaint(product, 'admitted');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const path = `/ru/cases/${complaintId}`;
  const action = `${path}/draft-decision`;
  const page = await lawyer.submit(action, action, { ...draft, itemText: [' ', ' ', ''], itemKind: ['', '', ''] });
  assert.equal(page.status, 422);
  assert.match(page.text, /DECISION_TEXT_EMPTY/);
  assert.match(page.text, /Это подтвердила Айгүл Сатарова/);
  const second = await desk.signedIn(product.cec.lawyers[1]);
  const old = await second.submit(path, `${path}/take-complaint`, { version: '0' });
  assert.equal(old.status, 409);
  assert.match(old.text, /STALE_VERSION/);
  const ground = `/ru/cases/${await aComplaint(product, 'registered')}`;
  await lawyer.submit(ground, `${ground}/take-complaint`);
  const leave = `${ground}/leave-complaint-unexamined`;
  const without = await lawyer.submit(leave, leave);
  assert.equal(without.status, 422);
  assert.match(without.text, /<a href="#ground">/);
  await done(lawyer.submit(leave, leave, { ground: 'anonymous' }), ground);
});

test('a case is found by a word of its story, and a note on it is read by the next of the commission', async () => {
  const complaintId = await aComplaint(product, 'filed', { statement: 'Автобустар менен алып келишкен.' });
  const path = `/ru/cases/${complaintId}`;
  const clerk = await desk.signedIn(product.cec.clerk);
  const found = await clerk.submit('/ru', '/ru/search', { q: 'автобус' });
  assert.match(found.text, new RegExp(`href="${path}"`));
  await done(clerk.submit(path, `${path}/add-note`, { text: 'Айдоочунун күбөлүгү керек.' }), `${path}#notes`);
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  assert.match((await lawyer.get(path)).text, /Айдоочунун күбөлүгү керек/);
});

test('a draft sent twice is one version, and one written over another is refused with its text kept', async () => {
  const complaintId = await aComplaint(product, 'admitted');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const action = `/ru/cases/${complaintId}/draft-decision`;
  const [first, second] = await Promise.all([
    lawyer.submit(action, action, draft),
    lawyer.submit(action, action, draft),
  ]);
  assert.deepEqual([first?.status, second?.status], [303, 303]);
  const page = await lawyer.get(action);
  const other = await lawyer.submit(action, action, { ...draft, title: 'Второе окно' });
  assert.equal(other.status, 303);
  const fields = Object.fromEntries(
    [.../<input type="hidden" name="(\w+)" value="([^"]*)">/g[Symbol.matchAll](page.text)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
  const late = await lawyer.post(action, {
    ...draft,
    title: 'Первое окно',
    _csrf: fields['_csrf'] ?? '',
    version: fields['version'] ?? '',
  });
  assert.equal(late.status, 409);
  assert.match(late.text, /STALE_VERSION/);
  assert.match(late.text, /Первое окно/);
});

test('a sitting planned by two clicks is one sitting', async () => {
  const secretary = await desk.signedIn(product.cec.secretary);
  const shown = await secretary.get('/ru/sittings');
  const hidden = [.../<input type="hidden" name="(\w+)" value="([^"]*)">/g[Symbol.matchAll](shown.text)];
  const fields = Object.fromEntries(hidden.map((match) => [match[1] ?? '', match[2] ?? '']));
  const when = { 'on-day': '20', 'on-month': '1', 'on-year': '2027', time: '9:30' };
  const plan = { _csrf: fields['_csrf'] ?? '', sitting: fields['sitting'] ?? '', ...when };
  const answers = await Promise.all([
    secretary.post('/ru/sittings/plan-sitting', plan),
    secretary.post('/ru/sittings/plan-sitting', plan),
  ]);
  assert.deepEqual(
    answers.map(({ status, location }) => [status, location]),
    [1, 2].map(() => [303, `/ru/sittings/${plan.sitting}`]),
  );
  const rows = await product.context.database.query({
    text: `select from sitting where starts_at = '2027-01-20 03:30+00'`,
  });
  assert.equal(rows.length, 1);
  const past = await secretary.submit('/ru/sittings', '/ru/sittings/plan-sitting', { ...when, 'on-day': '1' });
  assert.match(past.text, /SITTING_IN_THE_PAST/);
  const wrong = await secretary.submit('/ru/sittings', '/ru/sittings/plan-sitting', { ...when, 'on-day': '32' });
  assert.match(wrong.text, /INPUT_INVALID/);
  assert.match(wrong.text, /value="32"/);
});

test('a renewed receipt code is shown once to the clerk and stands in no address', async () => {
  const complaintId = await aComplaint(product, 'registered');
  const clerk = await desk.signedIn(product.cec.clerk);
  const path = `/ru/cases/${complaintId}`;
  const page = await clerk.submit(path, `${path}/renew-receipt-code`);
  const code = product.context.keyRing.receiptCode(complaintId, 2);
  assert.equal(page.status, 200);
  assert.equal(page.location, null);
  assert.ok(page.text.includes(code));
});

test('attendance is written anew, an appointment ends, the clock goes forward and never back', async () => {
  const { cec, clock, electionId, commissions, context, actor } = product;
  const startsAt = addMilliseconds(clock.now, 60_000);
  const plan = { commissionId: commissions.cec, electionId, startsAt };
  const { sittingId } = granted(await planSitting(context, await actor(cec.secretary), plan));
  const sitting = `/ru/sittings/${sittingId}`;
  const chair = await desk.signedIn(cec.chair);
  assert.match((await chair.get(sitting)).text, /Сейчас нельзя[\s\S]*Открыть заседание/);
  clock.moveTo(startsAt);
  await done(chair.submit(sitting, `${sitting}/open-sitting`, { present: cec.chair }), sitting);
  await done(chair.submit(sitting, `${sitting}/record-attendance`, { present: [cec.chair, cec.deputyChair] }), sitting);
  assert.match((await chair.get(sitting)).text, /присутствуют 2 из 8/);
  const nobody = await chair.submit(sitting, `${sitting}/record-attendance`, { present: cec.clerk });
  assert.match(nobody.text, /NOT_A_MEMBER/);
  const [action = ''] = /\/ru\/people\/[^"]*\/end-appointment/.exec((await chair.get('/ru/people')).text) ?? [];
  await done(chair.submit('/ru/people', action), '/ru/people');
  await startTrainingClock(context.database, clock.now);
  const training = await aDesk(product, { trainingClock: true });
  const clerk = await training.signedIn(cec.clerk);
  const move = '/ru/clock/move-clock';
  await done(clerk.submit('/ru/clock', move, { amount: '2', unit: 'hours' }), '/ru/clock');
  const wrong = await clerk.submit('/ru/clock', move, { amount: '-2', unit: 'hours' });
  assert.match(wrong.text, /INPUT_INVALID/);
  const back = await clerk.submit('/ru/clock', move, {
    from: addMilliseconds(clock.now, -10 * 3_600_000),
    amount: '1',
    unit: 'hours',
  });
  assert.match(back.text, /CLOCK_CANNOT_GO_BACK/);
  await done(clerk.submit('/ru/clock', '/ru/sign-out'), '/ru/sign-in?out=1');
  await training.close();
});

/** Forms that other files send, each with this same check: the queue's, the calendar's, those of the procedure, of the law and of people. */
const sentElsewhere = new Set(
  [...actFormRoutes, ...queueRoutes, ...calendarRoutes, ...lawRoutes, ...peopleRoutes].map(({ audit }) => audit),
).add('sitting.removeAgendaItem');

test('every other form of the desk was sent in this file, and the audit calls it as the table of routes does', async () => {
  const missing = await formsNotSent(product.context.database, deskRoutes({ trainingClock: true }));
  assert.deepEqual(
    missing.filter((audit) => !sentElsewhere.has(audit)),
    ['people.beginSignIn'],
  );
});

async function done(answer: Promise<Page>, to: string): Promise<void> {
  const page = await answer;
  assert.deepEqual([page.status, page.location], [303, to], page.text.match(/class="code">[A-Z_]*/)?.[0] ?? '');
}

async function draftTheDecision(lawyer: Browser, path: string): Promise<void> {
  const action = `${path}/draft-decision`;
  const from = { outcome: 'granted', language: 'ru', title: '', grounds: 'Своё начало.', moreArticles: '' };
  const rows = { findingText: '', findingState: 'established', findingEvidence: '' };
  const items = { itemKind: '', itemText: '', itemAddresseeKind: 'none', itemAddressee: '', itemTerm: '' };
  const filled = await lawyer.submit(action, action, { ...from, ...rows, ...items, do: 'template' });
  assert.match(filled.text, /О жалобе K-2027-0000\d\d/);
  assert.match(filled.text, /Своё начало/);
  assert.match(filled.text, /Осталось заполнить[\s\S]*установленное обстоятельство/);
  const more = await lawyer.submit(action, action, { ...draft, do: 'addItem' });
  assert.match(more.text, /Пункт 4/);
  assert.match(more.text, /Это подтвердила Айгүл Сатарова/);
  const preview = await lawyer.submit(action, action, draft);
  assert.equal(preview.status, 303);
  const token = hiddenFields((await lawyer.get(action)).text, action);
  const pdf = await lawyer.post(`${path}/preview-draft`, { ...draft, ...token, do: 'preview' });
  assert.equal(pdf.headers.get('content-type'), 'application/pdf');
  const late = await lawyer.submit(action, action, { ...draft, outcome: 'refused' });
  assert.match(late.text, /OUTCOME_DIFFERS/);
  assert.match((await lawyer.get(path)).text, /Материалы снять/);
}

/** The drafter cannot check; the other lawyer returns the draft with remarks, and passes the next version. */
async function checkTheDraft(drafter: Browser, checker: Browser, path: string): Promise<void> {
  const early = await drafter.get(path);
  assert.match(early.text, /ещё не проверил другой юрист/);
  const decision = /href="(\/ru\/decisions\/[^"#]*)"/.exec(early.text)?.[1] ?? '';
  assert.doesNotMatch((await drafter.get(decision)).text, /check-draft"/);
  const check = `${decision}/check-draft`;
  const silent = await checker.submit(decision, check, { result: 'returned', remarks: '' });
  assert.match(silent.text, /REMARKS_REQUIRED/);
  const remarks = 'Укажите протокол осмотра.';
  await done(checker.submit(decision, check, { result: 'returned', remarks }), `${decision}#check`);
  const edit = `${path}/draft-decision`;
  assert.match((await drafter.get(edit)).text, /Укажите протокол осмотра/);
  await done(drafter.submit(edit, edit, { ...draft, findingEvidence: 'Фотография 1, протокол осмотра' }), path);
  await done(checker.submit(decision, check, { result: 'passed', remarks: '' }), `${decision}#check`);
  assert.match((await drafter.get(path)).text, /Проект прошёл проверку/);
}

async function planASitting(secretary: Browser): Promise<string> {
  const when = { 'on-day': '12', 'on-month': '1', 'on-year': '2027', time: '15:00' };
  const planned = await secretary.submit('/ru/sittings', '/ru/sittings/plan-sitting', when);
  assert.equal(planned.status, 303);
  return planned.location ?? '';
}

async function putOnTheAgenda(lawyer: Browser, path: string, sitting: string): Promise<void> {
  const action = `${path}/place-on-agenda`;
  const chosen = { sitting: sitting.split('/').at(-1) ?? '' };
  await done(lawyer.submit(action, action, chosen), path);
}

/** Seven are present, one recuses: six take part, five for and one against. */
async function voteAtTheSitting(chair: Browser, sitting: string): Promise<string> {
  const { cec } = product;
  product.clock.pass(29 * 3_600_000);
  const present = [cec.chair, cec.deputyChair, ...cec.members.slice(0, 5)];
  await done(chair.submit(sitting, `${sitting}/open-sitting`, { present }), sitting);
  const item = /href="([^"]*\/items\/[^"]*)"/.exec((await chair.get(sitting)).text)?.[1] ?? '';
  const [first = '', second = ''] = cec.members;
  const recused = await desk.signedIn(first);
  await done(recused.submit(item, `${item}/recuse-member`, { ground: 'kinship' }), item);
  await done(chair.submit(item, `${item}/open-vote`), item);
  for (const member of present.filter((one) => one !== first)) {
    const browser = member === cec.chair ? chair : await desk.signedIn(member);
    await done(browser.submit(item, `${item}/cast-vote`, { choice: member === second ? 'against' : 'for' }), item);
  }
  await done(chair.submit(item, `${item}/close-vote`), item);
  const closed = await chair.get(item);
  assert.match(closed.text, /Решение принято/);
  assert.match(closed.text, /Юрист не подтвердил/);
  const dissenting = await desk.signedIn(second);
  const dissent = { language: 'ru', dissent: 'Доказательств недостаточно.' };
  await done(dissenting.submit(item, `${item}/attach-dissent`, dissent), item);
  return item;
}

async function signTheDecision(chair: Browser, item: string): Promise<string> {
  const decision = /href="(\/ru\/decisions\/[^"]*)"/.exec((await chair.get(item)).text)?.[1] ?? '';
  await done(chair.submit(decision, `${decision}/sign-decision`), decision);
  assert.match((await chair.get(decision)).text, /D-2027-000001/);
  return decision;
}

async function publishByTwo(lawyer: Browser, second: Browser, decision: string): Promise<void> {
  const propose = `${decision}/propose-public-text`;
  const approve = `${decision}/approve-public-text`;
  const marks = await lawyer.get(propose);
  assert.match(marks.text, /Это подтвердила <mark>Айгүл Сатарова<\/mark>/);
  const fields = {
    ...marksOf(marks.text),
    words: 'айыл өкмөтү',
    wordsKind: 'other',
    wordsGround: 'personalInformation',
  };
  const unknown = await lawyer.submit(propose, propose, { ...fields, words: 'нет такого', do: 'add' });
  assert.match(unknown.text, /REDACTION_WORDS_NOT_FOUND/);
  assert.match(unknown.text, /нет такого<\/textarea>/);
  const added = await lawyer.submit(propose, propose, { ...fields, do: 'add' });
  assert.match(added.text, /<mark>айыл өкмөтү<\/mark>/);
  const all = marksOf(added.text);
  await done(lawyer.submit(propose, propose, { ...all, words: '', do: 'propose' }), approve);
  const own = await lawyer.get(approve);
  assert.doesNotMatch(own.text, /<form method="post" action="[^"]*approve-public-text"/);
  assert.match(own.text, /<mark>Айгүл Сатарова<span[^>]*> \(имя заявителя\)<\/span><\/mark>/);
  assert.match(own.text, /class="redacted"><span[^>]*>[^<]*<\/span>имя заявителя<\/span>/);
  await done(second.submit(approve, approve), decision);
}

/** The marks of the page as its form sends them, all of them ticked. */
function marksOf(html: string): { mark: string[]; on: string[]; markKind: string[]; markGround: string[] } {
  const mark = [...html.matchAll(/name="mark" value="([^"]*)"/g)].map((match) => match[1] ?? '');
  const chosen = (name: string): string[] =>
    [...html.matchAll(new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?<option value="([^"]*)" selected`, 'g'))].map(
      (match) => match[1] ?? '',
    );
  return { mark, on: mark, markKind: chosen('markKind'), markGround: chosen('markGround') };
}
