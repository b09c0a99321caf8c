import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { withdrawComplaint } from '../../operations/complaints/withdraw-complaint.ts';
import { castVote } from '../../operations/sittings/cast-vote.ts';
import { closeVote } from '../../operations/sittings/close-vote.ts';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { openVote } from '../../operations/sittings/open-vote.ts';
import { recuseMember } from '../../operations/sittings/recuse-member.ts';
import { removeAgendaItem } from '../../operations/sittings/remove-agenda-item.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { onAgenda } from '../../test/builders/sittings.ts';
import type { OnAgenda } from '../../test/builders/sittings.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

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

async function anItem(): Promise<OnAgenda> {
  return onAgenda(product, await aComplaint(product, 'drafted'));
}

/** Opens the sitting with the given members and the vote on its item. */
async function voting({ sittingId, itemId }: OnAgenda, present: readonly string[]): Promise<void> {
  const { context, cec, actor, clock } = product;
  const chair = await actor(cec.chair);
  clock.pass(60_000);
  granted(await openSitting(context, chair, { sittingId, present }));
  granted(await openVote(context, chair, { sittingId, itemId }));
}

const complaintOf = async (id: string) =>
  (await readRecordState<ComplaintState>(product.context.database, id, 'complaint'))?.state;

test('an item is taken off before its vote: draft and complaint are as before, the complainant is told, and withdrawal is possible', async () => {
  const item = await anItem();
  const { complaintId, sittingId, itemId } = item;
  const clerk = await product.actor(product.cec.clerk);
  const withdraw = () => withdrawComplaint(product.context, clerk, { complaintId, text: '' });
  assert.equal(answerOf(await withdraw()), 'COMPLAINT_ON_AGENDA');
  const secretary = await desk.signedIn(product.cec.secretary);
  const page = `/en/sittings/${sittingId}/items/${itemId}`;
  const token = await secretary.submit(page, `${page}/remove-agenda-item`);
  assert.equal(token.location, `/en/sittings/${sittingId}`);
  const complaint = await complaintOf(complaintId);
  assert.deepEqual([complaint?.status, complaint?.sittingId], ['admitted', null]);
  const known = await readRecordState<DecisionState>(product.context.database, complaint?.decisionId ?? '', 'decision');
  assert.deepEqual([known?.state.status, known?.state.itemId], ['draft', null]);
  assert.equal((await secretary.get(page)).status, 404);
  const notices = await product.context.database.query<{ kind: string }>({
    text: `select body::text as kind from outbox where record_id = $1`,
    values: [complaintId],
  });
  assert.ok(JSON.stringify(notices).includes('takenOffAgenda'));
  assert.match((await secretary.get(`/en/cases/${complaintId}`)).text, /it was taken off the agenda/);
  assert.equal(answerOf(await withdraw()), 'granted');
});

test('two clicks take an item off once, and who may not, cannot', async () => {
  const item = await anItem();
  const { sittingId, itemId } = item;
  const lawyer = await product.actor(product.cec.lawyers[0]);
  assert.equal(answerOf(await removeAgendaItem(product.context, lawyer, { sittingId, itemId })), 'NOT_ALLOWED');
  const chair = await desk.signedIn(product.cec.chair);
  const page = `/en/sittings/${sittingId}/items/${itemId}`;
  const { text } = await chair.get(page);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  for (let click = 0; click < 2; click += 1) {
    const answer = await chair.post(`${page}/remove-agenda-item`, { _csrf: csrf });
    assert.equal(answer.location, `/en/sittings/${sittingId}`);
  }
});

test('an item is not taken off once its vote is open', async () => {
  const item = await anItem();
  await voting(item, [product.cec.chair, ...product.cec.members.slice(0, 5)]);
  const { sittingId, itemId } = item;
  const chair = await product.actor(product.cec.chair);
  assert.equal(answerOf(await removeAgendaItem(product.context, chair, { sittingId, itemId })), 'SITTING_VOTES_OPEN');
  assert.equal((await complaintOf(item.complaintId))?.status, 'onAgenda');
});

test('a recused member is told so and sees no vote while it is open, and sees the result like everybody after it', async () => {
  const { context, cec, actor } = product;
  const item = await anItem();
  const { sittingId, itemId } = item;
  const present = [cec.chair, cec.deputyChair, ...cec.members.slice(0, 5)];
  await voting(item, present);
  const [recused = '', other = ''] = cec.members;
  granted(await recuseMember(context, await actor(recused), { sittingId, itemId, ground: 'kinship' }));
  const voters = present.filter((member) => member !== recused);
  for (const member of voters)
    granted(await castVote(context, await actor(member), { sittingId, itemId, choice: 'for' }));
  const page = `/en/sittings/${sittingId}/items/${itemId}`;
  const hidden = (await (await desk.signedIn(recused)).get(page)).text;
  assert.match(hidden, /You are recused from this item/);
  assert.doesNotMatch(hidden, /class="seats"|Votes by name|class="panel result"/);
  assert.match((await (await desk.signedIn(other)).get(page)).text, /class="seats"[\s\S]*Votes by name/);
  granted(await closeVote(context, await actor(cec.chair), { sittingId, itemId }));
  assert.match((await (await desk.signedIn(recused)).get(page)).text, /class="seats"[\s\S]*Votes by name/);
});

test('a tie is decided by the rule of the pack, and the rule stands on the page', async () => {
  const { context, cec, actor } = product;
  const item = await anItem();
  const { sittingId, itemId } = item;
  const present = [cec.chair, ...cec.members.slice(0, 5)];
  await voting(item, present);
  for (const [place, member] of present.entries()) {
    const choice = place < 3 ? 'for' : 'against';
    granted(await castVote(context, await actor(member), { sittingId, itemId, choice }));
  }
  const { result } = granted(await closeVote(context, await actor(cec.chair), { sittingId, itemId }));
  assert.equal(result, 'notAdopted');
  const page = (await (await desk.signedIn(cec.chair)).get(`/en/sittings/${sittingId}/items/${itemId}`)).text;
  assert.match(/<section class="panel result">[\s\S]*?<\/section>/.exec(page)?.[0] ?? '', /[Tt]ie/);
});

test('abstaining is offered, and taken, only where the pack permits it', async () => {
  const { cec, context } = product;
  const item = await anItem();
  const { sittingId, itemId } = item;
  await voting(item, [cec.chair, ...cec.members.slice(0, 5)]);
  const member = await desk.signedIn(cec.members[0] ?? '');
  const page = `/en/sittings/${sittingId}/items/${itemId}`;
  assert.match((await member.get(page)).text, /name="choice" value="abstain"/);
  const packs = context.packs as Map<string, NonNullable<ReturnType<typeof context.packs.get>>>;
  const pack = packs.get('pres-2027');
  assert.ok(pack);
  const body = { ...pack.bodies.cec, abstention: { ...pack.bodies.cec.abstention, permitted: false } };
  packs.set('pres-2027', { ...pack, bodies: { ...pack.bodies, cec: body } });
  try {
    assert.doesNotMatch((await member.get(page)).text, /value="abstain"/);
    const vote = { sittingId, itemId, choice: 'abstain' } as const;
    const tried = await castVote(context, await product.actor(cec.members[0] ?? ''), vote);
    assert.equal(answerOf(tried), 'CHOICE_NOT_PERMITTED');
  } finally {
    packs.set('pres-2027', pack);
  }
});
