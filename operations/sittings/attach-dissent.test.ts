import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import { readPublicationOfComplaint } from '../../persistence/decisions/publications.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { onAgenda, proposeAsDetected, voteOn } from '../../test/builders/sittings.ts';
import type { OnAgenda } from '../../test/builders/sittings.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { approvePublicText } from '../decisions/approve-public-text.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { attachDissent } from './attach-dissent.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

const words = 'Плакаттар мыйзамдуу илинген деп эсептейм.';
const text = { language: 'ky', paragraphs: [words] };

/** A complaint decided by six votes for; the sitting is closed. */
async function decided(): Promise<OnAgenda & { decisionId: string }> {
  const item = await onAgenda(product, await aComplaint(product, 'drafted'), 3_600_000);
  product.clock.pass(3_600_000);
  await voteOn(product, item);
  const known = await readRecordState<ComplaintState>(product.context.database, item.complaintId, 'complaint');
  return { ...item, decisionId: known?.state.decisionId ?? '' };
}

const attach = async (item: OnAgenda, person: string, dissent: unknown = text) =>
  attachDissent(product.as('shailoo_desk'), await product.actor(person), {
    sittingId: item.sittingId,
    itemId: item.itemId,
    text: dissent,
  });

async function propose(decisionId: string): Promise<{ decisionId: string; publicTextHash: string }> {
  return { decisionId, publicTextHash: await proposeAsDetected(product, decisionId) };
}

test('a dissent is the own act of a member who voted: nobody attaches it for another', async () => {
  const { cec, context } = product;
  const item = await decided();
  const [voter = '', absent = ''] = [cec.members[0], cec.members[5]];
  for (const outsider of [cec.secretary, cec.lawyers[0], cec.clerk]) {
    assert.equal(answerOf(await attach(item, outsider)), 'NOT_ALLOWED');
  }
  assert.equal(answerOf(await attach(item, absent)), 'DISSENT_WITHOUT_VOTE');
  assert.equal(answerOf(await attach(item, voter, { ...text, member: absent })), 'DISSENT_EMPTY');
  granted(await attach(item, voter));
  const rows = await context.database.query<{ member: string }>({ text: 'select member from private.dissent' });
  assert.deepEqual(rows, [{ member: voter }]);
});

test('the event names member and hash and holds no text; a new text is a new version, the same one is not', async () => {
  const { cec, context } = product;
  const item = await decided();
  const { textHash } = granted(await attach(item, cec.chair));
  granted(await attach(item, cec.chair));
  granted(await attach(item, cec.chair, { ...text, paragraphs: ['Экинчи текст.'] }));
  const events = (await readEvents(context.database, item.sittingId)).filter(({ kind }) => kind === 'DISSENT_ATTACHED');
  assert.deepEqual(
    events.map(({ payload }) => (JSON.parse(payload) as { version: number }).version),
    [1, 2],
  );
  assert.deepEqual(JSON.parse(events[0]?.payload ?? ''), {
    itemId: item.itemId,
    member: cec.chair,
    version: 1,
    textHash,
  });
});

test('an empty or endless text is refused', async () => {
  const item = await decided();
  for (const paragraphs of [[], ['  '], ['x'.repeat(20_001)], ['a\0b']]) {
    assert.equal(answerOf(await attach(item, product.cec.chair, { ...text, paragraphs })), 'DISSENT_EMPTY');
  }
});

test('an approval names the dissents that were seen; what was attached meanwhile is read first', async () => {
  const { cec, context, actor } = product;
  const item = await decided();
  const approve = await propose(item.decisionId);
  const second = await actor(cec.lawyers[1]);
  const { textHash } = granted(await attach(item, cec.chair));
  assert.equal(answerOf(await approvePublicText(context, second, { ...approve, dissents: [] })), 'DISSENTS_CHANGED');
  assert.equal(await readPublicationOfComplaint(context.database, item.complaintId), undefined);
  assert.equal(
    answerOf(await approvePublicText(context, second, { ...approve, dissents: [textHash] })),
    'DISSENTS_CHANGED',
  );
  const anew = { ...(await propose(item.decisionId)), dissents: [textHash] };
  granted(await approvePublicText(product.as('shailoo_desk'), second, anew));
  const publication = await readPublicationOfComplaint(context.database, item.complaintId);
  assert.deepEqual(
    publication?.dissents.map(({ role, paragraphs, hash }) => ({ role, paragraphs, hash })),
    [{ role: 'chair', paragraphs: [[words]], hash: textHash }],
  );
  assert.equal(answerOf(await attach(item, cec.deputyChair)), 'DISSENT_WITHOUT_VOTE');
  assert.equal(answerOf(await attach(item, cec.members[0] ?? '')), 'DECISION_PUBLISHED');
});

test('of a dissent and a publication at the same moment, none is left out', async () => {
  const { cec, context, actor } = product;
  const item = await decided();
  const approve = await propose(item.decisionId);
  const second = await actor(cec.lawyers[1]);
  const answers = await Promise.all([
    attach(item, cec.chair),
    approvePublicText(context, second, { ...approve, dissents: [] }),
  ]);
  const said = answers.map(answerOf).join();
  assert.ok(['granted,DISSENTS_CHANGED', 'DECISION_PUBLISHED,granted'].includes(said), said);
});

test('a published dissent that was changed afterwards is found', async () => {
  const { context } = product;
  const faults: string[] = [];
  const verify = () => verifyRecords(context, ({ fault }) => void faults.push(fault));
  await verify();
  assert.deepEqual(faults, []);
  for (const change of [`jsonb_set(dissents, '{0,paragraphs}', '[["x"]]')`, `dissents - 0`, `dissents || dissents`]) {
    const kept = await context.database.query<{ id: string; dissents: unknown }>({
      text: `select decision_id as id, dissents from publication where jsonb_array_length(dissents) > 0`,
    });
    const { id = '', dissents = [] } = kept[0] ?? {};
    await context.database.query({
      text: `update publication set dissents = ${change} where decision_id = $1`,
      values: [id],
    });
    faults.length = 0;
    await verify();
    assert.deepEqual(faults, ['publication-differs'], change);
    await context.database.query({
      text: 'update publication set dissents = $2 where decision_id = $1',
      values: [id, JSON.stringify(dissents)],
    });
  }
});

test('dissents can only be added to, and the portal reads none of them', async () => {
  const statement = 'select * from private.dissent';
  await assert.rejects(product.as('shailoo_portal').database.query({ text: statement }), { code: '42501' });
  for (const role of ['shailoo_desk', 'shailoo_worker'] as const) {
    const { database } = product.as(role);
    for (const change of [`update private.dissent set hash = ''`, 'delete from private.dissent']) {
      await assert.rejects(database.query({ text: change }), { code: '42501' }, change);
    }
  }
});
