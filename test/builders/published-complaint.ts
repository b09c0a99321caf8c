import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { approvePublicText } from '../../operations/decisions/approve-public-text.ts';
import { placeOnAgenda } from '../../operations/decisions/place-on-agenda.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
import { signDecision } from '../../operations/decisions/sign-decision.ts';
import { castVote } from '../../operations/sittings/cast-vote.ts';
import { closeSitting } from '../../operations/sittings/close-sitting.ts';
import { closeVote } from '../../operations/sittings/close-vote.ts';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { openVote } from '../../operations/sittings/open-vote.ts';
import { planSitting } from '../../operations/sittings/plan-sitting.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { Product } from '../support/product.ts';
import { aComplaint, aDecisionText, granted } from './complaints.ts';

/** A complaint whose decision was voted, signed and published by real acts; the clock moves an hour on. */
export async function aPublishedComplaint(product: Product): Promise<string> {
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
  granted(await closeVote(context, chair, { sittingId, itemId }));
  const complaint = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const decisionId = complaint?.state.decisionId ?? '';
  granted(await signDecision(context, chair, { decisionId }));
  granted(await closeSitting(context, chair, { sittingId }));
  const { publicTextHash } = granted(await proposePublicText(context, lawyer, { decisionId, text: aDecisionText() }));
  granted(await approvePublicText(context, await actor(cec.lawyers[1]), { decisionId, publicTextHash }));
  return complaintId;
}
