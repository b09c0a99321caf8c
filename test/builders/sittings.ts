import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import type { VoteChoice } from '../../domain/sittings/sitting.ts';
import { approvePublicText } from '../../operations/decisions/approve-public-text.ts';
import { placeOnAgenda } from '../../operations/decisions/place-on-agenda.ts';
import { proposeMarks } from '../../operations/decisions/propose-marks.ts';
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
import { granted, passCheck } from './complaints.ts';

/** A place on the agenda of a sitting of the CEC. */
export type OnAgenda = { complaintId: string; sittingId: string; itemId: string };

/** Puts a drafted complaint, checked if it was not, on the agenda of a new sitting that starts after `inMs` of legal time, a minute as a rule. */
export async function onAgenda(product: Product, complaintId: string, inMs = 60_000): Promise<OnAgenda> {
  const { context, cec, actor, electionId, commissions } = product;
  const startsAt = addMilliseconds((await context.clock()).legal, inMs);
  const plan = { commissionId: commissions.cec, electionId, startsAt };
  const { sittingId } = granted(await planSitting(context, await actor(cec.secretary), plan));
  await passCheck(product, complaintId);
  const lawyer = await actor(cec.lawyers[0]);
  const { itemId } = granted(await placeOnAgenda(context, lawyer, { complaintId, sittingId }));
  return { complaintId, sittingId, itemId };
}

/** Six members vote the same; an adopted decision is signed, another goes back. The sitting ends. */
export async function voteOn(product: Product, item: OnAgenda, choice: VoteChoice = 'for'): Promise<void> {
  const { context, cec, actor } = product;
  const { complaintId, sittingId, itemId } = item;
  const chair = await actor(cec.chair);
  const present = [cec.chair, ...cec.members.slice(0, 5)];
  granted(await openSitting(context, chair, { sittingId, present }));
  granted(await openVote(context, chair, { sittingId, itemId }));
  for (const member of present) granted(await castVote(context, await actor(member), { sittingId, itemId, choice }));
  granted(await closeVote(context, chair, { sittingId, itemId }));
  if (choice === 'for')
    granted(await signDecision(context, chair, { decisionId: await decisionOf(product, complaintId) }));
  granted(await closeSitting(context, chair, { sittingId }));
}

/** One lawyer proposes the public text, another approves it. */
export async function publish(product: Product, complaintId: string): Promise<void> {
  const { context, cec, actor } = product;
  const decisionId = await decisionOf(product, complaintId);
  const publicTextHash = await proposeAsDetected(product, decisionId);
  granted(await approvePublicText(context, await actor(cec.lawyers[1]), { decisionId, publicTextHash, dissents: [] }));
}

/** The first lawyer proposes the public text with the marks that the detector proposes; the hash of the text. */
export async function proposeAsDetected(product: Product, decisionId: string): Promise<string> {
  const lawyer = await product.actor(product.cec.lawyers[0]);
  const { proposed: marks } = granted(await proposeMarks(product.context, lawyer, { decisionId }));
  return granted(await proposePublicText(product.context, lawyer, { decisionId, marks })).publicTextHash;
}

async function decisionOf(product: Product, complaintId: string): Promise<string> {
  const known = await readRecordState<ComplaintState>(product.context.database, complaintId, 'complaint');
  return known?.state.decisionId ?? '';
}
