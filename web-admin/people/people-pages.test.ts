import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { aPersonOf } from '../../test/builders/appointments.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aDesk, hiddenFields } from '../../test/support/desk.ts';
import type { Browser, TestDesk } from '../../test/support/desk.ts';
import { formsNotSent } from '../../test/support/forms-sent.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { peopleRoutes } from './people-routes.ts';

let product: Product;
let desk: TestDesk;
let chair: Browser;
let secretary: Browser;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  chair = await desk.signedIn(product.cec.chair);
  secretary = await desk.signedIn(product.cec.secretary);
});
after(async () => {
  await desk.close();
  await product.close();
});

const page = '/en/people';
const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const propose = (fields: Record<string, string>, by = secretary) =>
  by.submit(page, `${page}/propose-appointment`, { deputyFor: '', lastDay: '', ...fields });
const recordAbsence = (fields: Record<string, string>, by = chair) =>
  by.submit(page, `${page}/record-absence`, { deputy: '', ...fields });

/** Presses the button of the row that names somebody: the last one whose action ends so. */
async function press(browser: Browser, name: string, act: string): Promise<number> {
  const { text } = await browser.get(page);
  const row = text.split('<tr>').findLast((part) => part.includes(name) && part.includes(act)) ?? '';
  const action = new RegExp(`action="([^"]*/${act})"`).exec(row)?.[1] ?? `${page}/none`;
  return (await browser.submit(page, action)).status;
}

async function personNamed(personId: string): Promise<{ name: string }> {
  const text = 'select name from private.person where id = $1';
  const [row] = await product.context.database.query<{ name: string }>({ text, values: [personId] });
  return row ?? assert.fail('nobody');
}

async function renamed(personId: string, name: string): Promise<string> {
  await product.context.database.query({
    text: 'update private.person set name = $2 where id = $1',
    values: [personId, name],
  });
  return personId;
}

test('a deputy is appointed by two people and goes on with the cases of who is away, to the end of the absence', async () => {
  const { cec, context, commissions, actor } = product;
  const lawyer = await renamed(await aPersonOf(product, commissions.cec, 'lawyer'), 'Абдыраева Гүлнара');
  const person = await renamed(await aPersonOf(product, commissions['pec-1086'], 'clerk'), 'Токтоматов Эрлан');
  const complaintId = await aComplaint(product, 'registered');
  granted(await takeComplaint(context, await actor(lawyer), { complaintId }));
  assert.equal((await propose({ person, role: 'lawyer', deputyFor: lawyer, lastDay: '2027-01-31' })).status, 303);
  assert.match(plain((await secretary.get(page)).text), /Токтоматов Эрлан lawyer Deputy while away: Абдыраева Гүлнара/);
  assert.equal(await press(chair, 'Токтоматов Эрлан', 'confirm-appointment'), 303);
  assert.match(plain((await chair.get(page)).text), /11 January, 10:00 – 31 January, 24:00/);
  const deputy = await desk.signedIn(person);
  assert.equal((await deputy.get(`/en/cases/${complaintId}`)).status, 404, 'nobody is away yet');

  assert.equal((await recordAbsence({ absent: lawyer, from: '2027-01-11', until: '2027-01-12' })).status, 303);
  assert.match(plain((await chair.get(page)).text), /Абдыраева Гүлнара 11 January – 12 January Токтоматов Эрлан/);
  const queue = await deputy.get('/en?view=absent');
  assert.match(queue.text, /Of the absent/);
  assert.match(queue.text, new RegExp(`/en/cases/${complaintId}`));
  assert.match(plain(queue.text), /away up to and including 12 January/);
  const admitted = await deputy.submit(`/en/cases/${complaintId}`, `/en/cases/${complaintId}/admit-complaint`);
  assert.equal(admitted.status, 303);
  const shown = plain((await chair.get(`/en/cases/${complaintId}`)).text);
  assert.match(shown, /Абдыраева Гүлнара \(away up to and including 12 January; deputy: Токтоматов Эрлан\)/);
  assert.match(shown, /Токтоматов Эрлан, for Абдыраева Гүлнара/);

  const own = await desk.signedIn(lawyer);
  assert.equal(await press(own, 'Абдыраева Гүлнара', 'end-absence'), 303);
  assert.equal((await deputy.get(`/en/cases/${complaintId}`)).status, 404, 'the absence is over');
  assert.doesNotMatch((await chair.get('/en')).text, /Of the absent/);
  assert.equal(await press(chair, 'Токтоматов Эрлан', 'end-appointment'), 303);
  assert.equal(cec.lawyers.length, 2);
});

test('a proposal is withdrawn by who made it and nobody else, and cannot be confirmed after that', async () => {
  const { commissions, context } = product;
  const person = await renamed(await aPersonOf(product, commissions['pec-1086'], 'clerk'), 'Сапаров Данияр');
  const stateOf = async () => {
    const [row] = await context.database.query<{ id: string; status: string }>({
      text: `select id, status from appointment where person_id = $1 and role = 'lawyer' order by status limit 1`,
      values: [person],
    });
    return row ?? { id: '', status: '' };
  };
  assert.equal((await propose({ person, role: 'lawyer', lastDay: '2027-01-31' })).status, 303);
  const path = `${page}/${(await stateOf()).id}`;
  const { text: ofChair } = await chair.get(page);
  assert.ok(ofChair.includes(`${path}/confirm-appointment`) && !ofChair.includes(`${path}/withdraw-appointment`));
  const [own, other] = [
    hiddenFields((await secretary.get(page)).text, '/en/sign-out'),
    hiddenFields(ofChair, '/en/sign-out'),
  ];
  const ofAnother = await chair.post(`${path}/withdraw-appointment`, other);
  assert.equal(ofAnother.status, 403);
  assert.match(ofAnother.text, /PROPOSAL_OF_ANOTHER/);
  assert.equal((await stateOf()).status, 'proposed');

  assert.equal(await press(secretary, 'Сапаров Данияр', 'withdraw-appointment'), 303);
  assert.equal((await secretary.post(`${path}/withdraw-appointment`, own)).status, 303, 'a second click is the first');
  const late = await chair.post(`${path}/confirm-appointment`, other);
  assert.equal(late.status, 409);
  assert.match(late.text, /APPOINTMENT_NOT_PROPOSED/);
  const { name } = await personNamed(product.cec.secretary);
  const row = new RegExp(`Withdrawn .*Сапаров Данияр lawyer (?!–)${name} Withdrawn by ${name}, 11 January`);
  assert.match(plain(late.text), row);
  assert.deepEqual(
    (await product.actor(person)).appointments.map(({ role }) => role),
    ['clerk'],
  );

  assert.equal((await propose({ person, role: 'lawyer' })).status, 303);
  assert.equal(await press(chair, 'Сапаров Данияр', 'confirm-appointment'), 303);
  const { id, status } = await stateOf();
  assert.equal(status, 'active');
  const tooLate = await secretary.post(`${page}/${id}/withdraw-appointment`, own);
  assert.deepEqual([tooLate.status, (await stateOf()).status], [409, 'active']);
});

test('a proposal of somebody who has left the commission is withdrawn by whoever may appoint, and the page says who and when', async () => {
  const { cec, commissions, context } = product;
  const gone = await renamed(await aPersonOf(product, commissions.cec, 'secretary'), 'Кеткен Катчы');
  const person = await renamed(await aPersonOf(product, commissions['pec-1086'], 'clerk'), 'Күткөн Талапкер');
  const proposer = await desk.signedIn(gone);
  assert.equal((await propose({ person, role: 'clerk' }, proposer)).status, 303);
  const proposal = /people\/([0-9a-f-]{36})\/withdraw-appointment/.exec((await proposer.get(page)).text)?.[1] ?? '';
  assert.ok(proposal !== '' && !(await chair.get(page)).text.includes(`${proposal}/withdraw-appointment`));

  assert.equal(await press(chair, 'Кеткен Катчы', 'end-appointment'), 303);
  const clerk = await desk.signedIn(cec.clerk);
  assert.ok(!(await clerk.get(page)).text.includes(`${proposal}/withdraw-appointment`), 'a clerk appoints nobody');
  product.clock.pass(3_600_000);
  assert.equal(await press(secretary, 'Күткөн Талапкер', 'withdraw-appointment'), 303);
  const { name } = await personNamed(cec.secretary);
  const words = {
    ky: `Кайтарып алган: ${name}, 11-январь, 11:00`,
    ru: `Отозвано: ${name}, 11 января, 11:00`,
    en: `Withdrawn by ${name}, 11 January, 11:00`,
  };
  for (const [language, word] of Object.entries(words))
    assert.ok(plain((await chair.get(`/${language}/people`)).text).includes(word), language);
  const [row] = await context.database.query<{ status: string }>({
    text: `select status from appointment where id = $1`,
    values: [proposal],
  });
  assert.equal(row?.status, 'withdrawn');
});

test('each refusal is said with its code and its reason, in the three languages, and what was chosen stays', async () => {
  const { cec, commissions } = product;
  const [lawyer] = cec.lawyers;
  const person = await aPersonOf(product, commissions['pec-1086'], 'clerk');
  const cases: [string, () => Promise<{ status: number; text: string }>][] = [
    ['DEPUTY_OF_ONESELF', () => propose({ person: lawyer, role: 'lawyer', deputyFor: lawyer })],
    ['DEPUTY_ROLE_NOT_HELD', () => propose({ person, role: 'clerk', deputyFor: lawyer })],
    ['DEPUTY_ROLE_UNFIT', () => propose({ person, role: 'member', deputyFor: lawyer })],
    ['LAST_DAY_PASSED', () => propose({ person, role: 'lawyer', deputyFor: lawyer, lastDay: '2027-01-10' })],
    ['ABSENCE_ENDS_TOO_EARLY', () => recordAbsence({ absent: lawyer, from: '2027-01-20', until: '2027-01-19' })],
    [
      'ABSENCE_DEPUTY_UNKNOWN',
      () => recordAbsence({ absent: lawyer, from: '2027-01-20', until: '2027-01-21', deputy: person }),
    ],
    ['INPUT_INVALID', () => recordAbsence({ absent: lawyer, from: '2027-02-30', until: '2027-03-01' })],
  ];
  for (const [code, send] of cases) {
    const { status, text } = await send();
    assert.ok(status >= 400 && status < 500, code);
    assert.match(text, new RegExp(code));
    assert.match(text, new RegExp(`<option value="${lawyer}" selected>`), code);
  }
  const words: string[] = [];
  for (const language of ['ky', 'ru', 'en']) {
    const path = `/${language}/people`;
    const fields = { person, role: 'chair', deputyFor: lawyer, lastDay: '' };
    words.push(plain((await secretary.submit(path, `${path}/propose-appointment`, fields)).text));
  }
  assert.match(words[0] ?? '', /башка адам үчүн эч ким добуш бербейт/);
  assert.match(words[1] ?? '', /за другого никто не голосует и не подписывает/);
  assert.match(words[2] ?? '', /nobody votes or signs for another/);
});

test('a member sees who is away, and can record their own absence only', async () => {
  const { cec } = product;
  const me = cec.members[0] ?? '';
  const member = await desk.signedIn(me);
  const { text } = await member.get(page);
  assert.match(text, new RegExp(`<option value="${me}"`));
  assert.doesNotMatch(text, new RegExp(`<option value="${cec.clerk}"`));
  const forced = await recordAbsence({ absent: cec.clerk, from: '2027-01-20', until: '2027-01-21' }, member);
  assert.equal(forced.status, 403);
  assert.equal((await recordAbsence({ absent: me, from: '2027-01-20', until: '2027-01-21' }, member)).status, 303);
  assert.equal((await recordAbsence({ absent: me, from: '2027-01-21', until: '2027-01-23' }, member)).status, 409);
});

test('giving a case to who is away is warned about on the form, in the queue and after it, and not refused', async () => {
  const { cec, commissions, context, actor } = product;
  const lawyer = await renamed(await aPersonOf(product, commissions.cec, 'lawyer'), 'Осмонова Нургүл');
  const [one, other] = [await aComplaint(product), await aComplaint(product)];
  for (const complaintId of [one, other])
    granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
  await recordAbsence({ absent: lawyer, from: '2027-01-11', until: '2027-01-14' });
  const form = await chair.get(`/en/cases/${one}/assign-complaint`);
  assert.match(plain(form.text), /Осмонова Нургүл away up to and including 14 January/);
  const given = await chair.submit(`/en/cases/${one}/assign-complaint`, `/en/cases/${one}/assign-complaint`, {
    holder: lawyer,
  });
  assert.equal(given.status, 303);
  const queue = await chair.get('/en?view=all');
  assert.match(queue.text, /Осмонова Нургүл – away up to and including 14 January<\/option>/);
  const tick = new RegExp(`value="(${other}:\\d+)"`).exec(queue.text)?.[1] ?? '';
  const fields = { ...hiddenFields(queue.text, '/en/print-cases'), case: tick, holder: lawyer };
  const assigned = await chair.post('/en/assign-complaints', fields);
  assert.match(plain(assigned.text), /given Please note: away up to and including 14 January/);
});

test('every form of the page of people has been sent', async () => {
  assert.deepEqual(await formsNotSent(product.context.database, peopleRoutes), []);
  assert.deepEqual(desk.defects, []);
});
