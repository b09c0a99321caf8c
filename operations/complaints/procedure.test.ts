import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { addMilliseconds, instant } from '../../domain/time/instant.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { aComplaint, aDecisionText, aFiling, anItem, answerOf, granted } from '../../test/builders/complaints.ts';
import { onAgenda, publish, voteOn } from '../../test/builders/sittings.ts';
import { foundStaff } from '../../test/builders/staff.ts';
import { aProduct, demonstrationStart } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { endDueTerms } from '../deadlines/end-due-terms.ts';
import { draftDecision } from '../decisions/draft-decision.ts';
import { rederiveTerm } from '../../domain/records/rederive-term.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { addEvidence } from './add-evidence.ts';
import { admitComplaint } from './admit-complaint.ts';
import { assignComplaint } from './assign-complaint.ts';
import { changeContact } from './change-contact.ts';
import { changeTerm } from './change-term.ts';
import { fileComplaintByApi } from './file-complaint-by-api.ts';
import { forwardComplaint } from './forward-complaint.ts';
import { joinComplaint } from './join-complaint.ts';
import { openPrivateSide } from './private-side.ts';
import { recordAnswer } from './record-answer.ts';
import { recordAppealResult } from './record-appeal-result.ts';
import { recordAppeal } from './record-appeal.ts';
import { registerComplaint } from './register-complaint.ts';
import { reopenComplaint } from './reopen-complaint.ts';
import { sendRequest } from './send-request.ts';
import { returnForDefects } from './return-for-defects.ts';
import { separateComplaint } from './separate-complaint.ts';
import { takeComplaint } from './take-complaint.ts';
import { withdrawComplaint } from './withdraw-complaint.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

const day = 24 * 3_600_000;

async function stateOf(complaintId: string): Promise<ComplaintState> {
  const known = await readRecordState<ComplaintState>(product.context.database, complaintId, 'complaint');
  assert.ok(known);
  return known.state;
}

async function noticesOf(complaintId: string): Promise<string[]> {
  const rows = await product.context.database.query<{ notice: string }>({
    text: `select body ->> 'notice' as notice from outbox where record_id = $1 and topic = 'notice' order by id`,
    values: [complaintId],
  });
  return rows.map(({ notice }) => notice);
}

const lawyer = (n: 0 | 1 = 0) => product.actor(product.cec.lawyers[n]);
const chair = () => product.actor(product.cec.chair);

test('five complaints about the same are decided once: each keeps its number, its term and its notice', async () => {
  const { context } = product;
  product.clock.moveTo(demonstrationStart);
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push(await aComplaint(product, 'admitted'));
  const [leadId = '', ...others] = ids;
  for (const complaintId of others) granted(await joinComplaint(context, await lawyer(), { complaintId, leadId }));
  const own = { complaintId: others[0] ?? '', outcome: 'granted', text: aDecisionText() } as const;
  assert.equal(answerOf(await draftDecision(context, await lawyer(), own)), 'COMPLAINT_JOINED');
  granted(await draftDecision(context, await lawyer(), { ...own, complaintId: leadId }));
  await voteOn(product, await onAgendaSoon(leadId));
  await publish(product, leadId);
  const states = await Promise.all(ids.map(stateOf));
  assert.equal(new Set(states.map(({ number }) => number)).size, 5);
  assert.equal(new Set(states.map(({ decisionId }) => decisionId)).size, 1);
  for (const state of states) {
    assert.deepEqual([state.status, state.terms['complaint_decide']?.state], ['published', 'met']);
    assert.ok((await noticesOf(state.id)).includes('published'));
  }
});

async function onAgendaSoon(complaintId: string) {
  const item = await onAgenda(product, complaintId);
  product.clock.pass(60_000);
  return item;
}

test('a draft written before a complaint was joined cannot go on the agenda until it is written anew', async () => {
  const { context } = product;
  const leadId = await aComplaint(product, 'drafted');
  const complaintId = await aComplaint(product, 'admitted');
  granted(await joinComplaint(context, await lawyer(), { complaintId, leadId }));
  const item = onAgenda(product, leadId);
  await assert.rejects(item, /JOINED_SINCE_DRAFT/);
  granted(
    await draftDecision(context, await lawyer(), { complaintId: leadId, outcome: 'granted', text: aDecisionText() }),
  );
  await onAgenda(product, leadId);
  assert.deepEqual([(await stateOf(leadId)).status, (await stateOf(complaintId)).status], ['onAgenda', 'onAgenda']);
});

test('a draft that names a complaint separated since cannot go on the agenda either', async () => {
  const { context } = product;
  const [leadId, complaintId] = [await aComplaint(product, 'admitted'), await aComplaint(product, 'admitted')];
  granted(await joinComplaint(context, await lawyer(), { complaintId, leadId }));
  const drafted = { complaintId: leadId, outcome: 'granted', text: aDecisionText() } as const;
  granted(await draftDecision(context, await lawyer(), drafted));
  granted(await separateComplaint(context, await lawyer(), { complaintId }));
  await assert.rejects(onAgenda(product, leadId), /JOINED_SINCE_DRAFT/);
  granted(await draftDecision(context, await lawyer(), drafted));
  await onAgenda(product, leadId);
  assert.deepEqual([(await stateOf(leadId)).status, (await stateOf(complaintId)).status], ['onAgenda', 'admitted']);
});

test('a wrong joining is undone; a complaint is joined neither to itself, nor to a joined one, nor twice', async () => {
  const { context } = product;
  const [one, two, three] = [
    await aComplaint(product, 'admitted'),
    await aComplaint(product, 'admitted'),
    await aComplaint(product, 'admitted'),
  ];
  const join = async (complaintId: string, leadId: string) =>
    answerOf(await joinComplaint(context, await lawyer(), { complaintId, leadId }));
  assert.equal(await join(one, one), 'COMPLAINT_OF_ITSELF');
  assert.equal(await join(two, one), 'granted');
  assert.equal(await join(two, three), 'COMPLAINT_JOINED');
  assert.equal(await join(three, two), 'COMPLAINT_JOINED');
  assert.equal(await join(one, three), 'COMPLAINT_LEADS_OTHERS');
  granted(await separateComplaint(context, await lawyer(), { complaintId: two }));
  assert.deepEqual([(await stateOf(two)).joinedTo, (await stateOf(one)).joined], [null, []]);
});

test('two lawyers who join the same complaint at once: one of them does it', async () => {
  const { context } = product;
  const [one, two, three] = [
    await aComplaint(product, 'admitted'),
    await aComplaint(product, 'admitted'),
    await aComplaint(product, 'admitted'),
  ];
  const actor = await lawyer();
  const answers = await Promise.all([
    joinComplaint(context, actor, { complaintId: one, leadId: two }),
    joinComplaint(context, actor, { complaintId: one, leadId: three }),
  ]);
  assert.deepEqual(answers.map(answerOf).toSorted(), ['COMPLAINT_JOINED', 'granted']);
});

test('an extension keeps the old end, gives the new one by the rule of its ground, and never shortens', async () => {
  const { context } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'admitted');
  const term = 'complaint_decide';
  const extend = async (ground: string, lastDay?: string, who = chair) =>
    answerOf(
      await changeTerm(context, await who(), {
        complaintId,
        term,
        order: { change: 'extend', ground, ...(lastDay === undefined ? {} : { lastDay }) },
      }),
    );
  assert.equal(await extend('checkNeeded', undefined, lawyer), 'NOT_ALLOWED');
  assert.equal(await extend('because'), 'GROUND_REQUIRED');
  assert.equal(await extend('commissionDecision', '2027-01-14'), 'EXTENSION_NOT_LATER');
  assert.equal(await extend('commissionDecision'), 'EXTENSION_NOT_LATER');
  assert.equal(await extend('checkNeeded'), 'granted');
  const [first] = (await stateOf(complaintId)).terms[term]?.alterations ?? [];
  assert.deepEqual([first?.from, first?.to], ['2027-01-14T18:00:00.000000Z', '2027-01-16T18:00:00.000000Z']);
  assert.equal(first?.actor, `person:${product.cec.chair}`);
  assert.equal(await extend('commissionDecision', '2027-01-20'), 'granted');
  assert.equal((await stateOf(complaintId)).terms[term]?.due, instant('2027-01-20T18:00:00Z'));
  product.clock.moveTo(instant('2027-01-16T18:02:00Z'));
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).terms[term]?.state, 'running', 'the old end ends nothing');
  product.clock.moveTo(instant('2027-01-20T18:01:00Z'));
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).terms[term]?.state, 'missed');
  assert.deepEqual((await noticesOf(complaintId)).slice(-3), ['termExtended', 'termExtended', 'termMissed']);
});

test('the term to contest is neither extended nor suspended, and of the others only the term to decide stands still', async () => {
  const { context } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'drafted');
  const ask = { to: 'police', needsCheck: true, name: 'ИИБ', address: '', text: 'Текшерүү?' };
  granted(await sendRequest(context, await lawyer(), { complaintId, ...ask }));
  const change = async (term: string, order: Parameters<typeof changeTerm>[2]['order']) =>
    answerOf(await changeTerm(context, await chair(), { complaintId, term, order }));
  const suspend = { change: 'suspend', ground: 'courtProceedings' } as const;
  const [request = ''] = Object.keys((await stateOf(complaintId)).terms).filter((key) =>
    key.startsWith('agency_answer'),
  );
  assert.equal(await change(request, suspend), 'EXTENSION_NOT_PERMITTED');
  await voteOn(product, await onAgendaSoon(complaintId));
  const { appealTerm, terms } = await stateOf(complaintId);
  assert.equal(terms[appealTerm ?? '']?.state, 'running');
  assert.equal(await change(appealTerm ?? '', suspend), 'COMPLAINT_DECIDED');
  const extend = { change: 'extend', ground: 'commissionDecision', lastDay: '2027-01-31' } as const;
  assert.equal(await change(appealTerm ?? '', extend), 'COMPLAINT_DECIDED');
  assert.deepEqual((await stateOf(complaintId)).terms[appealTerm ?? ''], terms[appealTerm ?? '']);
});

test('a suspended term does not end; resumed, it ends later by whole days', async () => {
  const { context } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'admitted');
  const term = 'complaint_decide';
  const change = async (order: Parameters<typeof changeTerm>[2]['order']) =>
    answerOf(await changeTerm(context, await chair(), { complaintId, term, order }));
  assert.equal(await change({ change: 'resume' }), 'TERM_NOT_SUSPENDED');
  assert.equal(await change({ change: 'suspend', ground: 'courtProceedings' }), 'granted');
  product.clock.pass(10 * day);
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).terms[term]?.state, 'suspended');
  product.clock.pass(3_600_000);
  assert.equal(await change({ change: 'resume' }), 'granted');
  assert.equal((await stateOf(complaintId)).terms[term]?.due, instant('2027-01-25T18:00:00Z'));
});

test('a term that waited for a cure ends on the same day however late the end of the cure was noticed, under a changed law too', async () => {
  const { context } = product;
  const ends: (string | null | undefined)[] = [];
  for (const noticed of [90_000, 30 * 3_600_000]) {
    product.clock.moveTo(demonstrationStart);
    const complaintId = await aComplaint(product, 'registered');
    granted(await takeComplaint(context, await lawyer(), { complaintId }));
    granted(await returnForDefects(context, await lawyer(), { complaintId, defects: ['demand'], text: 'Жазыңыз.' }));
    product.clock.pass(2 * day + noticed);
    await endDueTerms(product.as('shailoo_worker'));
    const term = (await stateOf(complaintId)).terms['complaint_decide'];
    assert.ok(term);
    const pack = context.packs.get('pres-2027');
    assert.ok(pack);
    const again = rederiveTerm(term, { pack, baseEvent: 'COMPLAINT_FILED', now: product.clock.now });
    ends.push(term.due, again.due);
  }
  const sixteenth = instant('2027-01-16T18:00:00Z');
  assert.deepEqual(ends, [sixteenth, sixteenth, sixteenth, sixteenth]);
});

test('what a party writes later is sealed: neither the row nor the event tells it, and the new contact is used', async () => {
  const { context } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'admitted');
  const secret = 'Купуя күбөнүн аты Зарылбек';
  const complainant = { kind: 'complainant' } as const;
  granted(await addEvidence(product.as('shailoo_portal'), complainant, { complaintId, text: secret }));
  const contact = { email: 'new@example.org', phone: '+996 555 000111', address: '' };
  granted(await changeContact(product.as('shailoo_portal'), complainant, { complaintId, contact }));
  const [raw] = await context.database.query<{ text: string }>({
    text: `select (select string_agg(encode(sealed, 'escape'), '') from private.paper where record_id = $1)
      || (select string_agg(payload, '') from event where record_id = $1) as text`,
    values: [complaintId],
  });
  assert.ok(raw && !raw.text.includes('Зарылбек') && !raw.text.includes('new@example.org'));
  assert.equal((await openPrivateSide(context, complaintId))?.contact.email, 'new@example.org');
  assert.equal(
    answerOf(await changeContact(context, complainant, { complaintId, contact: { ...contact, email: 'no mail' } })),
    'INPUT_INVALID',
  );
});

test('a case changes hands only to a lawyer of the commission, with those joined to it', async () => {
  const { context, cec } = product;
  const leadId = await aComplaint(product, 'admitted');
  const complaintId = await aComplaint(product, 'admitted');
  granted(await joinComplaint(context, await lawyer(), { complaintId, leadId }));
  const assign = async (id: string, holder: string) =>
    answerOf(await assignComplaint(context, await chair(), { complaintId: id, holder }));
  assert.equal(await assign(leadId, cec.clerk), 'NOT_A_LAWYER');
  assert.equal(await assign(complaintId, cec.lawyers[1]), 'COMPLAINT_JOINED');
  assert.equal(await assign(leadId, cec.lawyers[1]), 'granted');
  assert.deepEqual(
    [(await stateOf(leadId)).holder, (await stateOf(complaintId)).holder],
    [cec.lawyers[1], cec.lawyers[1]],
  );
});

test("an answer that comes late is late, and one that never came is nobody's debt after the decision", async () => {
  const { context } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'drafted');
  const ask = { complaintId, to: 'police', needsCheck: true, name: 'ИИБ', address: '', text: 'Текшерүү?' };
  const first = granted(await sendRequest(context, await lawyer(), ask)).requestId;
  const second = granted(await sendRequest(context, await lawyer(), ask)).requestId;
  product.clock.moveTo(instant('2027-01-14T18:01:30Z'));
  await endDueTerms(product.as('shailoo_worker'));
  granted(await recordAnswer(context, await lawyer(), { complaintId, requestId: first, text: 'Ырасталды.' }));
  const again = await recordAnswer(context, await lawyer(), { complaintId, requestId: first, text: 'Дагы.' });
  assert.equal(answerOf(again), 'REQUEST_CLOSED');
  const terms = (await stateOf(complaintId)).terms;
  assert.equal(terms[`agency_answer_check.${first}`]?.state, 'metLate');
  assert.equal(terms[`agency_answer_check.${second}`]?.state, 'missed');
});

test('a complaint withdrawn by its complainant is not decided; one that leads others is not withdrawn', async () => {
  const { context } = product;
  const complainant = { kind: 'complainant' } as const;
  const leadId = await aComplaint(product, 'admitted');
  const complaintId = await aComplaint(product, 'admitted');
  granted(await joinComplaint(context, await lawyer(), { complaintId, leadId }));
  const withdraw = async (id: string) =>
    answerOf(await withdrawComplaint(context, complainant, { complaintId: id, text: '' }));
  assert.equal(await withdraw(leadId), 'COMPLAINT_LEADS_OTHERS');
  assert.equal(await withdraw(complaintId), 'granted');
  assert.equal(await withdraw(complaintId), 'COMPLAINT_WITHDRAWN');
  assert.deepEqual((await stateOf(leadId)).joined, []);
  assert.equal(await withdraw(leadId), 'granted');
  assert.ok(!Object.values((await stateOf(leadId)).terms).some(({ state }) => state === 'running'));
});

test('a complaint is forwarded with its reason, to another commission or to a body outside', async () => {
  const { context } = product;
  const complaintId = await aComplaint(product, 'admitted');
  const forward = async (to: string, commissionKey?: string) =>
    answerOf(
      await forwardComplaint(context, await lawyer(), {
        complaintId,
        to,
        name: 'Сокулук РИИБ',
        text: 'Кылмыштын белгилери бар.',
        ...(commissionKey === undefined ? {} : { commissionKey }),
      }),
    );
  assert.equal(await forward('moon'), 'GROUND_REQUIRED');
  assert.equal(await forward('commission', 'cec'), 'INPUT_INVALID');
  assert.equal(await forward('police'), 'granted');
  assert.equal(await forward('police'), 'COMPLAINT_FORWARDED');
  assert.deepEqual((await noticesOf(complaintId)).at(-1), 'forwarded');
});

test('a decision of the commission below is annulled by the decision of the one above, in one transaction', async () => {
  const { context, commissions, electionId } = product;
  product.clock.moveTo(demonstrationStart);
  const tec = await foundStaff(context, commissions['tec-sokuluk'], electionId);
  const below: Product = { ...product, cec: tec, commissions: { ...commissions, cec: commissions['tec-sokuluk'] } };
  const attackedId = await fileAndDraft(below, 'tec-sokuluk', '');
  await voteOn(below, await agendaOf(below, attackedId));
  await publish(below, attackedId);
  const attacked = await stateOf(attackedId);
  const appealId = await fileAndDraft(product, 'cec', attacked.number, 'annulled');
  assert.equal((await stateOf(appealId)).attacks, attackedId);
  assert.deepEqual(
    (await stateOf(attackedId)).appeals.map(({ to, complaintId, endedAt }) => [to, complaintId, endedAt]),
    [['upperCommission', appealId, null]],
  );
  await voteOn(product, await agendaOf(product, appealId));
  const after = await stateOf(attackedId);
  assert.deepEqual(
    after.appeals.map(({ result }) => result),
    ['annulled'],
  );
  const decision = await readRecordState<DecisionState>(context.database, after.decisionId ?? '', 'decision');
  assert.equal(decision?.state.force, 'annulled');
  assert.equal((await stateOf(appealId)).status, 'decided');
});

async function fileAndDraft(
  at: Product,
  commission: string,
  attacks: string,
  attackEffect?: 'annulled' | 'sentBack',
): Promise<string> {
  const { context, cec, actor } = at;
  const key = { client: 'test', idempotencyKey: `${commission} ${attacks}` };
  const filing = aFiling({ commission, attacks });
  const { recordId: complaintId } = granted(await fileComplaintByApi(context, key, filing));
  granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
  const holder = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, holder, { complaintId }));
  granted(await admitComplaint(context, holder, { complaintId }));
  const effect = attackEffect === undefined ? {} : { attackEffect };
  granted(await draftDecision(context, holder, { complaintId, outcome: 'granted', text: aDecisionText(), ...effect }));
  return complaintId;
}

async function agendaOf(at: Product, complaintId: string) {
  const item = await onAgenda(at, complaintId);
  at.clock.pass(60_000);
  return item;
}

test('a decision of two months ago is replaced by a new one, and both keep their place', async () => {
  const { context } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'drafted');
  await voteOn(product, await onAgendaSoon(complaintId));
  await publish(product, complaintId);
  product.clock.pass(61 * day);
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).status, 'closed');
  const ground = 'newCircumstances';
  assert.equal(answerOf(await reopenComplaint(context, await lawyer(), { complaintId, ground })), 'NOT_ALLOWED');
  granted(await reopenComplaint(context, await chair(), { complaintId, ground }));
  const reopened = await stateOf(complaintId);
  assert.deepEqual(
    [reopened.status, reopened.decisionId, reopened.decisionTerm],
    ['admitted', null, 'complaint_decide.2'],
  );
  const [earlierId = ''] = reopened.earlierDecisionIds;
  const refusal = aDecisionText({ operative: [anItem({ kind: 'reject', text: 'В удовлетворении отказать.' })] });
  granted(await draftDecision(context, await lawyer(), { complaintId, outcome: 'refused', text: refusal }));
  await voteOn(product, await onAgendaSoon(complaintId));
  const { decisionId } = await stateOf(complaintId);
  const earlier = await readRecordState<DecisionState>(context.database, earlierId, 'decision');
  assert.deepEqual([earlier?.state.force, earlier?.state.replacedBy], ['replaced', decisionId]);
});

test('what the first court leaves standing can go to the Supreme Court, and the case rests only after that', async () => {
  const { context, cec, actor } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'drafted');
  await voteOn(product, await onAgendaSoon(complaintId));
  await publish(product, complaintId);
  const clerk = await actor(cec.clerk);
  const claim = { complaintId, to: 'administrativeCourt', number: 'АД-1', text: '' };
  const { appealId } = granted(await recordAppeal(context, clerk, claim));
  product.clock.pass(30 * day);
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).status, 'published', 'an open appeal keeps the case open');
  const act = { complaintId, appealId, result: 'upheld', number: 'АД-1/27', text: '' };
  granted(await recordAppealResult(context, clerk, act));
  assert.equal(answerOf(await recordAppealResult(context, clerk, act)), 'APPEAL_CLOSED');
  assert.equal((await stateOf(complaintId)).appealTerm, 'court2_file');
  product.clock.pass(5 * day);
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).status, 'closed');
});

test('a claim against nothing is refused: there must be a decision, or a term that passed without one', async () => {
  const { context, cec, actor } = product;
  product.clock.moveTo(demonstrationStart);
  const complaintId = await aComplaint(product, 'registered');
  const claim = { complaintId, to: 'administrativeCourt', number: '', text: '' };
  const clerk = await actor(cec.clerk);
  assert.equal(answerOf(await recordAppeal(context, clerk, claim)), 'COMPLAINT_NOT_DECIDED');
  product.clock.moveTo(addMilliseconds(instant('2027-01-14T18:00:00Z'), 61_000));
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal(answerOf(await recordAppeal(context, clerk, claim)), 'granted');
});

test('a complaint on voting day is due at once: no date ends it by itself, and a body is asked at once too', async () => {
  const { context } = product;
  product.clock.moveTo(instant('2027-01-24T06:00:00Z'));
  const complaintId = await aComplaint(product, 'admitted');
  const asked = { complaintId, to: 'commission', needsCheck: true, name: 'УШК 1086', address: '', text: 'Эмне болду?' };
  const { requestId } = granted(await sendRequest(context, await lawyer(), asked));
  const { terms, decisionTerm } = await stateOf(complaintId);
  assert.deepEqual([decisionTerm, terms[decisionTerm]?.due], ['complaint_decide_voting_day', null]);
  assert.equal(terms[`agency_answer_voting_day.${requestId}`]?.due, null);
  product.clock.pass(20 * day);
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).terms[decisionTerm]?.state, 'running');
  const order = { change: 'extend', ground: 'checkNeeded' } as const;
  const answer = await changeTerm(context, await chair(), { complaintId, term: decisionTerm, order });
  assert.equal(answerOf(answer), 'TERM_NOT_RUNNING', 'what is due at once is not extended');
});

test('what all these acts left behind has no fault', async () => {
  const faults: string[] = [];
  await verifyRecords(product.as('shailoo_worker'), ({ fault, id }) => faults.push(`${fault} ${id}`));
  assert.deepEqual(faults, []);
});
