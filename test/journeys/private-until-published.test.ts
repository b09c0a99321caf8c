import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
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

for (const [point, bring] of Object.entries(points)) {
  test(`names planted in every field are public nowhere at the point ${point}`, async () => {
    const id = await bring();
    const known = await readRecordState<ComplaintState>(product.context.database, id, 'complaint');
    const number = known?.state.number ?? '';
    const addresses = [
      ...['ky', 'ru', 'en'].flatMap((language) => [
        `${portal.url}/${language}`,
        `${portal.url}/${language}/complaints`,
        `${portal.url}/${language}/complaints/${number}`,
      ]),
      `${portal.url}/api/v1/complaints`,
      `${portal.url}/api/v1/complaints/${number}`,
      `${portal.url}/api/v1/complaints/${number}/events`,
    ];
    for (const address of addresses) {
      const answer = await fetch(address);
      assert.equal(answer.status, 200, address);
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
