import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { syntheticPin } from '../../../integrations/tunduk/contracts/people/pin.ts';
import { civilRecordByPin } from '../../../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { serviceGuard } from '../../../integrations/tunduk/client/service-guard.ts';
import { keepAnswer, recordFailure } from '../../../operations/registries/keep-answer.ts';
import { readQuestion } from '../../../operations/registries/read-question.ts';
import { noteOutage } from '../../../operations/registries/note-outage.ts';
import { sharedOutages } from '../../../operations/registries/shared-outages.ts';
import { readEvents } from '../../../persistence/records/read-record.ts';
import { LANGUAGES } from '../../../domain/language.ts';
import { aComplaint } from '../../../test/builders/complaints.ts';
import { anIdentifiedComplaint } from '../../../test/builders/identified-complaint.ts';
import { complaintState } from '../../../test/builders/procedure-cases.ts';
import { aDesk } from '../../../test/support/desk.ts';
import type { TestDesk } from '../../../test/support/desk.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

const pin = syntheticPin('female', 1980, 101);
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

async function send(complaintId: string, registry: string, at = desk) {
  const browser = await at.signedIn(product.cec.lawyers[0]);
  const path = `/en/cases/${complaintId}/ask-registry`;
  return browser.submit(path, path, { registry, next: 'send' });
}

test('a lawyer asks a registry about the complainant; the event says which and on how sure a ground, and no PIN stands anywhere in it', async () => {
  const complaintId = await anIdentifiedComplaint(product, pin);
  assert.equal((await send(complaintId, 'civilRecordByPin')).status, 303);
  const [request] = (await complaintState(product, complaintId)).requests;
  assert.deepEqual([request?.to, request?.registry, request?.answeredAt], ['stateRegistry', 'civilRecordByPin', null]);
  const events = await readEvents(product.context.database, complaintId);
  const asked = events.find(({ kind }) => kind === 'REGISTRY_ASKED');
  const payload = JSON.parse(asked?.payload ?? '{}') as Record<string, string>;
  assert.deepEqual([payload['registry'], payload['certainty']], ['civilRecordByPin', 'UN']);
  assert.ok(events.every((event) => !event.payload.includes(pin)));
  assert.equal((await send(complaintId, 'civilRecordByPin')).status, 409, 'while it is open it is not asked twice');
});

test('the form says the ground in law with its mark, and that a registry is out, in three languages', async () => {
  const complaintId = await anIdentifiedComplaint(product, pin);
  await noteOutage(product.as('shailoo_worker'), 'registeredAddressByPin', 'opened');
  const browser = await desk.signedIn(product.cec.lawyers[0]);
  const words = {
    ky: ['белгиленген эмес', 'жооп бербей'],
    ru: ['не установлено', 'не отвечает'],
    en: ['not set', 'is out'],
  };
  for (const language of LANGUAGES) {
    const { text } = await browser.get(`/${language}/cases/${complaintId}/ask-registry`);
    for (const word of words[language]) assert.ok(text.includes(word), `${language}: ${word}`);
  }
  await noteOutage(product.as('shailoo_worker'), 'registeredAddressByPin', 'closed');
  assert.ok(!(await browser.get(`/en/cases/${complaintId}/ask-registry`)).text.includes('is out'));
});

test('the answer is shown to staff of the case with the mark of a stand-in, and a failed question asks for the letter', async () => {
  const complaintId = await anIdentifiedComplaint(product, pin);
  await send(complaintId, 'civilRecordByPin');
  await send(complaintId, 'registeredAddressByPin');
  const [civil, address] = (await complaintState(product, complaintId)).requests;
  const evidence = { exchangeId: civil?.id ?? '', attempt: 1, xRoadId: civil?.id ?? '' };
  const data = { pin, surname: 'Сыдыкова', bornOn: '1980-03-04' };
  const worker = product.as('shailoo_worker');
  await keepAnswer(worker, civil?.id ?? '', { kind: 'ok', data, evidence, isStandIn: true });
  await keepAnswer(worker, civil?.id ?? '', { kind: 'business', code: 'NOT_FOUND', evidence, isStandIn: true });
  await recordFailure(worker, address?.id ?? '', 'ACCESS_DENIED');
  const browser = await desk.signedIn(product.cec.lawyers[0]);
  const { text } = await browser.get(`/en/cases/${complaintId}`);
  for (const words of ['Сыдыкова', 'From the stand-in', 'Enter the letter']) assert.ok(text.includes(words), words);
  assert.ok(!text.includes(pin));
  const letter = `/en/cases/${complaintId}/record-answer`;
  const page = await browser.get(`${letter}?request=${address?.id ?? ''}`);
  assert.match(page.text, /registry of registered addresses/i);
  const answered = await browser.submit(letter, letter, {
    request: address?.id ?? '',
    text: 'Кат келди.',
    next: 'send',
  });
  assert.equal(answered.status, 303);
  const states = (await complaintState(product, complaintId)).requests.map(({ answeredAt }) => answeredAt !== null);
  assert.deepEqual(states, [true, true]);
  const kinds = (await readEvents(product.context.database, complaintId)).map(({ kind }) => kind);
  assert.equal(kinds.filter((kind) => kind === 'REGISTRY_ANSWERED').length, 1, 'an answer counts once');
});

test('without a PIN, without a connection, and in production without a ground that is set, nobody is asked', async () => {
  const unnamed = await aComplaint(product, 'admitted');
  assert.match((await send(unnamed, 'civilRecordByPin')).text, /PIN of the complainant is not known/);
  const named = await anIdentifiedComplaint(product, pin);
  const production = await aDesk({
    ...product,
    context: { ...product.context, registries: { needsGround: true } },
    as: (role) => ({ ...product.as(role), registries: { needsGround: true } }),
  });
  const alone = await aDesk({ ...product, as: (role) => withoutRegistries(product.as(role)) });
  try {
    assert.match(
      (await send(named, 'civilRecordByPin', production)).text,
      /legal ground for asking this registry is not set/,
    );
    assert.match((await send(named, 'civilRecordByPin', alone)).text, /not connected to Tunduk/);
  } finally {
    await production.close();
    await alone.close();
  }
  assert.deepEqual((await complaintState(product, named)).requests, []);
});

test('the page of a case with an open question says that its registry is out, and the first answer ends the outage', async () => {
  const complaintId = await anIdentifiedComplaint(product, syntheticPin('female', 1983, 401));
  await send(complaintId, 'civilRecordByPin');
  await send(complaintId, 'registeredAddressByPin');
  const [civil, address] = (await complaintState(product, complaintId)).requests;
  const worker = product.as('shailoo_worker');
  await noteOutage(worker, 'civilRecordByPin', 'opened', { pauseMs: 0 });
  const browser = await desk.signedIn(product.cec.lawyers[0]);
  const words = {
    ky: 'Реестр жооп бербей жатат. Үзгүлтүктүн башталышы',
    ru: 'Реестр не отвечает с',
    en: 'The registry has been out since',
  };
  for (const language of LANGUAGES) {
    const { text } = await browser.get(`/${language}/cases/${complaintId}`);
    assert.equal(text.split(words[language]).length, 2, `${language}: at the question to that registry alone`);
  }
  const evidence = { exchangeId: civil?.id ?? '', attempt: 1, xRoadId: civil?.id ?? '' };
  const isStandIn = true;
  const answer = { kind: 'business' as const, code: 'NOT_FOUND', evidence, isStandIn };
  const guard = serviceGuard(sharedOutages(worker, () => undefined));
  await keepAnswer(worker, civil?.id ?? '', await guard.pass('civilRecordByPin', () => Promise.resolve(answer)));
  assert.ok(!(await browser.get(`/en/cases/${complaintId}`)).text.includes(words.en));
  assert.ok(!(await browser.get('/en/registries')).text.includes('still out'));
  await noteOutage(worker, 'registeredAddressByPin', 'opened');
  assert.ok((await browser.get(`/en/cases/${complaintId}`)).text.includes(words.en));
  await recordFailure(worker, address?.id ?? '', 'PROVIDER_DOWN');
  const failed = (await browser.get(`/en/cases/${complaintId}`)).text;
  assert.ok(!failed.includes(words.en) && failed.includes('Enter the letter'));
  await noteOutage(worker, 'registeredAddressByPin', 'closed');
});

test('who chooses no registry is told to choose one', async () => {
  const complaintId = await anIdentifiedComplaint(product, syntheticPin('female', 1986, 404));
  const refused = await send(complaintId, '');
  assert.equal(refused.status, 422);
  assert.equal(refused.text.split('Choose the registry.').length, 3, 'above the form and at the field');
});

test('about one person a registry is asked no oftener on a day than its contract allows, over all cases', async () => {
  const other = syntheticPin('male', 1971, 202);
  const most = civilRecordByPin.contract.limits.readsPerPersonAndDay;
  for (let n = 0; n < most; n += 1) {
    assert.equal((await send(await anIdentifiedComplaint(product, other), 'civilRecordByPin')).status, 303, String(n));
  }
  const last = await anIdentifiedComplaint(product, other);
  const refused = await send(last, 'civilRecordByPin');
  assert.deepEqual([refused.status, refused.text.includes('as often as is allowed today')], [409, true]);
  assert.equal((await send(last, 'registeredAddressByPin')).status, 303, 'another registry has its own count');
});

const ground = {
  'title-ky': 'Реестрден суроого негиз',
  'title-ru': 'Основание для запроса в реестр',
  'title-en': 'A ground for asking the registry',
  act: 'Решение ЦИК № 40',
  'on-day': '11',
  'on-month': '1',
  'on-year': '2027',
  article: '',
  text: 'Запросы разрешены.',
  language: 'ru',
  'name-ky': 'Маалымат алмашуу келишими',
  'name-ru': 'Соглашение об обмене данными',
  'name-en': 'Agreement on the exchange of data',
  number: '17/3',
  'day-day': '5',
  'day-month': '1',
  'day-year': '2027',
  place: '',
  certainty: 'SL',
};

/** One lawyer of the commission proposes the ground, another confirms it. */
async function setGround(change: Partial<typeof ground> & { confirms?: string } = {}): Promise<void> {
  const form = '/en/law/propose?change=registryGround&value=civilRecordByPin';
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const proposed = await lawyer.submit(form, '/en/law/propose/propose-edition', { ...ground, ...change });
  assert.equal(proposed.status, 303, proposed.text.slice(0, 2_000));
  const page = proposed.location ?? '';
  assert.ok((await lawyer.get(page)).text.includes('Ground for asking: civil registry'));
  assert.equal((await lawyer.submit(page, `${page}/reject-edition`, {})).status, 303, 'who proposed may take it back');
  const again = await lawyer.submit(form, '/en/law/propose/propose-edition', { ...ground, ...change });
  const second = await desk.signedIn(product.cec.lawyers[1]);
  assert.equal((await second.submit(again.location ?? '', `${again.location ?? ''}/confirm-edition`)).status, 303);
}

test('the commission sets and replaces the ground of a registry by two people; with it production asks, with an unsure one it does not', async () => {
  const inProduction = { registries: { needsGround: true } };
  const production = await aDesk({
    ...product,
    context: { ...product.context, ...inProduction },
    as: (role) => ({ ...product.as(role), ...inProduction }),
  });
  const worker = { ...product.as('shailoo_worker'), ...inProduction };
  const complaintId = await anIdentifiedComplaint(product, syntheticPin('male', 1984, 402));
  const other = await anIdentifiedComplaint(product, syntheticPin('male', 1985, 403));
  try {
    const browser = await production.signedIn(product.cec.lawyers[0]);
    const form = (language: string) => browser.get(`/${language}/cases/${complaintId}/ask-registry`);
    assert.match(
      (await send(complaintId, 'civilRecordByPin', production)).text,
      /ground for asking this registry is not/,
    );
    const fresh = (await browser.get('/ky/law/propose?change=registryGround&value=civilRecordByPin')).text;
    assert.match(fresh, /name="title-ru"[^>]* value="Основание запроса: реестр актов гражданского состояния/);
    assert.match(fresh, /name="title-en"[^>]* value="Ground for asking: civil registry/);
    const refused = await browser.submit(
      '/en/law/propose?change=registryGround&value=civilRecordByPin',
      '/en/law/propose/propose-edition',
      {
        ...ground,
        number: ' ',
        'title-ru': '',
        'day-day': '31',
        'day-month': '2',
        'on-day': '',
        'on-month': '',
        'on-year': '',
      },
    );
    assert.equal(refused.status, 422);
    const faults = [...refused.text.matchAll(/<li><a href="(#[^"]+)">([^<]+)</g)].map(([, href, text]) => [href, text]);
    assert.deepEqual(
      faults,
      [
        ['#number', 'Number of the document: Fill in this field.'],
        ['#day-day', 'Day of the document: There is no such day. Give day, month and year.'],
        ['#title-ru', 'Title of the change in Russian: Fill in this field.'],
        ['#on-day', 'Day of the act: Give day, month and year.'],
      ],
      'everything that is wrong is told at once',
    );
    for (const [href = ''] of faults) assert.ok(refused.text.includes(`id="${href.slice(1)}"`), href);
    await setGround({ confirms: 'yes' });
    const names = { ky: ground['name-ky'], ru: ground['name-ru'], en: ground['name-en'] };
    for (const language of LANGUAGES) assert.ok((await form(language)).text.includes(names[language]), language);
    assert.match((await form('en')).text, /No\. 17\/3 of 5 January 2027/);
    assert.match((await form('en')).text, /Confirmed: Central Election Commission, 11 January 2027/);
    assert.equal((await send(complaintId, 'civilRecordByPin', production)).status, 303);
    const events = await readEvents(product.context.database, complaintId);
    const asked = JSON.parse(events.find(({ kind }) => kind === 'REGISTRY_ASKED')?.payload ?? '{}') as object;
    assert.partialDeepStrictEqual(asked, { registry: 'civilRecordByPin', certainty: 'SL' });
    const [request] = (await complaintState(product, complaintId)).requests;
    const question = await readQuestion(worker, request?.id ?? '');
    assert.ok(typeof question === 'object');
    assert.equal(question.legalGround, 'Маалымат алмашуу келишими, № 17/3, 2027-01-05, SL');
    assert.match(
      (await send(complaintId, 'registeredAddressByPin', production)).text,
      /ground for asking this registry/,
    );
    await setGround({ place: 'п. 4', certainty: 'UN' });
    assert.match((await form('en')).text, /No\. 17\/3 of 5 January 2027, п\. 4/);
    assert.match((await send(other, 'civilRecordByPin', production)).text, /ground for asking this registry is not/);
    assert.equal(await readQuestion(worker, request?.id ?? ''), 'no-ground', 'an attempt needs the ground too');
    const actions = await product.context.database.query<{ n: number }>({
      text: `select count(*)::integer as n from audit where action = 'lawEdition.confirmLawEdition' and outcome = 'done'`,
    });
    assert.deepEqual(actions, [{ n: 2 }]);
  } finally {
    await production.close();
  }
});

function withoutRegistries<Context extends { registries?: unknown }>(context: Context): Context {
  const { registries: _registries, ...rest } = context;
  return rest as Context;
}
