import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { AttemptEnd, AttemptSending, Exchange } from '../../integrations/tunduk/client/exchange-log.ts';
import { civilRecordByPin } from '../../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { xRoadIdOf } from '../../integrations/tunduk/protocol/exchange-ids.ts';
import { postgresExchangeLog } from '../../persistence/tunduk/exchange-log.ts';
import { findQuestion, insertQuestion } from '../../persistence/tunduk/question-rows.ts';
import { answerOf, granted } from '../../test/builders/complaints.ts';
import { anIdentifiedComplaint } from '../../test/builders/identified-complaint.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { askRegistry } from './ask-registry.ts';
import { ReadsSpent, spareThePerson } from './spare-person.ts';

const most = civilRecordByPin.contract.limits.readsPerPersonAndDay;
const registry = 'civilRecordByPin';
const environment = 'test' as const;
const said = { contract: 'c', client: 'x', service: 's', userId: 'KG-1', issue: '1', purpose: 'p', legalGround: 'g' };
let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

async function cases(pin: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await anIdentifiedComplaint(product, pin));
  return ids;
}

async function exchangeOf(requestId: string): Promise<Exchange> {
  const question = await findQuestion(product.as('shailoo_worker').database, requestId);
  return { exchangeId: question?.exchangeId ?? assert.fail('no question'), environment, ...said };
}

test('of twice as many acts at one moment about one person as a day allows, exactly the allowed number asks', async () => {
  const lawyer = await product.actor(product.cec.lawyers[0]);
  const pin = syntheticPin('female', 1981, 301);
  const ids = await cases(pin, 2 * most);
  const outcomes = await Promise.all(
    ids.map((complaintId) => askRegistry(product.as('shailoo_desk'), lawyer, { complaintId, registry })),
  );
  const answers = outcomes.map((outcome) => answerOf(outcome));
  assert.equal(answers.filter((answer) => answer === 'granted').length, most);
  assert.equal(answers.filter((answer) => answer === 'REGISTRY_READS_SPENT').length, most);
});

/** Questions of the day before yesterday that nobody has answered: the day's number is theirs as soon as they are tried. */
async function oldQuestions(count: number): Promise<string[]> {
  const { database } = product.context;
  const exchangeIds = Array.from({ length: count }, () => randomUUID());
  for (const exchangeId of exchangeIds) {
    const ids = { requestId: randomUUID(), complaintId: randomUUID(), exchangeId };
    await insertQuestion(database, { ...ids, registry, personLookUp: 'look-up of a person' });
  }
  const table = 'private.registry_question';
  await database.query({ text: `alter table ${table} disable trigger registry_question_append_only` });
  await database.query({
    text: `update ${table} set asked_at = asked_at - interval '2 days' where person_look_up = 'look-up of a person'`,
  });
  await database.query({ text: `alter table ${table} enable trigger registry_question_append_only` });
  return exchangeIds;
}

test('attempts at one moment about one person are no more than a day allows, whatever number of workers makes them', async () => {
  const logs = [1, 2].map(() =>
    postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(
      product.as('shailoo_worker').database,
      xRoadIdOf,
      spareThePerson,
    ),
  );
  const exchanges = (await oldQuestions(4 * most)).map((exchangeId) => ({ exchangeId, environment, ...said }));
  const [even, odd] = logs;
  assert.ok(even !== undefined && odd !== undefined);
  const tries = exchanges.map((exchange, place) => (place % 2 === 0 ? even : odd).reserve(exchange));
  const ends = await Promise.allSettled(tries);
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, most);
  for (const end of ends) assert.ok(end.status === 'fulfilled' || end.reason instanceof ReadsSpent);
  const [spent] = ends.filter(({ status }) => status === 'rejected');
  assert.ok(spent?.status === 'rejected' && spent.reason instanceof ReadsSpent);
  assert.ok(spent.reason.untilMidnightMs > 0 && spent.reason.untilMidnightMs <= 86_400_000);
});

test('an attempt that never left us is not counted', async () => {
  const lawyer = await product.actor(product.cec.lawyers[0]);
  const [complaintId = ''] = await cases(syntheticPin('male', 1983, 303), 1);
  const { requestId } = granted(await askRegistry(product.context, lawyer, { complaintId, registry }));
  const log = postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(
    product.as('shailoo_worker').database,
    xRoadIdOf,
    spareThePerson,
  );
  const exchange = await exchangeOf(requestId);
  for (let n = 0; n < 2 * most; n += 1) {
    const outcome = { kind: 'failure' as const, category: 'SS_UNREACHABLE' };
    await log.end(await log.reserve(exchange), { at: new Date(), outcome, isStandIn: false });
  }
});
