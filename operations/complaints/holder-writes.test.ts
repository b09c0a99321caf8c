import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Outcome } from '../../domain/refusals.ts';
import type { Transaction } from '../../persistence/database.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import type { OperationContext } from '../context.ts';
import { admitComplaint } from './admit-complaint.ts';
import { assignComplaint } from './assign-complaint.ts';
import { takeComplaint } from './take-complaint.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

type Writes = { rows: number; inPlace: number };

/** What PostgreSQL has counted in a connection: new versions of rows of `complaint`, and those no index had to be told of. */
async function counted(tx: Transaction): Promise<Writes> {
  const [row] = await tx.query<Writes>({
    text: `select pg_stat_get_xact_tuples_updated('complaint'::regclass)::integer as rows,
      pg_stat_get_xact_tuples_hot_updated('complaint'::regclass)::integer as "inPlace"`,
  });
  return row ?? assert.fail('nothing is counted');
}

/** The same of one act: the count of a connection goes on from what it did before. */
async function writesOf(act: (context: OperationContext) => Promise<Outcome<unknown>>): Promise<Writes> {
  const { database } = product.context;
  return database.transaction(async (tx: Transaction) => {
    const inside = {
      ...database,
      query: <Row>(statement: Parameters<Transaction['query']>[0]) => tx.query<Row>(statement),
      transaction: <T>(work: (one: Transaction) => Promise<T>) => work(tx),
    };
    const before = await counted(tx);
    granted(await act({ ...product.context, database: inside }));
    const after = await counted(tx);
    return { rows: after.rows - before.rows, inPlace: after.inPlace - before.inPlace };
  });
}

test('to take a case and to give it to somebody else writes no index of the table of complaints', async () => {
  const complaintId = await aComplaint(product, 'registered');
  const [chair, lawyer] = await Promise.all([product.cec.chair, product.cec.lawyers[0]].map(product.actor));
  assert.ok(chair && lawyer);
  const take = await writesOf((context) => takeComplaint(context, lawyer, { complaintId }));
  assert.deepEqual(take, { rows: 1, inPlace: 1 });
  const holder = product.cec.lawyers[1];
  const assign = await writesOf((context) => assignComplaint(context, chair, { complaintId, holder }));
  assert.deepEqual(assign, { rows: 1, inPlace: 1 });
});

test('the count sees an act that has to write indexes: another stage is another place in the queue', async () => {
  const complaintId = await aComplaint(product, 'registered');
  const lawyer = await product.actor(product.cec.lawyers[0]);
  granted(await takeComplaint(product.context, lawyer, { complaintId }));
  const admit = await writesOf((context) => admitComplaint(context, lawyer, { complaintId }));
  assert.deepEqual(admit, { rows: 1, inPlace: 0 });
});
