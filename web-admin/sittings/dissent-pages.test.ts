import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { castVote } from '../../operations/sittings/cast-vote.ts';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { openVote } from '../../operations/sittings/open-vote.ts';
import { recuseMember } from '../../operations/sittings/recuse-member.ts';
import { printSittingMinutes } from '../../operations/sittings/print-sitting-minutes.ts';
import { readNames } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { onAgenda, proposeAsDetected, voteOn } from '../../test/builders/sittings.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { say } from '../../wording/say.ts';
import { htmlFaults } from '../../test/support/page-checks.ts';

let product: Product;
let desk: TestDesk;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  [desk, portal] = [await aDesk(product), await aPortal(product)];
});
after(async () => {
  await desk.close();
  await portal.close();
  await product.close();
});

const words = 'Мен каршы пикирдемин';

async function decided() {
  const { context, clock } = product;
  const item = await onAgenda(product, await aComplaint(product, 'drafted'), 3_600_000);
  clock.pass(3_600_000);
  await voteOn(product, item);
  const known = await readRecordState<ComplaintState>(context.database, item.complaintId, 'complaint');
  const { decisionId, number = '' } = known?.state ?? { decisionId: '' };
  return { ...item, decisionId: decisionId ?? '', number, page: `/ky/sittings/${item.sittingId}/items/${item.itemId}` };
}

test('a member writes a dissent on the item page; it is public only after a second person has approved it', async () => {
  const { cec } = product;
  const item = await decided();
  const member = await desk.signedIn(cec.members[0] ?? '');
  const dissent = `${words} <b>&</b>\n\nЭкинчи абзац.`;
  const sent = await member.submit(item.page, `${item.page}/attach-dissent`, { language: 'ky', dissent });
  assert.equal(sent.status, 303);
  const own = await member.get(item.page);
  assert.ok(own.text.includes(`<p>${words} &lt;b&gt;&amp;&lt;/b&gt;</p><p>Экинчи абзац.</p>`));
  assert.deepEqual(await htmlFaults(own.text), []);

  await proposeAsDetected(product, item.decisionId);
  const isPublic = async (): Promise<boolean> => {
    const page = await fetch(`${portal.url}/ky/complaints/${item.number}`);
    return (await page.text()).includes(words);
  };
  assert.equal(await isPublic(), false);

  const checker = await desk.signedIn(cec.lawyers[1]);
  const approval = `/ky/decisions/${item.decisionId}/approve-public-text`;
  const shown = await checker.get(approval);
  assert.ok(shown.text.includes(words));
  assert.deepEqual(await htmlFaults(shown.text), []);
  assert.equal((await checker.submit(approval, approval)).status, 303);
  assert.equal(await isPublic(), true);
  const page = await (await fetch(`${portal.url}/ky/complaints/${item.number}`)).text();
  assert.match(page, /<div class="law-text" lang="ky"><p>Мен каршы/);

  const late = await member.post(`${item.page}/attach-dissent`, {
    language: 'ky',
    dissent: 'кеч',
    _csrf: /name="_csrf" value="([^"]+)"/.exec(own.text)?.[1] ?? '',
  });
  assert.ok(late.text.includes(say('ky', 'refusals.DECISION_PUBLISHED')));
  assert.deepEqual([...desk.defects, ...portal.errors], []);
});

test('what was typed comes back when a dissent is refused', async () => {
  const item = await decided();
  const member = await desk.signedIn(product.cec.members[1] ?? '');
  const tooLong = `Баш сөз ${'узун '.repeat(5_000)}`;
  const answer = await member.submit(item.page, `${item.page}/attach-dissent`, { language: 'ru', dissent: tooLong });
  assert.ok(answer.text.includes('Өзгөчө пикирдин тексти бош же өтө узун.'));
  assert.ok(answer.text.includes(tooLong.slice(0, 40)));
  const absent = await desk.signedIn(product.cec.members[6] ?? product.cec.secretary);
  assert.ok(!(await absent.get(item.page)).text.includes('attach-dissent"'));
});

test('the sitting page names who of those present has not voted, and nobody recused or absent', async () => {
  const { cec, context, actor, clock } = product;
  const item = await onAgenda(product, await aComplaint(product, 'drafted'), 3_600_000);
  clock.pass(3_600_000);
  const [recused = '', voter = '', waiting = '', absent = ''] = cec.members;
  const chair = await actor(cec.chair);
  granted(await openSitting(context, chair, { ...item, present: [cec.chair, recused, voter, waiting] }));
  const page = async () => (await (await desk.signedIn(cec.secretary)).get(`/ru/sittings/${item.sittingId}`)).text;
  assert.ok(!(await page()).includes('ещё не голосовали'));
  granted(await openVote(context, chair, item));
  granted(await recuseMember(context, await actor(recused), { ...item, ground: 'kinship' }));
  granted(await castVote(context, await actor(voter), { ...item, choice: 'for' }));
  const names = await readNames(context.database, [cec.chair, recused, voter, waiting, absent]);
  const line = /По вопросу 1 ещё не голосовали: ([^<]+)/.exec(await page())?.[1]?.trim();
  assert.equal(line, [cec.chair, waiting].map((id) => names.get(id)).join(', '));
  const own = await actor(cec.secretary);
  const print = { sittingId: item.sittingId, language: 'ru' } as const;
  assert.equal(own.kind === 'person' && answerOf(await printSittingMinutes(context, own, print)), 'SITTING_NOT_CLOSED');
});

test('the minutes of a closed sitting are a PDF for staff of the commission, and the look is kept', async () => {
  const { cec, context } = product;
  const item = await decided();
  const staff = await desk.signedIn(cec.secretary);
  const address = `/ru/sittings/${item.sittingId}/minutes`;
  assert.ok((await staff.get(`/ru/sittings/${item.sittingId}`)).text.includes(`href="${address}"`));
  const file = await staff.get(address);
  assert.equal(file.headers.get('content-type'), 'application/pdf');
  assert.ok(file.text.startsWith('%PDF-'));
  const looks = await context.database.query({
    text: `select from audit where action = 'sitting.printMinutes' and record_id = $1 and outcome = 'read'`,
    values: [item.sittingId],
  });
  assert.equal(looks.length, 1);
});
