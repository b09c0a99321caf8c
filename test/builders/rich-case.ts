import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { addEvidence } from '../../operations/complaints/add-evidence.ts';
import { appointHearing } from '../../operations/complaints/appoint-hearing.ts';
import { changeTerm } from '../../operations/complaints/change-term.ts';
import { cancelHearing } from '../../operations/complaints/cancel-hearing.ts';
import { cureDefects } from '../../operations/complaints/cure-defects.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { endTerm } from '../../operations/complaints/end-term.ts';
import { formWorkingGroup } from '../../operations/complaints/form-working-group.ts';
import { joinComplaint } from '../../operations/complaints/join-complaint.ts';
import { recordAnswer } from '../../operations/complaints/record-answer.ts';
import { recordAppeal } from '../../operations/complaints/record-appeal.ts';
import { recordAppealResult } from '../../operations/complaints/record-appeal-result.ts';
import { recordHearing } from '../../operations/complaints/record-hearing.ts';
import { remindBody } from '../../operations/complaints/remind-body.ts';
import { returnForDefects } from '../../operations/complaints/return-for-defects.ts';
import { sendRequest } from '../../operations/complaints/send-request.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { withdrawRequest } from '../../operations/complaints/withdraw-request.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { stageDocument } from '../../operations/documents/stage-document.ts';
import type { Product } from '../support/product.ts';
import { aComplaint, granted } from './complaints.ts';
import { onAgenda, voteOn } from './sittings.ts';

const hour = 3_600_000;

/**
 * A case under examination in which everything has happened that can happen before a decision: returned and cured, a
 * rapporteur, requests in every state, hearings held, cancelled and ahead, an extended and a resumed term, joined cases.
 */
export async function aRichCase(product: Product): Promise<string> {
  const { context, clock, cec, actor } = product;
  const [lawyer, chair, clerk] = [await actor(cec.lawyers[0]), await actor(cec.chair), await actor(cec.clerk)];
  const complaintId = await aComplaint(product, 'registered');
  const here = { complaintId };
  granted(await takeComplaint(context, lawyer, here));
  const text = 'Окуя качан жана кайсы жерде болгонун жазып, сүрөттөрдү тиркеңиз.';
  granted(await returnForDefects(context, lawyer, { ...here, defects: ['placeAndTime', 'evidence'], text }));
  clock.pass(2 * hour);
  const files = { ids: [await aFile(product, 'desk:cure')], client: 'desk:cure' };
  granted(await cureDefects(context, clerk, { ...here, text: 'Болгон жери: Сокулук айылы, 10-январь.', files }));
  granted(await admitComplaint(context, lawyer, here));
  granted(
    await formWorkingGroup(context, chair, {
      ...here,
      rapporteur: cec.members[0] ?? '',
      members: [cec.members[1] ?? '', cec.lawyers[0]],
    }),
  );
  await requestsOf(product, complaintId);
  await hearingsOf(product, complaintId);
  const term = 'complaint_decide';
  granted(await changeTerm(context, chair, { ...here, term, order: { change: 'suspend', ground: 'expertOpinion' } }));
  clock.pass(3 * hour);
  granted(await changeTerm(context, chair, { ...here, term, order: { change: 'resume' } }));
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const lastDay = addDays(dayOf(known?.state.terms[term]?.due ?? clock.now), 3);
  const order = { change: 'extend', ground: 'commissionDecision', lastDay } as const;
  granted(await changeTerm(context, chair, { ...here, term, order }));
  granted(await addEvidence(context, clerk, { ...here, text: 'Күбөнүн түшүндүрмөсү.' }));
  for (const name of ['Бактыгүл Асанова', 'Нурлан Жээнбеков']) {
    const joined = await aComplaint(product, 'admitted', { name, kind: 'voting' });
    granted(await joinComplaint(context, lawyer, { complaintId: joined, leadId: complaintId }));
  }
  return complaintId;
}

async function aFile(product: Product, client: string): Promise<string> {
  const bytes = (async function* () {
    yield Buffer.from('%PDF-1.4 a scan');
  })();
  return granted(await stageDocument(product.context, { client }, 'скан.pdf', bytes)).id;
}

async function requestsOf(product: Product, complaintId: string): Promise<void> {
  const { context, clock, cec, actor } = product;
  const [lawyer, clerk] = [await actor(cec.lawyers[0]), await actor(cec.clerk)];
  const ask = async (to: string, needsCheck: boolean, name: string): Promise<string> => {
    const text = 'Окуя жөнүндө маалымат берүүңүздөрдү суранабыз.';
    const request = { complaintId, to, needsCheck, name, address: 'Сокулук айылы, Фрунзе көчөсү 1', text };
    return granted(await sendRequest(context, lawyer, request)).requestId;
  };
  const answered = await ask('police', true, 'Сокулук районунун ички иштер бөлүмү');
  const late = await ask('respondent', false, 'Айыл өкмөтү');
  const withdrawn = await ask('bank', true, 'Банк');
  await ask('stateRegistry', true, 'Мамлекеттик реестр');
  clock.pass(30 * hour);
  const files = { ids: [await aFile(product, 'desk:answer')], client: 'desk:answer' };
  granted(
    await recordAnswer(context, clerk, {
      complaintId,
      requestId: answered,
      text: 'Материалдар алынып салынган.',
      files,
    }),
  );
  granted(await withdrawRequest(context, lawyer, { complaintId, requestId: withdrawn }));
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const term = known?.state.requests.find(({ id }) => id === late)?.term ?? '';
  const due = known?.state.terms[term]?.due;
  if (due) clock.moveTo(addMilliseconds(due, hour));
  granted(await endTerm(context, { recordId: complaintId, rule: 'respondent_explanation', term }));
  granted(await remindBody(context, clerk, { complaintId, requestId: late }));
}

async function hearingsOf(product: Product, complaintId: string): Promise<void> {
  const { context, clock, cec, actor } = product;
  const lawyer = await actor(cec.lawyers[0]);
  const appoint = async (hours: number): Promise<string> => {
    const hearing = {
      complaintId,
      startsAt: addMilliseconds(clock.now, hours * hour),
      invited: ['complainant', 'respondent'],
      place: 'Бишкек шаары, Киев көчөсү 44, 12-бөлмө',
      text: 'Паспортуңузду ала келиңиз.',
    };
    return granted(await appointHearing(context, lawyer, hearing)).hearingId;
  };
  const [held, cancelled] = [await appoint(1), await appoint(2)];
  await appoint(5);
  clock.pass(hour);
  const minutes = { hearingId: held, attended: ['complainant'], text: 'Арыз ээси даттануусун колдоду.' };
  granted(await recordHearing(context, lawyer, { complaintId, ...minutes }));
  granted(await cancelHearing(context, lawyer, { complaintId, hearingId: cancelled }));
}

/** A case whose decision a court annulled and sent back: open again, with the earlier decision beside it. */
export async function aCaseSentBack(product: Product): Promise<string> {
  const { context, clock, cec, actor } = product;
  const clerk = await actor(cec.clerk);
  const complaintId = await aComplaint(product, 'drafted');
  const item = await onAgenda(product, complaintId, hour);
  clock.pass(hour);
  await voteOn(product, item);
  const claim = { complaintId, to: 'administrativeCourt', number: 'АД-12/27', text: 'Чечимди жокко чыгаруу суралган.' };
  const { appealId } = granted(await recordAppeal(context, clerk, claim));
  clock.pass(26 * hour);
  const files = { ids: [await aFile(product, 'desk:court')], client: 'desk:court' };
  const result = { complaintId, appealId, result: 'sentBack', number: 'АД-12/27', text: 'Кайра кароого.', files };
  granted(await recordAppealResult(context, clerk, result));
  return complaintId;
}
