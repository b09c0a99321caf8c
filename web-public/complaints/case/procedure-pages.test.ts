import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../../domain/complaints/complaint.ts';
import { addMilliseconds } from '../../../domain/time/instant.ts';
import { appointHearing } from '../../../operations/complaints/appoint-hearing.ts';
import { changeTerm } from '../../../operations/complaints/change-term.ts';
import { fileComplaintByApi } from '../../../operations/complaints/file-complaint-by-api.ts';
import { forwardComplaint } from '../../../operations/complaints/forward-complaint.ts';
import { joinComplaint } from '../../../operations/complaints/join-complaint.ts';
import { receiveForwarded } from '../../../operations/complaints/receive-forwarded.ts';
import { recordAppeal } from '../../../operations/complaints/record-appeal.ts';
import { recordAppealResult } from '../../../operations/complaints/record-appeal-result.ts';
import { returnForDefects } from '../../../operations/complaints/return-for-defects.ts';
import { sendRequest } from '../../../operations/complaints/send-request.ts';
import { takeComplaint } from '../../../operations/complaints/take-complaint.ts';
import { withdrawComplaint } from '../../../operations/complaints/withdraw-complaint.ts';
import { endDueTerms } from '../../../operations/deadlines/end-due-terms.ts';
import { draftDecision } from '../../../operations/decisions/draft-decision.ts';
import { aComplaint, aDecisionText, aFiling, granted } from '../../../test/builders/complaints.ts';
import { aPublishedComplaint } from '../../../test/builders/published-complaint.ts';
import {
  aDraftedCase,
  aLowerCommission,
  bringToDraft,
  complaintState,
  decideDraft,
} from '../../../test/builders/procedure-cases.ts';
import { FormBrowser } from '../../../test/support/form-browser.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

let product: Product;
let portal: TestPortal;
let tec: Product;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  tec = await aLowerCommission(product);
});
after(async () => {
  await portal.close();
  await product.close();
});

const hour = 3_600_000;

const stateOf = (id: string): Promise<ComplaintState> => complaintState(product, id);

/** The public page of a case without its tags, and the same case as the API gives it. */
async function publicly(id: string, language = 'ru'): Promise<{ text: string; html: string; json: Detail }> {
  const { number, commissionId } = await stateOf(id);
  const key = commissionId === product.commissions.cec ? 'cec' : 'tec-sokuluk';
  const page = await fetch(`${portal.url}/${language}/complaints/${key}/${number}`);
  assert.equal(page.status, 200);
  const answer = await fetch(`${portal.url}/api/v1/complaints/${number}?commission=${key}`);
  assert.equal(answer.status, 200);
  const html = await page.text();
  return {
    html,
    text: html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
    json: (await answer.json()) as Detail,
  };
}

type Detail = Record<string, unknown> & {
  requests: { to: string; state: string }[];
  appeals: { to: string; result: string | null; case: { number: string } | null }[];
  alterations: { change: string; from: string; to: string }[];
  decisions: { number: string; force: string; forceGround: string | null; replacedBy: string | null }[];
};

async function lawyer() {
  return product.actor(product.cec.lawyers[0]);
}

test('a returned complaint shows that it is returned and until when, and not what is missing', async () => {
  const complaintId = await aComplaint(product, 'registered');
  granted(await takeComplaint(product.context, await lawyer(), { complaintId }));
  const request = { complaintId, defects: ['demand'], text: 'Тайный недостаток' };
  granted(await returnForDefects(product.context, await lawyer(), request));
  const { text, json } = await publicly(complaintId);
  assert.match(text, /Заявитель может дополнить жалобу до 10:0\d 13 января 2027 года/);
  assert.match(text, /На доработке/);
  assert.doesNotMatch(text, /Тайный|не указано требование/);
  assert.ok(json['cure']);
  assert.doesNotMatch(JSON.stringify(json), /demand/);
});

test('a complaint forwarded to a commission leads to its case there, and that one back', async () => {
  const complaintId = await aComplaint(product, 'admitted');
  const to = { to: 'commission', commissionKey: 'tec-sokuluk', name: '', text: 'По подведомственности.' };
  granted(await forwardComplaint(product.context, await lawyer(), { complaintId, ...to }));
  const before = await publicly(complaintId);
  assert.match(before.text, /Жалоба направлена в другую комиссию, номер там скоро появится/);
  await receiveForwarded(product.as('shailoo_worker'));
  const { forwardedCase, number } = await stateOf(complaintId);
  const there = await stateOf(forwardedCase ?? '');
  const here = await publicly(complaintId);
  assert.match(here.text, new RegExp(`Жалобу рассматривает другая комиссия\\..*Номер: ${there.number}`));
  assert.match(here.html, new RegExp(`href="/ru/complaints/tec-sokuluk/${there.number}"`));
  const arrived = await publicly(there.id);
  assert.match(arrived.html, new RegExp(`Поступила из дела: <a href="/ru/complaints/cec/${number}"`));
});

test('a complaint forwarded outside says to what kind of body, never to whom by name', async () => {
  const complaintId = await aComplaint(product, 'admitted');
  const to = { to: 'police', name: 'ГУВД Тайное', text: 'Секрет' };
  granted(await forwardComplaint(product.context, await lawyer(), { complaintId, ...to }));
  const { text } = await publicly(complaintId);
  assert.match(text, /Кому: орган внутренних дел/);
  assert.doesNotMatch(text, /Тайное|Секрет/);
});

test('a withdrawn complaint says so and that nothing will be decided', async () => {
  const complaintId = await aComplaint(product, 'registered');
  granted(await withdrawComplaint(product.context, { kind: 'complainant' }, { complaintId, text: 'Личная причина' }));
  const { text } = await publicly(complaintId);
  assert.match(text, /Заявитель отозвал жалобу\. Решения не будет/);
  assert.doesNotMatch(text, /Личная причина|должна принять решение/);
});

test('joined complaints name each other', async () => {
  const leadId = await aComplaint(product, 'admitted');
  const complaintId = await aComplaint(product, 'admitted');
  granted(await joinComplaint(product.context, await lawyer(), { complaintId, leadId }));
  const [lead, joined] = [await stateOf(leadId), await stateOf(complaintId)];
  assert.match(
    (await publicly(complaintId)).html,
    new RegExp(`Объединена с: <a href="/ru/complaints/cec/${lead.number}"`),
  );
  assert.match(
    (await publicly(leadId)).html,
    new RegExp(`Присоединена: <a href="/ru/complaints/cec/${joined.number}"`),
  );
});

test('requests show the kind of body and that it is overdue; a hearing its date, not its place', async () => {
  const complaintId = await aComplaint(product, 'admitted');
  const asked = {
    complaintId,
    to: 'police',
    needsCheck: true,
    name: 'Тайный отдел',
    address: 'Тайный адрес',
    text: 'Тайна',
  };
  granted(await sendRequest(product.context, await lawyer(), asked));
  const startsAt = addMilliseconds(product.clock.now, 30 * 24 * hour);
  const hearing = { complaintId, startsAt, invited: ['complainant'], place: 'Тайное место', text: '' };
  granted(await appointHearing(product.context, await lawyer(), hearing));
  product.clock.pass(5 * 24 * hour);
  await endDueTerms(product.as('shailoo_worker'));
  const { text, json } = await publicly(complaintId);
  assert.match(text, /орган внутренних дел/);
  assert.match(text, /срок нарушен/);
  assert.match(text, /Запросов без ответа в срок: 1/);
  assert.match(text, /Слушание: 10 февраля 2027 года/);
  assert.doesNotMatch(text, /Тайн/);
  assert.equal(json.requests[0]?.state, 'overdue');
  product.clock.pass(-5 * 24 * hour);
});

test('an altered term shows both ends and the ground', async () => {
  const complaintId = await aComplaint(product, 'admitted');
  const order = { change: 'extend', ground: 'commissionDecision', lastDay: '2027-02-20' } as const;
  const chair = await product.actor(product.cec.chair);
  granted(await changeTerm(product.context, chair, { complaintId, term: 'complaint_decide', order }));
  const { text, json } = await publicly(complaintId);
  assert.match(text, /Прежний срок: 14 января 2027 года, 24:00/);
  assert.match(text, /Новый срок: 20 февраля 2027 года, 24:00/);
  assert.match(text, /Основание: решение комиссии/);
  assert.equal(json.alterations[0]?.change, 'extend');
});

test('a decision that a court sent back and the new one are both shown, and the case is examined again', async () => {
  const complaintId = await aPublishedComplaint(product);
  const first = await publicly(complaintId);
  const clerk = await product.actor(product.cec.clerk);
  const claim = { complaintId, to: 'administrativeCourt', number: 'АД-1', text: '' };
  const { appealId } = granted(await recordAppeal(product.context, clerk, claim));
  assert.match((await publicly(complaintId)).text, /Итог обжалован: Административный суд города Бишкек/);
  const result = { complaintId, appealId, result: 'sentBack', number: 'АД-1', text: '' };
  granted(await recordAppealResult(product.context, clerk, result));
  const again = await publicly(complaintId);
  assert.match(again.text, /Отменено/);
  assert.match(again.text, /Так решил суд/);
  assert.match(again.text, /направлено на новое рассмотрение/);
  assert.match(again.text, /должна принять решение/);
  assert.match(again.text, /Рассматривается заново/);
  assert.equal(again.json.decisions[0]?.force, 'annulled');
  const draft = { complaintId, outcome: 'granted' as const, text: aDecisionText({ title: 'Новое решение' }) };
  granted(await draftDecision(product.context, await lawyer(), draft));
  await decideDraft(product, complaintId);
  const after = await publicly(complaintId);
  assert.equal(after.json.decisions.length, 2);
  assert.match(after.text, /Решения по делу/);
  const [one, two] = after.json.decisions;
  assert.match(after.text, new RegExp(`№ ${one?.number ?? ''}.*№ ${two?.number ?? ''}`));
  assert.match(first.text, new RegExp(one?.number ?? 'none'));
});

test('a decision of the commission below is contested from its page, and annulled with reason and link both ways', async () => {
  const complaintId = await aDraftedCase(tec, { commission: 'tec-sokuluk' });
  await decideDraft(tec, complaintId);
  const { number } = await stateOf(complaintId);
  const browser = new FormBrowser(portal.url);
  await browser.open(`/ru/complaints/tec-sokuluk/${number}`);
  const [, link = ''] = /href="([^"]+\/new\/against\/[^"]+)"/.exec(browser.html) ?? [];
  await browser.open(link);
  assert.match(browser.html, /Центральная избирательная комиссия/);
  await browser.send(link, {});
  assert.equal(browser.path, '/ru/complaints/new/who');
  await browser.open('/ru/complaints/new/commission');
  assert.match(browser.html, /Центральная избирательная комиссия/);
  await browser.open('/ru/complaints/new/what');
  assert.match(browser.html, /Сокулук/);
  const appealId = await fileDraft(browser);
  const appeal = await stateOf(appealId);
  assert.equal(appeal.attacks, complaintId);
  const contested = await publicly(complaintId);
  assert.match(contested.html, new RegExp(`Обжалуется в деле: <a href="/ru/complaints/cec/${appeal.number}"`));
  await bringToDraft(product, appealId, 'annulled');
  await decideDraft(product, appealId);
  const below = await publicly(complaintId);
  assert.match(below.text, /Отменено/);
  assert.match(below.text, new RegExp(`Так решила вышестоящая комиссия.*${appeal.number}`));
  assert.deepEqual(
    below.json.appeals.map(({ to, result, case: heard }) => [to, result, heard?.number]),
    [['upperCommission', 'annulled', appeal.number]],
  );
  const above = await publicly(appealId);
  assert.match(above.html, new RegExp(`Обжалует: <a href="/ru/complaints/tec-sokuluk/${number}"`));
});

test('a decision of the commission below that is sent back is opened again there', async () => {
  const complaintId = await aDraftedCase(tec, { commission: 'tec-sokuluk' });
  await decideDraft(tec, complaintId);
  const { number } = await stateOf(complaintId);
  const appealId = await aDraftedCase(product, { commission: 'cec', attacks: `tec-sokuluk/${number}` }, 'sentBack');
  await decideDraft(product, appealId);
  const { text, json } = await publicly(complaintId);
  assert.equal((await stateOf(complaintId)).status, 'admitted');
  assert.match(text, /Рассматривается заново/);
  assert.match(text, /должна принять решение/);
  assert.equal(json.decisions[0]?.force, 'annulled');
  assert.equal(json.decisions[0]?.forceGround, 'upperCommission');
});

test('what cannot be contested at a commission says so: nothing decided yet, and the CEC in court', async () => {
  const filed = granted(
    await fileComplaintByApi(
      product.context,
      { client: 't', idempotencyKey: 'f' },
      aFiling({ commission: 'tec-sokuluk' }),
    ),
  );
  const { number } = await stateOf(filed.recordId);
  const early = await fetch(`${portal.url}/ru/complaints/new/against/tec-sokuluk/${number}`);
  assert.equal(early.status, 409);
  const complaintId = await aPublishedComplaint(product);
  const of = await stateOf(complaintId);
  assert.equal((await fetch(`${portal.url}/ru/complaints/new/against/cec/${of.number}`)).status, 404);
  const { text, html } = await publicly(complaintId);
  assert.match(text, /С этим обращаются в суд, не в комиссию/);
  assert.doesNotMatch(html, /new\/against/);
});

test('a closed case says that nobody can contest it any more', async () => {
  const complaintId = await aPublishedComplaint(product);
  product.clock.pass(10 * 24 * hour);
  await endDueTerms(product.as('shailoo_worker'));
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).status, 'closed');
  const { text } = await publicly(complaintId);
  assert.match(text, /Дело завершено: обжаловать итог больше нельзя/);
});

/** Goes from the first step to the receipt with what the form already holds. */
async function fileDraft(browser: FormBrowser): Promise<string> {
  const { database } = product.context;
  const known = await database.query<{ id: string }>({ text: `select id from complaint` });
  await browser.open('/ru/complaints/new/what');
  const statement = { statement: 'Комиссия решила неверно.', demand: 'Отменить решение.' };
  const kept = {
    kind: 'commissionAct',
    respondentKind: 'commission',
    respondent: 'ТИК',
    respondentCommission: 'tec-sokuluk',
    accept: '1',
  };
  await browser.send('/ru/complaints/new/what', { ...kept, ...statement });
  await browser.open('/ru/complaints/new/check');
  await browser.send('/ru/complaints/new/check', {});
  assert.match(browser.path, /\/receipt$/);
  const now = await database.query<{ id: string }>({ text: `select id from complaint` });
  const made = now.find(({ id }) => known.every((one) => one.id !== id));
  return made?.id ?? '';
}
