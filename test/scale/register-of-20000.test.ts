import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateComplaints } from '../../bench/generate-complaints.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { listComplaints, registerFilter, registerQuerySchema } from '../../operations/complaints/list-complaints.ts';
import type { RegisterPage, RegisterQuery } from '../../operations/complaints/list-complaints.ts';
import { listQueue } from '../../operations/complaints/list-queue.ts';
import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { OperationContext } from '../../operations/context.ts';
import { queueFilterFor } from '../../operations/complaints/queue-filter-for.ts';
import type { PersonActor } from '../../operations/people/read-workplace.ts';
import { listQueueRows } from '../../persistence/complaints/queue-page.ts';
import { listRegisterRows } from '../../persistence/complaints/register-page.ts';
import type { RegisterPlace } from '../../persistence/complaints/register-page.ts';
import type { Database, Statement, Transaction } from '../../persistence/database.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import { granted } from '../builders/complaints.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

const count = 20_000;
let product: Product;
let portal: OperationContext;
before(async () => {
  product = await aProduct();
  const founded = { commissions: product.commissions, electionId: product.electionId };
  await generateComplaints({ context: product.context, founded, clerk: product.cec.clerk }, count, 2_000);
  portal = product.as('shailoo_portal');
});
after(() => product.close());

const asked = (query: Partial<RegisterQuery>): RegisterQuery => registerQuerySchema.parse(query);

test('the pages of a register of twenty thousand show every complaint once, in the order of receipt', async () => {
  const numbers = new Set<string>();
  let earlier = '9999';
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: RegisterPage = granted(await listComplaints(portal, asked(after === '' ? {} : { after }), 500));
    for (const { number, receivedAt } of page.complaints) {
      assert.ok(receivedAt <= earlier && !numbers.has(number), number);
      earlier = receivedAt;
      numbers.add(number);
    }
    after = page.next ?? undefined;
  }
  assert.equal(numbers.size, count);
});

test('what is told of a selection is true: few are counted, of many it is said that there are more', async () => {
  const of = async (query: Partial<RegisterQuery>) => {
    const { count: n, isMore } = granted(await listComplaints(portal, asked(query)));
    return { n, isMore };
  };
  assert.deepEqual(await of({ status: ['returnedForDefects'] }), { n: 0, isMore: false });
  const [known] = await product.context.database.query<{ n: number }>({
    text: `select count(*) as n from complaint where territory = 'KG-C' and kind = 'bribery' and outcome = 'granted'`,
  });
  assert.ok((known?.n ?? 0) > 0);
  assert.deepEqual(await of({ territory: 'KG-C', kind: ['bribery'], outcome: ['granted'] }), {
    n: known?.n,
    isMore: false,
  });
  assert.equal((await of({ kind: ['voting'] })).isMore, true);
});

test('a large selection is not counted anew for each who asks, a small one is', async () => {
  const uncounted: Database = {
    ...portal.database,
    transaction: (work) =>
      portal.database.transaction((tx) =>
        work({
          ...tx,
          query: (statement) => {
            if (statement.text.startsWith('select count')) throw new Error('counted');
            return tx.query(statement);
          },
        }),
      ),
  };
  const again = { ...portal, database: uncounted };
  const large = asked({ kind: ['voting'] });
  const first = granted(await listComplaints(portal, large));
  const second = granted(await listComplaints(again, large));
  assert.deepEqual([second.count, second.isMore], [first.count, first.isMore]);
  const small = asked({ territory: 'KG-C', kind: ['bribery'], outcome: ['granted'] });
  granted(await listComplaints(portal, small));
  await assert.rejects(listComplaints(again, small), /counted/);
});

type Plan = {
  'Relation Name'?: string;
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
};

/** How many rows of the tables that are meant a statement has looked at. */
function looked(plan: Plan, isMeant: (table: string) => boolean): number {
  const table = plan['Relation Name'];
  const own = table !== undefined && isMeant(table);
  const { 'Actual Rows': rows, 'Actual Loops': loops } = plan;
  const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
  const below = (plan.Plans ?? []).reduce((sum, one) => sum + looked(one, isMeant), 0);
  return below + (own ? (rows + removed) * loops : 0);
}

const ofComplaints = (table: string): boolean => table.startsWith('complaint');

/** A transaction that tells how many rows of tables its statements have looked at, instead of answering. */
function looking(tx: Transaction, seen: number[], isMeant = ofComplaints): Transaction {
  return {
    home: tx.home,
    query: async <Row>(statement: Statement) => {
      const { text, values = [] } = statement;
      const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
        text: `explain (analyze, format json) ${text}`,
        values,
      });
      if (row) seen.push(looked(row['QUERY PLAN'][0].Plan, isMeant));
      return [] as Row[];
    },
  };
}

async function rowsLookedAt(query: Partial<RegisterQuery>, after: RegisterPlace | null = null): Promise<number> {
  const seen: number[] = [];
  const { legal } = await portal.clock();
  await portal.database.transaction(async (tx) => {
    const whole = asked(query);
    const filter = await registerFilter(tx, whole, legal);
    await listRegisterRows(looking(tx, seen), filter, { order: whole.order, after, limit: 13 });
  });
  return seen[0] ?? Number.NaN;
}

test('a page looks at hardly more rows than it shows, whatever it is narrowed to', async () => {
  for (const query of [
    {},
    { status: ['registered'] },
    { status: ['returnedForDefects'] },
    { territory: 'sokuluk-rayon' },
    { commission: 'cec' },
    { commission: 'pec-1086' },
    { order: 'due' },
    { q: 'абракадабра' },
    { q: 'D-2027-000777' },
  ] as Partial<RegisterQuery>[]) {
    const rows = await rowsLookedAt(query);
    assert.ok(rows <= 100, `${JSON.stringify(query)}: ${String(rows)}`);
  }
  for (const query of [
    { kind: ['voting'] },
    { outcome: ['granted'], respondent: ['media'] },
    { outcome: ['leftUnexamined'] },
    { term: 'breached' },
    { q: 'комиссия' },
    { q: 'даттануу' },
  ] as Partial<RegisterQuery>[]) {
    const rows = await rowsLookedAt(query);
    assert.ok(rows <= 2_000, `${JSON.stringify(query)}: ${String(rows)}`);
  }
});

test('the last page costs what the first costs', async () => {
  const [last] = await product.context.database.query<{ at: RegisterPlace['at']; id: string }>({
    text: 'select received_at as at, id from complaint order by received_at, id offset 13 limit 1',
  });
  assert.ok(last);
  assert.ok((await rowsLookedAt({}, last)) <= 60);
});

test('a lawyer sees the cases they hold, and the queue says how many there are of every view', async () => {
  const { context, cec } = product;
  const actor = (await product.actor(cec.lawyers[0])) as PersonActor;
  const open = await context.database.query<{ id: string }>({
    text: `select id from complaint where status = 'registered' order by received_at limit 40`,
  });
  for (const { id: complaintId } of open) granted(await takeComplaint(context, actor, { complaintId }));
  const commission = (await listCommissionRows(context.database)).find(({ key }) => key === 'cec');
  assert.ok(commission);
  const desk = product.as('shailoo_desk');
  const mine = granted(await listQueue(desk, actor, { commission, wish: readQueueWish({ view: 'mine' }) }));
  assert.deepEqual([mine.counts.mine, mine.total, mine.rows.length, mine.behind], [40, 40, 40, 0]);
  assert.equal(mine.counts.all, count * 0.02);
  const all = granted(await listQueue(desk, actor, { commission, wish: readQueueWish({ view: 'all' }) }));
  assert.deepEqual([all.rows.length, all.behind], [50, count * 0.02 - 50]);
  const { legal: now } = await desk.clock();
  for (const view of ['mine', 'all']) {
    const seen: number[] = [];
    const filter = await queueFilterFor(desk, actor, { commission, wish: readQueueWish({ view }), now });
    const looker = looking(context.database, seen, () => true);
    await listQueueRows(looker, filter, { sort: 'pressing', after: null, limit: 51 });
    assert.ok((seen[0] ?? Number.NaN) <= 3_000, `${view}: ${String(seen[0])} rows of all tables`);
  }
});
