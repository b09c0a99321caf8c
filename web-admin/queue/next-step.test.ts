import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signDecision } from '../../operations/decisions/sign-decision.ts';
import { castVote } from '../../operations/sittings/cast-vote.ts';
import { closeVote } from '../../operations/sittings/close-vote.ts';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { openVote } from '../../operations/sittings/open-vote.ts';
import { aComplaint, granted, passCheck } from '../../test/builders/complaints.ts';
import { complaintState } from '../../test/builders/procedure-cases.ts';
import { onAgenda, proposeAsDetected } from '../../test/builders/sittings.ts';
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

test('at each stage of a decision the row leads whoever is next straight to the page where it is done', async () => {
  const { context, actor, cec } = product;
  const { chair, lawyers } = cec;
  const [drafter, checker] = lawyers;
  const complaintId = await aComplaint(product, 'unchecked');
  const decisionId = (await complaintState(product, complaintId)).decisionId ?? '';
  const leadsTo = async (person: string, words: string, address: string): Promise<void> => {
    const browser = await desk.signedIn(person);
    const { text } = await browser.get('/en?view=all');
    const row = text.split('<tr').find((part) => part.includes(`case-${complaintId}`)) ?? 'no row';
    const [, href = '', said] = /<td>\s*<a href="([^"]*)">([^<]*)</.exec(row) ?? [];
    assert.deepEqual([said, href], [words, address]);
    assert.equal((await browser.get(href)).status, 200);
  };
  await leadsTo(checker, 'Check the draft', `/en/decisions/${decisionId}#check`);
  await passCheck(product, complaintId);
  await leadsTo(drafter, 'Put on the agenda', `/en/cases/${complaintId}/place-on-agenda`);
  const { sittingId, itemId } = await onAgenda(product, complaintId);
  await leadsTo(chair, 'Vote', `/en/sittings/${sittingId}`);
  product.clock.pass(60_000);
  const present = [chair, ...cec.members.slice(0, 5)];
  granted(await openSitting(context, await actor(chair), { sittingId, present }));
  granted(await openVote(context, await actor(chair), { sittingId, itemId }));
  for (const member of present)
    granted(await castVote(context, await actor(member), { sittingId, itemId, choice: 'for' }));
  granted(await closeVote(context, await actor(chair), { sittingId, itemId }));
  await leadsTo(chair, 'Sign the decision', `/en/decisions/${decisionId}`);
  granted(await signDecision(context, await actor(chair), { decisionId }));
  await leadsTo(drafter, 'Write the public text', `/en/decisions/${decisionId}/propose-public-text`);
  await proposeAsDetected(product, decisionId);
  await leadsTo(checker, 'Check the text and publish', `/en/decisions/${decisionId}/approve-public-text`);
});
