import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import { readPublicationOfComplaint } from '../../persistence/decisions/publications.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { proposeAsDetected } from '../../test/builders/sittings.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { approvePublicText } from '../decisions/approve-public-text.ts';
import { placeOnAgenda } from '../decisions/place-on-agenda.ts';
import { signDecision } from '../decisions/sign-decision.ts';
import { castVote } from '../sittings/cast-vote.ts';
import { closeSitting } from '../sittings/close-sitting.ts';
import { closeVote } from '../sittings/close-vote.ts';
import { openSitting } from '../sittings/open-sitting.ts';
import { openVote } from '../sittings/open-vote.ts';
import { planSitting } from '../sittings/plan-sitting.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

test('a complaint goes from filing to the published decision by the acts of nine people', async () => {
  const { context, cec, actor, electionId, commissions } = product;
  const complaintId = await aComplaint(product, 'drafted');
  const chair = await actor(cec.chair);
  const startsAt = addMilliseconds(product.clock.now, 3_600_000);
  const plan = { commissionId: commissions.cec, electionId, startsAt };
  const { sittingId } = granted(await planSitting(context, await actor(cec.secretary), plan));
  const lawyer = await actor(cec.lawyers[0]);
  const { itemId } = granted(await placeOnAgenda(context, lawyer, { complaintId, sittingId }));
  product.clock.moveTo(startsAt);
  const present = [cec.chair, ...cec.members.slice(0, 5)];
  granted(await openSitting(context, chair, { sittingId, present }));
  granted(await openVote(context, chair, { sittingId, itemId }));
  for (const member of present) {
    granted(await castVote(context, await actor(member), { sittingId, itemId, choice: 'for' }));
  }
  assert.deepEqual(granted(await closeVote(context, chair, { sittingId, itemId })), { result: 'adopted' });
  const complaint = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const decisionId = complaint?.state.decisionId ?? '';
  assert.equal(granted(await signDecision(context, chair, { decisionId })).number, 'D-2027-000001');
  granted(await closeSitting(context, chair, { sittingId }));
  const publicTextHash = await proposeAsDetected(product, decisionId);
  const approve = { decisionId, publicTextHash, dissents: [] };
  assert.equal(answerOf(await approvePublicText(context, lawyer, approve)), 'FOUR_EYES_SAME_PERSON');
  granted(await approvePublicText(context, await actor(cec.lawyers[1]), approve));

  const end = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  assert.equal(end?.state.status, 'published');
  assert.equal(end?.state.terms['complaint_decide']?.state, 'met');
  const publication = await readPublicationOfComplaint(context.database, complaintId);
  assert.equal(publication?.rollCall.filter((entry) => entry.choice === 'for').length, 6);
  assert.equal(publication?.rollCall.filter((entry) => entry.choice === 'absent').length, 2);
  const decision = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  assert.equal(decision?.state.status, 'published');
});

test('every event hangs on the one before it and numbers have no gap', async () => {
  const { database } = product.context;
  const complaintId = await aComplaint(product, 'registered');
  const events = await readEvents(database, complaintId);
  assert.deepEqual(
    events.map((event) => event.kind),
    ['COMPLAINT_FILED', 'TERM_STARTED', 'COMPLAINT_REGISTERED'],
  );
  events.slice(1).forEach((event, index) => assert.deepEqual(event.prev, events[index]?.hash));
  const rows = await database.query<{ number: string }>({ text: 'select number from complaint order by number' });
  rows.forEach((row, index) => assert.equal(row.number, `K-2027-${String(index + 1).padStart(6, '0')}`));
});

test('forty filings at the same moment get forty numbers without gap or double', async () => {
  const before = await product.context.database.query<{ last: number }>({
    text: `select last from number_series where kind = 'complaint'`,
  });
  await Promise.all(Array.from({ length: 40 }, () => aComplaint(product)));
  const rows = await product.context.database.query<{ count: number; distinct: number; last: number }>({
    text: `select count(*) as count, count(distinct number) as distinct,
      (select last from number_series where kind = 'complaint') as last from complaint`,
  });
  assert.equal(rows[0]?.last, (before[0]?.last ?? 0) + 40);
  assert.equal(rows[0]?.count, rows[0]?.distinct);
  assert.equal(rows[0]?.count, rows[0]?.last);
});
