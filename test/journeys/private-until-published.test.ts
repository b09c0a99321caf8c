import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
import { addEvidence } from '../../operations/complaints/add-evidence.ts';
import { appointHearing } from '../../operations/complaints/appoint-hearing.ts';
import { changeContact } from '../../operations/complaints/change-contact.ts';
import { cureDefects } from '../../operations/complaints/cure-defects.ts';
import { forwardComplaint } from '../../operations/complaints/forward-complaint.ts';
import { joinComplaint } from '../../operations/complaints/join-complaint.ts';
import { receiveForwarded } from '../../operations/complaints/receive-forwarded.ts';
import { recordAppealResult } from '../../operations/complaints/record-appeal-result.ts';
import { recordAppeal } from '../../operations/complaints/record-appeal.ts';
import { returnForDefects } from '../../operations/complaints/return-for-defects.ts';
import { sendRequest } from '../../operations/complaints/send-request.ts';
import { withdrawComplaint } from '../../operations/complaints/withdraw-complaint.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { endTerm } from '../../operations/complaints/end-term.ts';
import { leaveComplaintUnexamined } from '../../operations/complaints/leave-complaint-unexamined.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { aComplaint, aDecisionText, anItem, granted, passCheck } from '../builders/complaints.ts';
import { plantedName as planted, plantedWords as words } from '../builders/planted-names.ts';
import { onAgenda, voteOn } from '../builders/sittings.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

const text = aDecisionText({
  title: planted,
  findings: [{ text: planted, state: 'established', evidence: planted }],
  grounds: [planted],
  articles: [{ reference: null, text: planted }],
  operative: [anItem({ text: planted, addressee: { kind: 'complainant', name: planted } })],
});

let product: Product;
let portal: TestPortal;

before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
});
after(async () => {
  await portal.close();
  await product.close();
});

/** Brings a complaint with planted names to a point of the procedure. */
const points: Record<string, () => Promise<string>> = {
  filed: () => aComplaint(product, 'filed', words),
  registered: () => aComplaint(product, 'registered', words),
  admitted: () => aComplaint(product, 'admitted', words),
  drafted,
  onAgenda: async () => (await onAgenda(product, await drafted(), 3_600_000)).complaintId,
  decided,
  publicTextProposed: async () => {
    const id = await decided();
    const { context, cec, actor } = product;
    const known = await readRecordState<ComplaintState>(context.database, id, 'complaint');
    const request = { decisionId: known?.state.decisionId ?? '', marks: [] };
    granted(await proposePublicText(context, await actor(cec.lawyers[0]), request));
    return id;
  },
  leftUnexamined: async () => {
    const complaintId = await aComplaint(product, 'registered', words);
    const { context, cec, actor } = product;
    const lawyer = await actor(cec.lawyers[0]);
    granted(await takeComplaint(context, lawyer, { complaintId }));
    granted(await leaveComplaintUnexamined(context, lawyer, { complaintId, ground: 'late' }));
    return complaintId;
  },
  overdue: async () => {
    const complaintId = await aComplaint(product, 'admitted', words);
    product.clock.pass(5 * 24 * 3_600_000);
    granted(await endTerm(product.context, { recordId: complaintId, rule: 'complaint_decide' }));
    return complaintId;
  },
};

const paper = { text: planted, name: planted, address: planted };
const asLawyer = () => product.actor(product.cec.lawyers[0]);

/** A complaint that a lawyer holds, not yet admitted. */
async function taken(): Promise<string> {
  const complaintId = await aComplaint(product, 'registered', words);
  granted(await takeComplaint(product.context, await asLawyer(), { complaintId }));
  return complaintId;
}

async function returned(): Promise<string> {
  const complaintId = await taken();
  const request = { complaintId, defects: ['demand'], text: planted };
  granted(await returnForDefects(product.context, await asLawyer(), request));
  return complaintId;
}

async function contested(): Promise<string> {
  const complaintId = await decided();
  const clerk = await product.actor(product.cec.clerk);
  const claim = { complaintId, to: 'administrativeCourt', number: planted, text: planted };
  const { appealId } = granted(await recordAppeal(product.context, clerk, claim));
  const result = { complaintId, appealId, result: 'sentBack', number: planted, text: planted };
  granted(await recordAppealResult(product.context, clerk, result));
  return complaintId;
}

const complainant = { kind: 'complainant' } as const;

/** What came after the filing: each paper, and every field of it, holds the planted name. */
const laterPoints: typeof points = {
  returnedForDefects: returned,
  defectsCured: async () => {
    const complaintId = await returned();
    granted(await cureDefects(product.context, complainant, { complaintId, text: planted }));
    return complaintId;
  },
  evidenceAdded: async () => {
    const complaintId = await taken();
    granted(await addEvidence(product.context, complainant, { complaintId, text: planted }));
    return complaintId;
  },
  contactChanged: async () => {
    const complaintId = await taken();
    const contact = { email: `${planted}@example.org`, phone: planted, address: planted };
    granted(await changeContact(product.context, complainant, { complaintId, contact }));
    return complaintId;
  },
  withdrawn: async () => {
    const complaintId = await taken();
    granted(await withdrawComplaint(product.context, complainant, { complaintId, text: planted }));
    return complaintId;
  },
  forwardedOutside: async () => {
    const complaintId = await taken();
    granted(await forwardComplaint(product.context, await asLawyer(), { complaintId, to: 'police', ...paper }));
    return complaintId;
  },
  forwardedToCommission: async () => {
    const complaintId = await taken();
    const to = { to: 'commission', commissionKey: 'tec-sokuluk', ...paper };
    granted(await forwardComplaint(product.context, await asLawyer(), { complaintId, ...to }));
    await receiveForwarded(product.as('shailoo_worker'));
    return complaintId;
  },
  arrivedFromCommission: async () => {
    const complaintId = await laterPoints['forwardedToCommission']?.();
    const known = await readRecordState<ComplaintState>(product.context.database, complaintId ?? '', 'complaint');
    return known?.state.forwardedCase ?? '';
  },
  requestAndHearing: async () => {
    const complaintId = await aComplaint(product, 'admitted', words);
    const asked = { complaintId, to: 'police', needsCheck: true, ...paper };
    granted(await sendRequest(product.context, await asLawyer(), asked));
    const startsAt = addMilliseconds(product.clock.now, 3_600_000);
    const hearing = { complaintId, startsAt, invited: ['complainant'], place: planted, text: planted };
    granted(await appointHearing(product.context, await asLawyer(), hearing));
    return complaintId;
  },
  joined: async () => {
    const leadId = await aComplaint(product, 'admitted', words);
    const complaintId = await aComplaint(product, 'admitted', words);
    granted(await joinComplaint(product.context, await asLawyer(), { complaintId, leadId }));
    return complaintId;
  },
  sentBackByCourt: contested,
};

for (const [point, bring] of Object.entries({ ...points, ...laterPoints })) {
  test(`names planted in every field are public nowhere at the point ${point}`, async () => {
    const id = await bring();
    const known = await readRecordState<ComplaintState>(product.context.database, id, 'complaint');
    const number = known?.state.number ?? '';
    const key = known?.state.commissionId === product.commissions.cec ? 'cec' : 'tec-sokuluk';
    const addresses = [
      ...['ky', 'ru', 'en'].flatMap((language) => [
        `${portal.url}/${language}`,
        `${portal.url}/${language}/complaints`,
        `${portal.url}/${language}/complaints/${key}/${number}`,
        `${portal.url}/${language}/complaints/${key}/${number}/private`,
      ]),
      `${portal.url}/api/v1/complaints`,
      `${portal.url}/api/v1/complaints/${number}?commission=${key}`,
      `${portal.url}/api/v1/complaints/${number}/events?commission=${key}`,
    ];
    for (const address of addresses) {
      const answer = await fetch(address);
      assert.equal(answer.status, address.endsWith('/private') ? 401 : 200, address);
      assert.doesNotMatch(await answer.text(), new RegExp(planted), address);
    }
  });
}

async function drafted(): Promise<string> {
  const complaintId = await aComplaint(product, 'admitted', words);
  const lawyer = await product.actor(product.cec.lawyers[0]);
  granted(await draftDecision(product.context, lawyer, { complaintId, outcome: 'granted', text }));
  await passCheck(product, complaintId);
  return complaintId;
}

async function decided(): Promise<string> {
  const item = await onAgenda(product, await drafted());
  product.clock.pass(60_000);
  await voteOn(product, item);
  return item.complaintId;
}
