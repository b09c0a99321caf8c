import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { addEvidence } from '../../operations/complaints/add-evidence.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { appointHearing } from '../../operations/complaints/appoint-hearing.ts';
import { changeTerm } from '../../operations/complaints/change-term.ts';
import { fileComplaintByApi } from '../../operations/complaints/file-complaint-by-api.ts';
import { forwardComplaint } from '../../operations/complaints/forward-complaint.ts';
import { joinComplaint } from '../../operations/complaints/join-complaint.ts';
import { receiveForwarded } from '../../operations/complaints/receive-forwarded.ts';
import { recordAppeal } from '../../operations/complaints/record-appeal.ts';
import { recordAppealResult } from '../../operations/complaints/record-appeal-result.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { returnForDefects } from '../../operations/complaints/return-for-defects.ts';
import { sendRequest } from '../../operations/complaints/send-request.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { withdrawComplaint } from '../../operations/complaints/withdraw-complaint.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { foundStaff } from './staff.ts';
import type { Product } from '../support/product.ts';
import { aComplaint, aDecisionText, aFiling, granted } from './complaints.ts';
import { aPublishedComplaint } from './published-complaint.ts';
import { onAgenda, publish, voteOn } from './sittings.ts';

const hour = 3_600_000;

/** The product as the territorial commission of Sokuluk works with it, with staff of its own. */
export async function aLowerCommission(product: Product): Promise<Product> {
  const { context, commissions, electionId } = product;
  const staff = await foundStaff(context, commissions['tec-sokuluk'], electionId);
  return { ...product, cec: staff, commissions: { ...commissions, cec: commissions['tec-sokuluk'] } };
}

/** A complaint as it stands now. */
export async function complaintState(product: Product, id: string): Promise<ComplaintState> {
  const known = await readRecordState<ComplaintState>(product.context.database, id, 'complaint');
  if (!known) throw new Error(`no complaint ${id}`);
  return known.state;
}

/** A complaint filed with a commission and drafted by its own staff. */
export async function aDraftedCase(
  at: Product,
  filing: Partial<Filing>,
  attackEffect?: 'annulled' | 'sentBack',
): Promise<string> {
  const key = { client: 'test', idempotencyKey: crypto.randomUUID() };
  const { recordId } = granted(await fileComplaintByApi(at.context, key, aFiling(filing)));
  await bringToDraft(at, recordId, attackEffect);
  return recordId;
}

/** Registers, admits and drafts; `attackEffect` is what becomes of a decision that is attacked. */
export async function bringToDraft(
  at: Product,
  complaintId: string,
  attackEffect?: 'annulled' | 'sentBack',
): Promise<void> {
  const { context, cec, actor } = at;
  granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
  const holder = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, holder, { complaintId }));
  granted(await admitComplaint(context, holder, { complaintId }));
  const effect = attackEffect === undefined ? {} : { attackEffect };
  granted(await draftDecision(context, holder, { complaintId, outcome: 'granted', text: aDecisionText(), ...effect }));
}

/** Votes, signs and publishes what is drafted. */
export async function decideDraft(at: Product, complaintId: string): Promise<void> {
  const item = await onAgenda(at, complaintId);
  at.clock.pass(60_000);
  await voteOn(at, item);
  await publish(at, complaintId);
}

/** One case of each kind that the procedure knows besides the plain way. Ids by kind. */
export async function casesOfEveryKind(product: Product, tec: Product) {
  const { context, cec, actor } = product;
  const lawyer = await actor(cec.lawyers[0]);
  const busy = await aBusyCase(product);
  const returned = await aComplaint(product, 'registered');
  granted(await takeComplaint(context, lawyer, { complaintId: returned }));
  const asked = {
    complaintId: returned,
    defects: ['demand', 'placeAndTime'],
    text: 'Талабыңызды жана убактысын жазыңыз.',
  };
  granted(await returnForDefects(context, lawyer, asked));
  const withdrawn = await aComplaint(product, 'registered');
  granted(await withdrawComplaint(context, { kind: 'complainant' }, { complaintId: withdrawn, text: '' }));
  const forwarded = await aComplaint(product, 'admitted');
  const to = { to: 'commission', commissionKey: 'tec-sokuluk', name: '', text: 'Сиздин карамагыңызда.' };
  granted(await forwardComplaint(context, lawyer, { complaintId: forwarded, ...to }));
  await receiveForwarded(product.as('shailoo_worker'));
  const arrived = (await complaintState(product, forwarded)).forwardedCase ?? '';
  const lead = await aComplaint(product, 'admitted');
  const joined = await aComplaint(product, 'admitted');
  granted(await joinComplaint(context, lawyer, { complaintId: joined, leadId: lead }));
  const decidedAnew = await aCaseDecidedAnew(product);
  const annulled = await aDraftedCase(tec, { commission: 'tec-sokuluk' });
  await decideDraft(tec, annulled);
  const { number } = await complaintState(product, annulled);
  const appeal = await aDraftedCase(product, { commission: 'cec', attacks: `tec-sokuluk/${number}` }, 'annulled');
  await decideDraft(product, appeal);
  const contestable = await aDraftedCase(tec, { commission: 'tec-sokuluk' });
  await decideDraft(tec, contestable);
  return { busy, returned, withdrawn, forwarded, arrived, lead, joined, decidedAnew, annulled, appeal, contestable };
}

/** An admitted case with a request, a hearing, an extended term and evidence. */
export async function aBusyCase(product: Product): Promise<string> {
  const { context, cec, actor, clock } = product;
  const lawyer = await actor(cec.lawyers[0]);
  const complaintId = await aComplaint(product, 'admitted');
  const asked = { complaintId, to: 'police', needsCheck: true, name: 'ИИББ', address: '', text: 'Текшериңиз.' };
  granted(await sendRequest(context, lawyer, asked));
  granted(await addEvidence(context, { kind: 'complainant' }, { complaintId, text: 'Дагы бир күбө бар.' }));
  const startsAt = addMilliseconds(clock.now, 26 * hour);
  const invited = ['complainant', 'respondent'];
  const hearing = { complaintId, startsAt, invited, place: 'Бишкек, 4-бөлмө', text: 'Паспортуңузду алып келиңиз.' };
  granted(await appointHearing(context, lawyer, hearing));
  const order = { change: 'extend', ground: 'commissionDecision', lastDay: '2027-01-20' } as const;
  granted(await changeTerm(context, await actor(cec.chair), { complaintId, term: 'complaint_decide', order }));
  return complaintId;
}

/** A published case that the court sent back and the commission decided anew. */
export async function aCaseDecidedAnew(product: Product): Promise<string> {
  const { context, cec, actor } = product;
  const complaintId = await aPublishedComplaint(product);
  const clerk = await actor(cec.clerk);
  const claim = { complaintId, to: 'administrativeCourt', number: 'АД-1', text: '' };
  const { appealId } = granted(await recordAppeal(context, clerk, claim));
  const result = { complaintId, appealId, result: 'sentBack', number: 'АД-1', text: '' };
  granted(await recordAppealResult(context, clerk, result));
  const draft = {
    complaintId,
    outcome: 'granted' as const,
    text: aDecisionText({ title: 'О жалобе, рассмотренной заново' }),
  };
  granted(await draftDecision(context, await actor(cec.lawyers[0]), draft));
  await decideDraft(product, complaintId);
  return complaintId;
}
