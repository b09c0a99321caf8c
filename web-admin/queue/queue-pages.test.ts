import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import { checkDraft } from '../../operations/decisions/check-draft.ts';
import { saveView } from '../../operations/complaints/save-view.ts';
import { readWorkplace } from '../../operations/people/read-workplace.ts';
import { foundAppointment } from '../../operations/people/appoint.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import { aComplaint, answerOf, passCheck } from '../../test/builders/complaints.ts';
import { onAgenda } from '../../test/builders/sittings.ts';
import { aDesk, hiddenFields } from '../../test/support/desk.ts';
import type { Browser, TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { formsNotSent } from '../../test/support/forms-sent.ts';
import { queueRoutes } from './queue-routes.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  await aComplaint(product, 'registered', { kind: 'bribery' });
  await aComplaint(product, 'filed', { kind: 'finance' });
});
after(async () => {
  await desk.close();
  await product.close();
});

const railOf = (text: string): string => /<div class="rail">[\s\S]*?<form class="filter/.exec(text)?.[0] ?? '';

test('a view is saved under a name for oneself, found again, renamed and deleted', async () => {
  const clerk = await desk.signedIn(product.cec.clerk);
  const page = '/en?view=all&kind=bribery';
  const saved = await clerk.submit(page, '/en/views/save-view', {
    name: ' Bribery\n cases ',
    search: 'view=all&kind=bribery',
  });
  assert.equal(saved.status, 303);
  const back = await clerk.get(saved.location ?? '');
  assert.match(railOf(back.text), /href="\/en\?view=all&amp;kind=bribery" aria-current="true"><span>Bribery cases/);
  assert.doesNotMatch(back.text, /K-2027-000002/);
  const other = await desk.signedIn(product.cec.lawyers[0]);
  assert.doesNotMatch((await other.get('/en?view=all')).text, /Bribery cases/);
  const rename = /action="(\/en\/views\/[^"]*\/rename-view)"/.exec((await clerk.get('/en/views')).text)?.[1] ?? '';
  await clerk.submit('/en/views', rename, { name: 'Money' });
  assert.match((await clerk.get('/en')).text, /<span>Money<\/span>/);
  const stranger = await other.post(rename, {
    _csrf: hiddenFields((await other.get('/en')).text, '/en/sign-out')['_csrf'] ?? '',
    name: 'x',
  });
  assert.equal(stranger.status, 404);
  const remove = rename.replace('rename-view', 'delete-view');
  const fields = hiddenFields((await clerk.get('/en/views')).text, remove);
  assert.equal((await clerk.post(remove, fields)).status, 303);
  assert.equal((await clerk.post(remove, fields)).status, 303);
  assert.doesNotMatch((await clerk.get('/en')).text, /Money/);
});

test('two clicks save one view; a refused name comes back as it was typed', async () => {
  const clerk = await desk.signedIn(product.cec.clerk);
  const page = '/en?view=overdue';
  const fields = { ...hiddenFields((await clerk.get(page)).text, '/en/views/save-view'), name: 'Twice' };
  const answers = [await clerk.post('/en/views/save-view', fields), await clerk.post('/en/views/save-view', fields)];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await clerk.get('/en/views')).text.match(/rename-view/g)?.length, 1);
  const long = 'Ы'.repeat(61);
  const refused = await clerk.submit(page, '/en/views/save-view', { name: long });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /VIEW_NAME_TOO_LONG/);
  assert.match(refused.text, new RegExp(`value="${long}"`));
  assert.match(refused.text, /<details class="rail-save" open/);
});

test('a view for the commission is saved by its secretary or chair only, and everybody of it sees it', async () => {
  const { cec, commissions, electionId, context } = product;
  const secretary = await desk.signedIn(cec.secretary);
  const clerk = await desk.signedIn(cec.clerk);
  const page = '/ru?view=unassigned';
  assert.doesNotMatch((await clerk.get(page)).text, /name="shared"/);
  const forced = await clerk.submit(page, '/ru/views/save-view', { name: 'Чужая', shared: 'yes' });
  assert.equal(forced.status, 403);
  await secretary.submit(page, '/ru/views/save-view', { name: 'Ждут юриста', shared: 'yes' });
  assert.match((await clerk.get('/ru')).text, /<span>Ждут юриста<\/span>/);
  assert.doesNotMatch((await clerk.get('/ru/views')).text, /Ждут юриста[\s\S]{0,80}rename-view/);
  const personId = await upsertPerson(context.database, {
    id: randomUUID(),
    issuer: 'test',
    sub: randomUUID(),
    name: 'Test low',
  });
  await foundAppointment(context, { commissionId: commissions['tec-sokuluk'], electionId, personId, role: 'chair' });
  assert.doesNotMatch((await (await desk.signedIn(personId)).get('/ru')).text, /Ждут юриста/);
});

test('the name of a view is in no audit and no event', async () => {
  const rows = await product.context.database.query({
    text: `select from audit where audit::text like '%Ждут юриста%' or audit::text like '%Bribery cases%'`,
  });
  assert.equal(rows.length, 0);
  const done = await product.context.database.query<{ action: string }>({
    text: `select distinct action from audit where action like 'desk.%' and outcome = 'done' order by 1`,
  });
  assert.deepEqual(
    done.map(({ action }) => action),
    ['desk.deleteView', 'desk.renameView', 'desk.saveView'],
  );
});

test('thirty views are the most that one person keeps; those of the commission count by themselves', async () => {
  const { context, cec } = product;
  const secretary = await product.actor(cec.secretary);
  const { workplace } = await readWorkplace(context, cec.secretary);
  assert.ok(workplace);
  const { commission } = workplace;
  const save = async (isShared: boolean): Promise<string> => {
    const view = { commission, viewId: randomUUID(), name: 'View', search: 'view=all', isShared };
    return answerOf(await saveView(desk.deps.context, secretary, view));
  };
  for (let saved = 0; saved < 30; saved += 1) assert.equal(await save(false), 'granted');
  assert.equal(await save(false), 'VIEWS_TOO_MANY');
  assert.equal(await save(true), 'granted');
});

test('ticked cases make a list for the printer; another commission cannot print them', async () => {
  const clerk = await desk.signedIn(product.cec.clerk);
  const ticks = ticksOf((await clerk.get('/en?view=all')).text);
  assert.equal(ticks.length, 2);
  const printed = await clerk.submit('/en?view=all', '/en/print-cases', { case: ticks });
  assert.match(printed.text, /Cases: 2\./);
  for (const number of ['K-2027-000001', 'K-2027-000002']) assert.ok(printed.text.includes(number), number);
  const reads = await product.context.database.query({
    text: `select record_id from audit where action = 'complaint.listChosenCases' and outcome = 'read' and actor = $1`,
    values: [`person:${product.cec.clerk}`],
  });
  assert.equal(reads.length, 2);
  const none = await clerk.submit('/en?view=all', '/en/print-cases', { case: 'rubbish' });
  assert.match(none.text, /No case is chosen/);
  assert.equal((await clerk.get('/en?view=all&tick=all')).text.match(/name="case"[^>]* checked/g)?.length, 2);
});

test('the narrowed queue as CSV has the cases of the page, and a sitting of today is announced above it', async () => {
  const clerk = await desk.signedIn(product.cec.clerk);
  const csv = await clerk.get('/en/queue.csv?view=all&kind=bribery');
  const lines = csv.text.trim().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(
    lines[1] ?? '',
    /^K-2027-000001;2027-01-11 10:00;2027-01-14 24:00;This week;Vote buying;.*;Registered;held by nobody$/,
  );
  assert.doesNotMatch((await clerk.get('/en')).text, /Sitting today/);
  const { sittingId } = await onAgenda(product, await aComplaint(product, 'drafted'), 3_600_000);
  assert.match(
    (await clerk.get('/en')).text,
    new RegExp(`Sitting today at 11:00. Items on the agenda: 1\\.[^\\n]*/en/sittings/${sittingId}`),
  );
});

/** What the answers to two clicks say of a case, in the order of the alphabet. */
function saidOf(answers: readonly { text: string }[], id: string): string[] {
  return answers
    .map(({ text }) => {
      const row = text.split('<tr').find((part) => part.includes(`/en/cases/${id}"`)) ?? '';
      return /<td>([^<]*)/.exec(row)?.[1] ?? 'no row';
    })
    .toSorted();
}

test('the chair gives ticked cases to a lawyer: each is judged by itself, and two clicks are one act', async () => {
  const { cec } = product;
  const [lawyer, other] = cec.lawyers;
  const free = await aComplaint(product, 'registered');
  const filed = await aComplaint(product, 'filed');
  const taken = await aComplaint(product, 'admitted');
  const chair = await desk.signedIn(cec.chair);
  const page = await chair.get('/en?view=all');
  const old = ticksOf(page.text).filter((tick) => [free, filed, taken].some((id) => tick.startsWith(id)));
  const form = { ...hiddenFields(page.text, '/en/print-cases'), case: old, holder: other };
  const answers = await Promise.all([
    chair.post('/en/assign-complaints', form),
    chair.post('/en/assign-complaints', form),
  ]);
  for (const { status, text } of answers) {
    assert.equal(status, 200);
    assert.match(text, /With the lawyer: 2\. Not given: 1\./);
    assert.match(text, /Not given[\s\S]*COMPLAINT_NOT_REGISTERED[\s\S]*With the lawyer/);
    assert.doesNotMatch(text, /object Object|class="notice/);
  }
  for (const id of [free, taken]) assert.deepEqual(saidOf(answers, id), ['given', 'was with this lawyer already']);
  const holders = await product.context.database.query<{ id: string; holder: string | null; n: number }>({
    text: `select c.id, c.holder, (select count(*) from event where record_id = c.id and kind = 'COMPLAINT_TAKEN') as n
      from complaint c where id = any($1::uuid[])`,
    values: [[free, filed, taken]],
  });
  const of = (id: string) => holders.find((row) => row.id === id);
  assert.deepEqual([of(free)?.holder, of(free)?.n], [other, 1]);
  assert.deepEqual([of(taken)?.holder, of(taken)?.n], [other, 2]);
  assert.deepEqual([of(filed)?.holder, of(filed)?.n], [null, 0]);
  const stale = await chair.post('/en/assign-complaints', { ...form, holder: lawyer });
  assert.match(stale.text, /With the lawyer: 0\. Not given: 3\.[\s\S]*STALE_VERSION/);
  const nobody = await chair.post('/en/assign-complaints', { ...form, holder: cec.clerk });
  assert.match(nobody.text, /With the lawyer: 0\. Not given: 3\./);
});

test('a lawyer takes ticked cases at once: only what nobody holds, each judged by itself, and two clicks are one act', async () => {
  const [me, colleague] = product.cec.lawyers;
  const cases = [await aComplaint(product, 'registered'), await aComplaint(product, 'registered')];
  const filed = await aComplaint(product, 'filed');
  const lawyer = await desk.signedIn(colleague);
  const held = await aComplaint(product, 'admitted');
  const page = await lawyer.get('/en?view=all');
  const ticked = [...cases, filed, held];
  const form = {
    ...hiddenFields(page.text, '/en/print-cases'),
    case: ticksOf(page.text).filter((tick) => ticked.some((id) => tick.startsWith(id))),
  };
  assert.match(page.text, /formaction="\/en\/take-complaints"/);
  const answers = await Promise.all([1, 2].map(() => lawyer.post('/en/take-complaints', form)));
  for (const { status, text } of answers) {
    assert.equal(status, 200);
    assert.match(text, /With you: 2\. Not taken: 2\./);
    assert.doesNotMatch(text, /object Object|class="notice/);
    assert.match(text, /COMPLAINT_NOT_REGISTERED/);
    assert.match(text, /Another member of staff holds this complaint/);
  }
  for (const id of cases) assert.deepEqual(saidOf(answers, id), ['taken', 'was with you already']);
  const taken = await product.context.database.query<{ holder: string; n: number }>({
    text: `select c.holder, (select count(*) from event where record_id = c.id and kind = 'COMPLAINT_TAKEN') as n
      from complaint c where id = any($1::uuid[]) order by c.holder = $2`,
    values: [[...cases, held], colleague],
  });
  assert.deepEqual(
    taken.map(({ holder, n }) => [holder, n]),
    [
      [me, 1],
      [colleague, 1],
      [colleague, 1],
    ],
  );
  const mine = await lawyer.get('/en?view=mine');
  assert.doesNotMatch(mine.text, /take-complaints/);
  assert.doesNotMatch((await (await desk.signedIn(product.cec.chair)).get('/en?view=all')).text, /take-complaints/);
});

test('a clerk has no button to give cases away and is refused when he tries', async () => {
  const clerk = await desk.signedIn(product.cec.clerk);
  const page = await clerk.get('/en?view=all');
  assert.doesNotMatch(page.text, /assign-complaints/);
  const form = hiddenFields(page.text, '/en/print-cases');
  const tried = await clerk.post('/en/assign-complaints', {
    ...form,
    case: ticksOf(page.text),
    holder: product.cec.lawyers[0],
  });
  assert.equal(tried.status, 403);
});

test('the queue of voting day renews itself by a header until it is paused, and plays a tone only when asked to', async () => {
  product.clock.moveTo(instant('2027-01-24T03:00:00Z'));
  await aComplaint(product, 'filed', { kind: 'voting' });
  const clerk = await desk.signedIn(product.cec.clerk);
  assert.match((await clerk.get('/ru/sittings')).text, /class="desk-alarm" href="\/ru\/voting-day"[\s\S]*?новых: 1/);
  const opened = await clerk.get('/ru/voting-day?sound=on');
  const refresh = opened.headers.get('refresh') ?? '';
  assert.match(refresh, /^30; url=\/ru\/voting-day\?sound=on&renewed=2027-01-24T03/);
  assert.match(opened.headers.get('content-security-policy') ?? '', /media-src 'self'$/);
  assert.doesNotMatch(opened.text, /autoplay/);
  assert.doesNotMatch((await clerk.get('/ru/sittings')).text, /новых: 1/);
  product.clock.pass(30_000);
  await aComplaint(product, 'filed', { kind: 'counting' });
  const renewed = await clerk.get(refresh.replace('30; url=', ''));
  assert.match(renewed.text, /<audio controls autoplay src="\/assets\/new-case\.[0-9a-f]+\.wav"/);
  const silent = await clerk.get('/ru/voting-day?renewed=2027-01-24T03:00:00.000000Z&renew=off');
  assert.doesNotMatch(silent.text, /<audio/);
  assert.equal(silent.headers.get('refresh'), null);
  assert.doesNotMatch(silent.headers.get('content-security-policy') ?? '', /media-src/);
  const tone = await toneOf(clerk, renewed.text);
  assert.equal(tone.headers.get('content-type'), 'audio/wav');
  assert.match(tone.text, /^RIFF/);
});

function ticksOf(text: string): string[] {
  return [...text.matchAll(/name="case" value="([^"]*)"/g)].map((match) => match[1] ?? '');
}

async function toneOf(browser: Browser, text: string): ReturnType<Browser['get']> {
  return browser.get(/src="(\/assets\/new-case[^"]*)"/.exec(text)?.[1] ?? '');
}

test('a draft that waits for its check is offered to be checked, one that has passed to be put on the agenda; the list of drafts to check holds the first', async () => {
  const unchecked = await aComplaint(product, 'unchecked', { kind: 'counting' });
  const checked = await aComplaint(product, 'drafted', { kind: 'counting' });
  const lawyer = await desk.signedIn(product.cec.lawyers[1]);
  const next = (text: string, id: string): string =>
    /<td>\s*<a href="[^"]*">([^<]*)</.exec(text.split('<tr').find((row) => row.includes(`case-${id}`)) ?? '')?.[1] ??
    'no row';
  const all = (await lawyer.get('/en?view=all&kind=counting')).text;
  assert.equal(next(all, unchecked), 'Check the draft');
  assert.equal(next(all, checked), 'Put on the agenda');
  const list = (await lawyer.get('/en?view=toCheck')).text;
  assert.match(railOf(list), /aria-current="true"><span>Drafts waiting for a check<\/span><span class="quiet">1</);
  assert.equal(next(list, unchecked), 'Check the draft');
  assert.equal(next(list, checked), 'no row');
  await passCheck(product, unchecked);
  assert.equal(next((await lawyer.get('/en?view=all&kind=counting')).text, unchecked), 'Put on the agenda');
  assert.equal(next((await lawyer.get('/en?view=toCheck')).text, unchecked), 'no row');
});

test('a step that is not the reader’s is words and says whose it is: the drafter waits for the check, lawyers for the vote', async () => {
  const { lawyers, chair } = product.cec;
  const unchecked = await aComplaint(product, 'unchecked', { kind: 'other' });
  const onVote = await aComplaint(product, 'drafted', { kind: 'other' });
  await onAgenda(product, onVote);
  const cell = async (person: string, id: string): Promise<string> => {
    const { text } = await (await desk.signedIn(person)).get('/en?view=all&kind=other');
    const row = text.split('<tr').find((part) => part.includes(`/cases/${id}`)) ?? 'no row';
    return /<\/th>\s*<td>([\s\S]*?)<\/td>/.exec(row)?.[1] ?? 'no cell';
  };
  assert.match(await cell(lawyers[1], unchecked), /<a href[^>]*>Check the draft/);
  const own = await cell(lawyers[0], unchecked);
  assert.doesNotMatch(own, /<a /);
  assert.match(own, /Check the draft<\/span><small>Done by another lawyer/);
  const waiting = await cell(lawyers[0], onVote);
  assert.doesNotMatch(waiting, /<a /);
  assert.match(waiting, /Vote<\/span><small>Sitting: /);
  assert.match(await cell(chair, onVote), /<a href="\/en\/sittings\/[^>]*>Vote/);
});

test('a draft that its check sent back is the drafter’s to write again, and nobody’s to check', async () => {
  const returned = await aComplaint(product, 'unchecked', { kind: 'bribery' });
  const decision = await product.context.database.query<{ id: string; hash: string }>({
    text: 'select d.id, d.text_hash as hash from decision d join complaint c on c.decision_id = d.id where c.id = $1',
    values: [returned],
  });
  const { id: decisionId = '', hash: textHash = '' } = decision[0] ?? {};
  const checker = await product.actor(product.cec.lawyers[1]);
  const answer = await checkDraft(product.context, checker, {
    decisionId,
    textHash,
    result: 'returned',
    remarks: 'The term of item 2 is missing.',
  });
  assert.ok(answer.ok);
  const drafter = await desk.signedIn(product.cec.lawyers[0]);
  const { text } = await drafter.get('/en?view=mine&kind=bribery');
  assert.match(text, new RegExp(`href="/en/cases/${returned}/draft-decision">Draft the decision<`));
});

test('every form of the queue was sent in this file, and the audit calls it as the table of routes does', async () => {
  assert.deepEqual(await formsNotSent(product.context.database, queueRoutes), []);
});
