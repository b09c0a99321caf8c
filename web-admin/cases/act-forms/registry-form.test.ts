import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { syntheticPin } from '../../../integrations/tunduk/contracts/people/pin.ts';
import { civilRecordByPin } from '../../../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { keepAnswer, recordFailure } from '../../../operations/registries/keep-answer.ts';
import { noteOutage } from '../../../operations/registries/note-outage.ts';
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

function withoutRegistries<Context extends { registries?: unknown }>(context: Context): Context {
  const { registries: _registries, ...rest } = context;
  return rest as Context;
}
