import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { onAgenda, proposeAsDetected } from '../../test/builders/sittings.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { castVote } from '../sittings/cast-vote.ts';
import { closeVote } from '../sittings/close-vote.ts';
import { openSitting } from '../sittings/open-sitting.ts';
import { openVote } from '../sittings/open-vote.ts';
import { approvePublicText } from './approve-public-text.ts';
import { signDecision } from './sign-decision.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

test('of two who close, sign or publish at once, one does and the other is told', async () => {
  const { context, cec, actor, clock } = product;
  const complaintId = await aComplaint(product, 'drafted');
  const { sittingId, itemId } = await onAgenda(product, complaintId);
  clock.pass(60_000);
  const chair = await actor(cec.chair);
  const deputy = await actor(cec.deputyChair);
  const present = [cec.chair, cec.deputyChair, ...cec.members.slice(0, 4)];
  granted(await openSitting(context, chair, { sittingId, present }));
  granted(await openVote(context, chair, { sittingId, itemId }));
  for (const member of present) {
    granted(await castVote(context, await actor(member), { sittingId, itemId, choice: 'for' }));
  }
  const item = { sittingId, itemId };
  assert.deepEqual(await answers(closeVote(context, chair, item), closeVote(context, deputy, item)), [
    'VOTE_ALREADY_CLOSED',
    'granted',
  ]);
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const decisionId = known?.state.decisionId ?? '';
  const sign = { decisionId };
  assert.deepEqual(await answers(signDecision(context, chair, sign), signDecision(context, deputy, sign)), [
    'DECISION_ALREADY_SIGNED',
    'granted',
  ]);
  const publicTextHash = await proposeAsDetected(product, decisionId);
  const approve = { decisionId, publicTextHash, dissents: [] };
  const approvals = [approvePublicText(context, await actor(cec.lawyers[1]), approve)];
  approvals.push(approvePublicText(context, await actor(cec.clerk), approve));
  assert.deepEqual((await Promise.all(approvals)).map(answerOf).toSorted(), ['DECISION_PUBLISHED', 'granted']);
  const kinds = (await readEvents(context.database, decisionId)).map((event) => event.kind);
  assert.equal(kinds.filter((kind) => kind === 'DECISION_SIGNED').length, 1);
  assert.equal(kinds.filter((kind) => kind === 'DECISION_PUBLISHED').length, 1);
});

async function answers(...outcomes: Promise<Parameters<typeof answerOf>[0]>[]): Promise<string[]> {
  return (await Promise.all(outcomes)).map(answerOf).toSorted();
}
