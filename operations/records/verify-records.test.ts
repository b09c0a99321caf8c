import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { onAgenda, publish, voteOn } from '../../test/builders/sittings.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { endDueTerms } from '../deadlines/end-due-terms.ts';
import { stageDocument } from '../documents/stage-document.ts';
import { verifyDocuments } from '../documents/verify-documents.ts';
import { fileComplaintByApi } from '../complaints/file-complaint-by-api.ts';
import { verifyRecords } from './verify-records.ts';
import { aFiling } from '../../test/builders/complaints.ts';

let product: Product;
let complaintId: string;
let documentId: string;

before(async () => {
  product = await aProduct();
  const { context } = product;
  const source = (async function* () {
    yield Buffer.from('%PDF-1.4 evidence');
  })();
  documentId = granted(await stageDocument(context, { client: 'test' }, 'a.pdf', source)).id;
  const body = { ...aFiling(), documents: [documentId] };
  granted(await fileComplaintByApi(context, { client: 'test', idempotencyKey: 'verify-1' }, body));
  await aComplaint(product, 'registered');
  complaintId = await aComplaint(product, 'drafted');
  const item = await onAgenda(product, complaintId);
  product.clock.pass(60_000);
  await voteOn(product, item);
  await publish(product, complaintId);
  product.clock.moveTo(addMilliseconds(product.clock.now, 5 * 24 * 3_600_000));
  await endDueTerms(context);
});
after(() => product.close());

async function faults(): Promise<string[]> {
  const found: string[] = [];
  const context = product.as('shailoo_worker');
  await verifyRecords(context, ({ fault }) => found.push(fault));
  await verifyDocuments(context, ({ fault }) => found.push(fault));
  return found;
}

/** Changes a row behind the back of the product, looks, and puts it back. */
async function tampered(change: string, back: string): Promise<string[]> {
  const { database } = product.context;
  const run = (text: string): Promise<unknown> =>
    database.transaction(async (tx) => {
      await tx.query({ text: `set local session_replication_role = replica` });
      await tx.query({ text });
    });
  await run(change);
  const found = await faults();
  await run(back);
  return found;
}

test('what the real acts left behind has no fault', async () => {
  assert.deepEqual(await faults(), []);
});

const id = () => `'${complaintId}'`;
const changes: [string, () => [string, string], string[]][] = [
  [
    'the payload of an event',
    () => [
      `update event set payload = replace(payload, '"granted"', '"refused"') where kind = 'DECISION_PUBLISHED'`,
      `update event set payload = replace(payload, '"refused"', '"granted"') where kind = 'DECISION_PUBLISHED'`,
    ],
    ['commitment-differs'],
  ],
  [
    'who acted',
    () => [
      `update event set actor = 'x' || actor where record_id = ${id()} and seq = 3`,
      `update event set actor = substr(actor, 2) where record_id = ${id()} and seq = 3`,
    ],
    ['event-hash-differs'],
  ],
  [
    'when it was',
    () => [
      `update event set legal_at = legal_at - interval '1 second' where record_id = ${id()} and kind = 'COMPLAINT_DECIDED'`,
      `update event set legal_at = legal_at + interval '1 second' where record_id = ${id()} and kind = 'COMPLAINT_DECIDED'`,
    ],
    ['event-hash-differs', 'state-differs'],
  ],
  [
    'the status of a case',
    () => [
      `update complaint set status = 'filed' where id = ${id()}`,
      `update complaint set status = 'closed' where id = ${id()}`,
    ],
    ['projection-differs'],
  ],
  [
    'the state of a record',
    () => [
      `update record set state = (state::jsonb || '{"outcome": "refused"}')::json where id = ${id()}`,
      `update record set state = (state::jsonb || '{"outcome": "granted"}')::json where id = ${id()}`,
    ],
    ['state-differs'],
  ],
  [
    'the end of a term',
    () => [
      `update deadline set due_at = due_at + interval '1 day' where record_id = ${id()}`,
      `update deadline set due_at = due_at - interval '1 day' where record_id = ${id()}`,
    ],
    ['term-differs'],
  ],
  [
    'the derivation of a term',
    () => [
      `update deadline set derivation = jsonb_set(derivation, '{dueAt}', '"2027-02-01T18:00:00.000000Z"') where record_id = ${id()} and rule = 'complaint_decide'`,
      `update deadline set derivation = jsonb_set(derivation, '{dueAt}', '"2027-01-14T18:00:00.000000Z"') where record_id = ${id()} and rule = 'complaint_decide'`,
    ],
    ['term-derived-otherwise'],
  ],
  [
    'why a term was altered',
    () => [
      `update deadline set alterations = '[{"change":"extend"}]' where record_id = ${id()} and rule = 'complaint_decide'`,
      `update deadline set alterations = '[]' where record_id = ${id()} and rule = 'complaint_decide'`,
    ],
    ['term-differs'],
  ],
  [
    'a published text',
    () => [
      `update publication set body = jsonb_set(body, '{title}', '"x"')`,
      `update publication set body = jsonb_set(body, '{title}', (select body -> 'title' from private.decision_text where kind = 'public' limit 1))`,
    ],
    ['publication-differs'],
  ],
  [
    'a number',
    () => [
      `update number_series set last = last + 1 where kind = 'complaint'`,
      `update number_series set last = last - 1 where kind = 'complaint'`,
    ],
    ['number-series-broken'],
  ],
];
for (const [what, statements, expected] of changes) {
  test(`finds that somebody changed ${what}`, async () => {
    const [change, back] = statements();
    const found = await tampered(change, back);
    for (const fault of expected) assert.ok(found.includes(fault), `${fault} in ${found.join(', ') || 'nothing'}`);
    assert.deepEqual(await faults(), []);
  });
}

test('finds a document whose bytes are gone', async () => {
  await product.context.documents.remove(documentId);
  assert.deepEqual(await faults(), ['document-missing']);
});
