import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type {
  AttemptEnd,
  AttemptSending,
  Exchange,
  ExchangeLog,
} from '../../integrations/tunduk/client/exchange-log.ts';
import { openFileExchangeLog } from '../../integrations/tunduk/client/file-exchange-log.ts';
import { xRoadIdOf } from '../../integrations/tunduk/protocol/exchange-ids.ts';
import { aDatabase } from '../../test/support/postgres.ts';
import type { TestDatabase } from '../../test/support/postgres.ts';
import { openDatabase } from '../database.ts';
import type { Database } from '../database.ts';
import { postgresExchangeLog } from './exchange-log.ts';

const anExchange = (): Exchange => ({
  exchangeId: randomUUID(),
  contract: 'infocom.zags.dataByPin',
  client: 'x/GOV/1/a',
  service: 'x/GOV/2/b/c',
  userId: 'KG-1',
  issue: '2026-17',
  purpose: 'текшерүү',
  legalGround: 'not set',
  environment: 'test',
});
const sending: AttemptSending = {
  at: new Date('2026-11-28T10:00:00Z'),
  server: 'ss:8443',
  requestSha512: 'ab',
  requestKey: 'k',
};
const end: AttemptEnd = {
  at: new Date('2026-11-28T10:00:01Z'),
  outcome: { kind: 'business', code: 'NOT_FOUND' },
  isStandIn: true,
  httpStatus: 200,
};
const soon = () => new Date(Date.now() + 60_000);

/** What every log of attempts promises. */
function contract(name: string, open: () => Promise<ExchangeLog>): void {
  describe(`${name} keeps the contract of an exchange log`, () => {
    test('attempts count from one for each exchange, and their ids can be computed again', async () => {
      const log = await open();
      const [one, other] = [anExchange(), anExchange()];
      const refs = [await log.reserve(one), await log.reserve(one), await log.reserve(other)];
      assert.deepEqual(
        refs.map(({ attempt }) => attempt),
        [1, 2, 1],
      );
      assert.deepEqual(
        refs.map(({ xRoadId }) => xRoadId),
        refs.map((ref) => xRoadIdOf(ref.exchangeId, ref.attempt)),
      );
    });

    test('twenty callers at once get twenty numbers', async () => {
      const log = await open();
      const exchange = anExchange();
      const refs = await Promise.all(Array.from({ length: 20 }, () => log.reserve(exchange)));
      assert.deepEqual(
        refs.map(({ attempt }) => attempt).toSorted((a, b) => a - b),
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
    });

    test('what was written is read again with its times, step by step', async () => {
      const log = await open();
      const exchange = anExchange();
      const ref = await log.reserve(exchange);
      assert.deepEqual(
        (await log.unfinished(soon())).filter(({ exchangeId }) => exchangeId === exchange.exchangeId).length,
        1,
      );
      await log.sending(ref, sending);
      await log.end(ref, end);
      const [attempt] = await log.attempts(exchange.exchangeId);
      assert.ok(attempt !== undefined);
      assert.deepEqual([attempt.exchange, attempt.sending, attempt.end], [exchange, sending, end]);
      assert.ok(Math.abs(attempt.reservedAt.getTime() - Date.now()) < 60_000);
      assert.deepEqual(
        (await log.unfinished(soon())).filter(({ exchangeId }) => exchangeId === exchange.exchangeId),
        [],
      );
      assert.deepEqual(await log.unfinished(new Date(0)), []);
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'shailoo-exchange-log-'));
after(() => rmSync(folder, { recursive: true, force: true }));
contract('a file', () => openFileExchangeLog(join(folder, `${randomUUID()}.jsonl`)));

let database: TestDatabase;
let worker: Database;
before(async () => {
  database = await aDatabase();
  worker = openDatabase(database.url, { role: 'shailoo_worker' });
});
after(() => worker.close());
contract('Postgres', () =>
  Promise.resolve(postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(worker, xRoadIdOf)),
);

test('nobody changes or deletes an attempt, and a step comes once', async () => {
  const log = postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(worker, xRoadIdOf);
  const ref = await log.reserve(anExchange());
  await log.end(ref, end);
  await assert.rejects(log.end(ref, end), { code: '23505' });
  await assert.rejects(worker.query({ text: 'delete from registry_attempt' }), { code: '42501' });
  const owner = openDatabase(database.url);
  await assert.rejects(owner.query({ text: `update registry_attempt set attempt = 9` }));
  await assert.rejects(owner.query({ text: 'truncate registry_attempt_step' }));
  await owner.close();
});
