import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { isUniqueViolation } from '../../persistence/database.ts';
import type { Statement } from '../../persistence/database.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import { startTrainingClock } from '../../persistence/clock/legal-clock.ts';
import { legalClock } from '../clock/legal-clock.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import type { OperationContext } from '../context.ts';
import { verifyRecords } from './verify-records.ts';

let product: Product;
before(async () => {
  product = await aProduct();
  await startTrainingClock(product.context.database, product.clock.now);
});
after(() => product.close());

const isWrite = ({ name = '' }: Statement): boolean => name.startsWith('write-');

/** The desk, with `meanwhile` done just before its first write. */
function overtaken(meanwhile: () => Promise<unknown>): { desk: OperationContext; refused: unknown[] } {
  const desk = product.as('shailoo_desk');
  const { database } = desk;
  const refused: unknown[] = [];
  let isFirst = true;
  const query = async <Row>(statement: Statement): Promise<Row[]> => {
    if (isWrite(statement) && isFirst) {
      isFirst = false;
      await meanwhile();
    }
    return database.query<Row>(statement).catch((error: unknown) => {
      refused.push(error);
      throw error;
    });
  };
  return { desk: { ...desk, database: { ...database, query }, clock: legalClock(database) }, refused };
}

async function standing(complaintId: string) {
  const events = await readEvents(product.context.database, complaintId);
  const [row] = await product.context.database.query<{
    version: number;
    headSeq: number;
    holder: string | null;
    done: number;
  }>({
    text: `select r.version, r.head_seq as "headSeq", c.holder,
        (select count(*)::int from audit a where a.record_id = r.id and a.outcome = 'done') as done
      from record r join complaint c on c.id = r.id where r.id = $1`,
    values: [complaintId],
  });
  assert.ok(row);
  return { ...row, events, takes: events.filter(({ kind }) => kind === 'COMPLAINT_TAKEN') };
}

async function faults(): Promise<string[]> {
  const found: string[] = [];
  await verifyRecords(product.as('shailoo_worker'), ({ fault }) => found.push(fault));
  return found;
}

test('acts on one case at the same moment follow each other: each has its event, its version and its line in the audit', async () => {
  const complaintId = await aComplaint(product, 'registered');
  const earlier = await standing(complaintId);
  const lawyers = await Promise.all(product.cec.lawyers.map((id) => product.actor(id)));
  const desks = [product.as('shailoo_desk'), product.as('shailoo_desk')];
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, n) => {
      const [desk, lawyer] = [desks[n % desks.length], lawyers[n % lawyers.length]];
      assert.ok(desk && lawyer);
      return takeComplaint(desk, lawyer, { complaintId });
    }),
  );
  const done = outcomes.filter(({ ok }) => ok).length;
  const now = await standing(complaintId);
  assert.ok(done > 1, 'several came through');
  assert.equal(now.takes.length, done);
  assert.equal(now.version, earlier.version + done);
  assert.equal(now.done, earlier.done + done);
  assert.deepEqual(
    now.events.map(({ seq }) => seq),
    Array.from({ length: now.headSeq }, (_, n) => n + 1),
  );
  const last = JSON.parse(now.takes.at(-1)?.payload ?? '{}') as { holder?: string };
  assert.equal(now.holder, last.holder, 'the row shows the last of them');
  assert.deepEqual(await faults(), []);
});

test('an act that another one overtook is decided anew under a lock, at the moment of its arrival', async () => {
  const complaintId = await aComplaint(product, 'registered');
  const [first, second] = await Promise.all(product.cec.lawyers.slice(0, 2).map((id) => product.actor(id)));
  assert.ok(first && second);
  let moment: Instant | undefined;
  const { desk, refused } = overtaken(async () => {
    granted(await takeComplaint(product.context, second, { complaintId }));
    moment = (await legalClock(product.context.database)()).legal;
  });
  granted(await takeComplaint(desk, first, { complaintId }));
  assert.equal(refused.length, 1);
  assert.ok(isUniqueViolation(refused[0]));
  const { takes, holder } = await standing(complaintId);
  assert.equal(takes.length, 2);
  assert.equal(holder, first.personId);
  const mine = takes.at(-1);
  assert.ok(mine && moment && mine.legalAt < moment, 'what came first is not judged by when the second was done');
  assert.deepEqual(await faults(), []);
});

test('what another act has made impossible meanwhile is refused, and nothing of it stays', async () => {
  const complaintId = await aComplaint(product, 'registered');
  const [first, second] = await Promise.all(product.cec.lawyers.slice(0, 2).map((id) => product.actor(id)));
  assert.ok(first && second);
  const { version } = await standing(complaintId);
  const { desk } = overtaken(async () => granted(await takeComplaint(product.context, second, { complaintId })));
  assert.equal(answerOf(await takeComplaint(desk, first, { complaintId, expectedVersion: version })), 'STALE_VERSION');
  const now = await standing(complaintId);
  assert.equal(now.takes.length, 1);
  assert.equal(now.holder, second.personId);
});
