import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../../domain/complaints/complaint.ts';
import { documentLimit } from '../../../operations/documents/stage-document.ts';
import { readEvents, readRecordState } from '../../../persistence/records/read-record.ts';
import { aComplaint } from '../../../test/builders/complaints.ts';
import { onAgenda, voteOn } from '../../../test/builders/sittings.ts';
import { aDesk, hiddenFields } from '../../../test/support/desk.ts';
import type { Browser, Fields, Page, TestDesk } from '../../../test/support/desk.ts';
import { formsNotSent } from '../../../test/support/forms-sent.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';
import { actFormRoutes } from './act-form-routes.ts';

let product: Product;
let desk: TestDesk;
const hour = 3_600_000;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

const stateOf = async (id: string): Promise<ComplaintState> => {
  const known = await readRecordState<ComplaintState>(product.context.database, id, 'complaint');
  assert.ok(known);
  return known.state;
};

const kindsOf = async (id: string): Promise<string[]> =>
  (await readEvents(product.context.database, id)).map(({ kind }) => kind);

/** Opens the form of an act and sends it; the answer is what the browser gets. */
async function send(browser: Browser, id: string, act: string, fields: Fields): Promise<Page> {
  const path = `/en/cases/${id}/${act}`;
  return browser.submit(path, path, { next: 'send', ...fields });
}

async function sendWithFiles(
  browser: Browser,
  id: string,
  act: string,
  fields: Record<string, string>,
  files: readonly File[],
): Promise<Page> {
  const path = `/en/cases/${id}/${act}`;
  const hidden = hiddenFields((await browser.get(path)).text, path);
  return browser.upload(path, { ...hidden, next: 'send', ...fields }, files);
}

const pdf = (name: string) => new File(['%PDF-1.4 a scan'], name, { type: 'application/pdf' });

test('a complaint goes by pages from return for defects over cure, request, answer and hearing to the draft', async () => {
  const [lawyer, clerk, chair] = [
    await desk.signedIn(product.cec.lawyers[0]),
    await desk.signedIn(product.cec.clerk),
    await desk.signedIn(product.cec.chair),
  ];
  const id = await aComplaint(product, 'registered', { name: '' });
  const page = `/en/cases/${id}`;
  assert.equal((await lawyer.submit(page, `${page}/take-complaint`)).status, 303);
  const form = await lawyer.get(`${page}/return-for-defects`);
  assert.match(form.text, /value="name" checked/);
  assert.match(form.text, /48 hours/);
  const returned = await send(lawyer, id, 'return-for-defects', {
    defects: ['name', 'evidence'],
    text: 'Say your name.',
  });
  assert.equal(returned.location, page);
  assert.equal((await stateOf(id)).status, 'returnedForDefects');
  assert.equal((await stateOf(id)).terms['complaint_decide']?.state, 'suspended');

  product.clock.pass(hour);
  const cured = await sendWithFiles(clerk, id, 'cure-defects', { text: 'Her name is Aigul.' }, [pdf('name.pdf')]);
  assert.equal(cured.location, page);
  const curedPage = (await lawyer.get(page)).text;
  assert.match(curedPage, /id="defects"[\s\S]*Say your name\.[\s\S]*Her name is Aigul\.[\s\S]*name\.pdf/);
  assert.equal((await stateOf(id)).terms['complaint_decide']?.state, 'running');
  assert.equal((await lawyer.submit(page, `${page}/admit-complaint`)).status, 303);

  const group = { rapporteur: product.cec.members[0] ?? '', members: [product.cec.lawyers[0]] };
  assert.equal((await send(chair, id, 'form-working-group', group)).location, page);
  const asked = {
    to: 'police',
    check: 'yes',
    name: 'District police',
    address: 'Sokuluk 1',
    text: 'What did you find?',
  };
  assert.equal((await send(lawyer, id, 'send-request', asked)).location, page);
  const [request] = (await stateOf(id)).requests;
  assert.ok(request);
  assert.equal((await stateOf(id)).terms[request.term]?.rule, 'agency_answer_check');
  const reminded = await clerk.submit(page, `${page}/remind-body`);
  assert.equal(reminded.location, `${page}#requests`);
  const came = await sendWithFiles(clerk, id, 'record-answer', { request: request.id, text: 'Nothing was found.' }, [
    pdf('answer.pdf'),
  ]);
  assert.equal(came.location, page);
  const requests = /<section id="requests">[\s\S]*?<\/section>/.exec((await lawyer.get(page)).text)?.[0] ?? '';
  for (const seen of [
    'District police',
    'What did you find?',
    'reminded',
    'Nothing was found.',
    'answer.pdf',
    'answered',
  ])
    assert.ok(requests.includes(seen), seen);

  const hearing = {
    'on-day': '11',
    'on-month': '1',
    'on-year': '2027',
    time: '15:30',
    place: 'Room 12',
    invited: ['complainant', 'respondent'],
    text: '',
  };
  assert.equal((await send(lawyer, id, 'appoint-hearing', hearing)).location, page);
  const [appointed] = (await stateOf(id)).hearings;
  assert.equal(appointed?.startsAt, '2027-01-11T09:30:00.000000Z');
  const early = await send(lawyer, id, 'record-hearing', { hearing: appointed?.id ?? '', text: 'Too early.' });
  assert.equal(early.status, 409);
  assert.match(early.text, /Too early\./);
  product.clock.pass(5 * hour);
  const minutes = { hearing: appointed?.id ?? '', attended: ['complainant'], text: 'She was heard.' };
  assert.equal((await send(lawyer, id, 'record-hearing', minutes)).location, page);
  const shown = (await lawyer.get(page)).text;
  assert.match(shown, /id="hearings"[\s\S]*She was heard\./);
  assert.match(shown, /Rapporteur[\s\S]*Test member/);
  assert.equal((await lawyer.get(`${page}/draft-decision`)).status, 200);
  assert.ok((await kindsOf(id)).includes('HEARING_HELD'));
});

test('what was typed stays after every refusal, with the fault at its field', async () => {
  const id = await aComplaint(product, 'admitted');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const empty = await send(lawyer, id, 'send-request', {
    to: '',
    check: 'yes',
    name: 'Kept name',
    address: '',
    text: 'Kept words',
  });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /<li><a href="#to">Choose from the list/);
  assert.match(empty.text, /Kept name[\s\S]*Kept words/);
  const day = {
    'on-day': '31',
    'on-month': '2',
    'on-year': '2027',
    time: '10:00',
    place: 'Kept place',
    invited: 'respondent',
    text: '',
  };
  const noDay = await send(lawyer, id, 'appoint-hearing', day);
  assert.equal(noDay.status, 422);
  assert.match(noDay.text, /href="#on-day"/);
  assert.match(noDay.text, /value="Kept place"/);
  assert.match(noDay.text, /value="respondent" checked/);
  assert.doesNotMatch(noDay.text, /value="complainant" checked/);
  assert.equal((await stateOf(id)).hearings.length, 0);
});

test('an old page is refused, says what happened meanwhile, keeps the words, and the next try is good', async () => {
  const id = await aComplaint(product, 'admitted');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const path = `/en/cases/${id}/send-request`;
  const old = hiddenFields((await lawyer.get(path)).text, path);
  await send(await desk.signedIn(product.cec.clerk), id, 'add-evidence', { text: 'A photo.' });
  const words = { to: 'bank', check: 'no', name: '', address: '', text: 'Who paid?', next: 'send' };
  const stale = await lawyer.post(path, { ...old, ...words });
  assert.equal(stale.status, 409);
  assert.match(stale.text, /STALE_VERSION/);
  assert.match(stale.text, /Evidence was added/);
  assert.match(stale.text, /Who paid\?/);
  assert.equal((await stateOf(id)).requests.length, 0);
  assert.equal((await lawyer.post(path, { ...hiddenFields(stale.text, path), ...words })).status, 303);
  assert.equal((await stateOf(id)).requests.length, 1);
});

test('a fault of the form does not make an old page new', async () => {
  const id = await aComplaint(product, 'admitted');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const path = `/en/cases/${id}/send-request`;
  const old = hiddenFields((await lawyer.get(path)).text, path);
  await send(await desk.signedIn(product.cec.clerk), id, 'add-evidence', { text: 'A photo.' });
  const words = { to: 'bank', check: 'no', name: '', address: '', next: 'send' };
  const faulty = await lawyer.post(path, { ...old, ...words, text: '' });
  assert.match(faulty.text, /Write the text/);
  const again = await lawyer.post(path, { ...hiddenFields(faulty.text, path), ...words, text: 'Who paid?' });
  assert.equal(again.status, 409);
});

test('two clicks are one act, files too; the same page with other words is none', async () => {
  const id = await aComplaint(product, 'admitted');
  const clerk = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${id}/add-evidence`;
  const hidden = hiddenFields((await clerk.get(path)).text, path);
  const fields = { ...hidden, next: 'send', text: 'A photo of the wall.' };
  const both = await Promise.all([
    clerk.upload(path, fields, [pdf('wall.pdf')]),
    clerk.upload(path, fields, [pdf('wall.pdf')]),
  ]);
  assert.deepEqual(
    both.map(({ status, location }) => [status, location]),
    [
      [303, `/en/cases/${id}`],
      [303, `/en/cases/${id}`],
    ],
  );
  assert.equal((await kindsOf(id)).filter((kind) => kind === 'EVIDENCE_ADDED').length, 1);
  const other = await clerk.upload(path, { ...fields, text: 'Another photo.' }, []);
  assert.equal(other.status, 409);
  assert.match(other.text, /FORM_ALREADY_USED/);
  assert.match(other.text, /Another photo\./);
  const page = (await clerk.get(`/en/cases/${id}`)).text;
  assert.equal([...page.matchAll(/>wall\.pdf</g)].length >= 1, true);
});

test('two answers sent one after the other from two open pages are two answers, none is taken for a second click', async () => {
  const id = await aComplaint(product, 'admitted');
  const [lawyer, clerk] = [await desk.signedIn(product.cec.lawyers[0]), await desk.signedIn(product.cec.clerk)];
  for (const to of ['police', 'bank'])
    await send(lawyer, id, 'send-request', { to, check: 'yes', name: to, address: '', text: 'Tell us.' });
  const [first, second] = (await stateOf(id)).requests;
  const path = `/en/cases/${id}/record-answer`;
  const [one, two] = [
    hiddenFields((await clerk.get(path)).text, path),
    hiddenFields((await clerk.get(path)).text, path),
  ];
  const answer = { next: 'send', text: 'Answer' };
  assert.equal((await clerk.upload(path, { ...one, ...answer, request: first?.id ?? '' }, [])).status, 303);
  const stale = await clerk.upload(path, { ...two, ...answer, request: second?.id ?? '' }, []);
  assert.equal(stale.status, 409);
  assert.match(stale.text, /STALE_VERSION/);
  const fresh = { ...hiddenFields(stale.text, path), ...answer, request: second?.id ?? '' };
  assert.equal((await clerk.upload(path, fresh, [])).status, 303);
  assert.ok((await stateOf(id)).requests.every(({ answeredAt }) => answeredAt !== null));
});

test('a file over the limit is refused by its name, and everything else stays', async () => {
  const id = await aComplaint(product, 'admitted');
  const clerk = await desk.signedIn(product.cec.clerk);
  const large = new File([new Uint8Array(documentLimit + 1)], 'film.mp4');
  const answer = await sendWithFiles(clerk, id, 'add-evidence', { text: 'Kept words' }, [pdf('kept.pdf'), large]);
  assert.equal(answer.status, 413);
  assert.match(answer.text, /film\.mp4[\s\S]*size limit/);
  assert.match(answer.text, /Kept words/);
  assert.match(answer.text, /kept\.pdf/);
  const path = `/en/cases/${id}/add-evidence`;
  const again = await clerk.upload(path, { ...hiddenFields(answer.text, path), next: 'send', text: 'Kept words' }, []);
  assert.equal(again.status, 303);
  assert.match((await clerk.get(`/en/cases/${id}`)).text, /id="papers"[\s\S]*Kept words[\s\S]*kept\.pdf/);
});

test('an attached file can be taken out again before the act', async () => {
  const id = await aComplaint(product, 'admitted');
  const clerk = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${id}/add-evidence`;
  const attached = await sendWithFiles(clerk, id, 'add-evidence', { next: 'files', text: 'x' }, [pdf('wrong.pdf')]);
  const remove = /name="remove" value="([^"]+)"/.exec(attached.text)?.[1] ?? '';
  const without = await clerk.upload(path, { ...hiddenFields(attached.text, path), remove, text: 'x' }, []);
  assert.doesNotMatch(without.text, /wrong\.pdf/);
  assert.equal(
    (await clerk.upload(path, { ...hiddenFields(without.text, path), next: 'send', text: 'x' }, [])).status,
    303,
  );
  assert.doesNotMatch((await clerk.get(`/en/cases/${id}`)).text, /wrong\.pdf/);
});

test('files of who may not send the form are thrown away', async () => {
  const id = await aComplaint(product, 'admitted');
  const [clerk, lawyer] = [await desk.signedIn(product.cec.clerk), await desk.signedIn(product.cec.lawyers[0])];
  const path = `/en/cases/${id}/add-evidence`;
  const hidden = hiddenFields((await clerk.get(path)).text, path);
  const count = async () =>
    (await product.context.database.query<{ n: number }>({ text: 'select count(*)::int as n from document' }))[0]?.n;
  const before = await count();
  assert.equal((await lawyer.upload(path, { ...hidden, next: 'send', text: 'x' }, [pdf('a.pdf')])).status, 403);
  const foreign = { ...hidden, _csrf: 'other', next: 'send', text: 'x' };
  assert.equal((await clerk.upload(path, foreign, [pdf('a.pdf')])).status, 403);
  assert.equal(await count(), before);
});

test('an extension is shown with both ends before it is done, and done only as it was shown', async () => {
  const id = await aComplaint(product, 'admitted');
  const chair = await desk.signedIn(product.cec.chair);
  const path = `/en/cases/${id}/extend-term`;
  const due = (await stateOf(id)).terms['complaint_decide']?.due;
  const until = (day: string) => ({
    term: 'complaint_decide',
    ground: 'commissionDecision',
    'lastDay-day': day,
    'lastDay-month': '1',
    'lastDay-year': '2027',
  });
  const shorter = await send(chair, id, 'extend-term', { ...until('12'), next: 'look' });
  assert.equal(shorter.status, 422);
  assert.match(shorter.text, /href="#lastDay-day">The new end must be later/);
  const straight = await send(chair, id, 'extend-term', { ...until('20'), next: 'confirm' });
  assert.equal(straight.status, 200);
  assert.equal((await stateOf(id)).terms['complaint_decide']?.due, due);
  assert.match(straight.text, /Old end[\s\S]*14 January 2027[\s\S]*New end[\s\S]*20 January 2027/);
  const unescaped = (hidden: Record<string, string>) =>
    Object.fromEntries(Object.entries(hidden).map(([name, value]) => [name, value.replaceAll('&quot;', '"')]));
  const looked = unescaped(hiddenFields(straight.text, path));
  const changed = await chair.post(path, { ...looked, ...until('25'), next: 'confirm' });
  assert.match(changed.text, /25 January 2027/);
  assert.equal((await stateOf(id)).terms['complaint_decide']?.due, due);
  assert.equal((await chair.post(path, { ...looked, ...until('20'), next: 'confirm' })).status, 303);
  assert.equal((await stateOf(id)).terms['complaint_decide']?.due, '2027-01-20T18:00:00.000000Z');
  const page = (await chair.get(`/en/cases/${id}`)).text;
  assert.match(
    page,
    /id="terms"[\s\S]*The term was extended[\s\S]*decision of the commission[\s\S]*<s>[\s\S]*14 January 2027[\s\S]*20 January 2027/,
  );
});

test('a suggested complaint is joined by one click and stands on both pages; separated, on neither', async () => {
  const same = {
    precinct: '2077',
    territory: 'KG-N',
    statement: 'Мектептин короосунда чатырчалар тигилип, акча таратылды.',
  };
  const [first, second] = [await aComplaint(product, 'admitted', same), await aComplaint(product, 'admitted', same)];
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const page = `/en/cases/${first}`;
  const shown = (await lawyer.get(page)).text;
  const joinForms = [...shown.matchAll(/<form method="post" action="([^"]+\/join-suggested)">([\s\S]*?)<\/form>/g)];
  const own = joinForms.find(([whole]) => whole.includes(second));
  assert.ok(own);
  const fields = Object.fromEntries(
    [...(own[2] ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
  for (let click = 0; click < 2; click += 1) {
    const joined = await lawyer.post(own[1] ?? '', fields);
    assert.equal(joined.location, `${page}#joined`);
  }
  const [one, two] = [await stateOf(first), await stateOf(second)];
  const [lead, follower] = one.joined.length > 0 ? [one, two] : [two, one];
  assert.deepEqual([lead.joined, follower.joinedTo], [[follower.id], lead.id]);
  const section = async (id: string) =>
    /<section id="joined">[\s\S]*?<\/section>/.exec((await lawyer.get(`/en/cases/${id}`)).text)?.[0] ?? '';
  assert.match(await section(lead.id), new RegExp(`href="/en/cases/${follower.id}"`));
  assert.match(await section(follower.id), new RegExp(`href="/en/cases/${lead.id}"`));
  const path = `/en/cases/${follower.id}`;
  assert.equal((await lawyer.submit(path, `${path}/separate-complaint`)).status, 303);
  assert.deepEqual([await section(lead.id), await section(follower.id)], ['', '']);
});

test('a number of nobody, and that of the case itself, join nothing', async () => {
  const id = await aComplaint(product, 'admitted');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const none = await send(lawyer, id, 'join-complaint', { number: 'K-2027-999999' });
  assert.equal(none.status, 422);
  assert.match(none.text, /value="K-2027-999999"/);
  const { number } = await stateOf(id);
  assert.match((await send(lawyer, id, 'join-complaint', { number })).text, /COMPLAINT_OF_ITSELF|itself/i);
});

test('a form without its id changes nothing', async () => {
  const id = await aComplaint(product, 'admitted');
  const clerk = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${id}/add-evidence`;
  const { _csrf = '', version = '' } = hiddenFields((await clerk.get(path)).text, path);
  for (const form of ['', 'x', randomUUID().toUpperCase()])
    assert.equal((await clerk.post(path, { _csrf, version, form, next: 'send', text: 'x' })).status, 422, form);
  assert.ok(!(await kindsOf(id)).includes('EVIDENCE_ADDED'));
});

test('a court that sends a case back annuls the decision, and the page shows the earlier one with its mark', async () => {
  const { aCaseSentBack } = await import('../../../test/builders/rich-case.ts');
  const id = await aCaseSentBack(product);
  const page = (await (await desk.signedIn(product.cec.clerk)).get(`/en/cases/${id}`)).text;
  assert.match(page, /id="decisions"[\s\S]*D-2027-\d+[\s\S]*annulled/);
  assert.match(page, /id="appeals"[\s\S]*Administrative Court[\s\S]*sent back for a new decision[\s\S]*АД-12\/27/);
  assert.match(page, /id="history"[\s\S]*The force of the decision changed/);
});

test('the chair assigns, suspends and resumes, a clerk changes the contact and enters a withdrawal, a lawyer forwards', async () => {
  const { cec } = product;
  const [lawyer, clerk, chair] = [
    await desk.signedIn(cec.lawyers[0]),
    await desk.signedIn(cec.clerk),
    await desk.signedIn(cec.chair),
  ];
  const [id, other] = [await aComplaint(product, 'admitted'), await aComplaint(product, 'admitted')];
  const page = `/en/cases/${id}`;
  const term = 'complaint_decide';
  const before = (await stateOf(id)).terms[term]?.due ?? '';
  assert.equal((await send(chair, id, 'suspend-term', { term, ground: 'expertOpinion' })).location, page);
  assert.equal((await stateOf(id)).terms[term]?.state, 'suspended');
  assert.match((await chair.get(page)).text, /chip-suspended[\s\S]*an expert opinion is awaited/);
  product.clock.pass(26 * hour);
  const looked = await send(chair, id, 'resume-term', { term, next: 'look' });
  assert.match(looked.text, /id="preview"[\s\S]*Old end[\s\S]*New end/);
  const path = `${page}/resume-term`;
  const hidden = Object.entries(hiddenFields(looked.text, path)).map(([name, value]) => [
    name,
    value.replaceAll('&quot;', '"'),
  ]);
  const resumed = await chair.post(path, { ...Object.fromEntries(hidden), term, next: 'confirm' });
  assert.equal(resumed.location, page);
  const after = (await stateOf(id)).terms[term];
  assert.ok(after?.state === 'running' && (after.due ?? '') > before);
  for (const to of ['police', 'bank'])
    await send(lawyer, id, 'send-request', { to, check: 'yes', name: '', address: '', text: 'Tell us.' });
  const forms = [...(await lawyer.get(page)).text.matchAll(/action="[^"]*\/withdraw-request">([\s\S]*?)<\/form>/g)];
  assert.equal(forms.length, 2);
  const fields = Object.fromEntries(
    [...(forms[0]?.[1] ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
  for (let click = 0; click < 2; click += 1)
    assert.equal((await lawyer.post(`${page}/withdraw-request`, fields)).location, `${page}#requests`);
  assert.equal((await stateOf(id)).requests.filter(({ withdrawnAt }) => withdrawnAt !== null).length, 1);
  const day = {
    'on-day': '1',
    'on-month': '2',
    'on-year': '2027',
    time: '9.30',
    place: 'Room 1',
    invited: 'respondent',
  };
  assert.equal((await send(lawyer, id, 'appoint-hearing', { ...day, text: '' })).location, page);
  assert.equal((await lawyer.submit(page, `${page}/cancel-hearing`)).location, `${page}#hearings`);
  assert.ok((await stateOf(id)).hearings.every(({ cancelledAt }) => cancelledAt !== null));
  const contact = { email: 'new@example.org', phone: '', address: 'Bishkek' };
  const wrong = await send(clerk, id, 'change-contact', { ...contact, email: 'new at example' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /value="new at example"/);
  assert.equal((await send(clerk, id, 'change-contact', contact)).location, page);
  assert.match((await clerk.get(page)).text, /id="papers"[\s\S]*Change of the contact details[\s\S]*new@example\.org/);
  assert.equal((await clerk.get(`${page}/print`)).status, 200);
  assert.equal((await send(chair, id, 'assign-complaint', { holder: cec.lawyers[1] })).location, page);
  assert.equal((await stateOf(id)).holder, cec.lawyers[1]);
  const forward = { to: 'prosecutor', commission: '', name: 'Prosecutor', text: 'It is for you.' };
  assert.equal((await send(lawyer, id, 'forward-complaint', forward)).status, 409);
  assert.equal((await send(await desk.signedIn(cec.lawyers[1]), id, 'forward-complaint', forward)).location, page);
  assert.match((await clerk.get(page)).text, /id="papers"[\s\S]*It is for you\./);
  assert.equal((await send(clerk, other, 'withdraw-complaint', { text: 'Settled.' })).location, `/en/cases/${other}`);
  assert.deepEqual([(await stateOf(id)).status, (await stateOf(other)).status], ['forwarded', 'withdrawn']);
});

test('a claim and the act of the court are entered with their papers, and the chair reopens a case that stands', async () => {
  const id = await aComplaint(product, 'drafted');
  const item = await onAgenda(product, id, hour);
  product.clock.pass(hour);
  await voteOn(product, item);
  const [clerk, chair] = [await desk.signedIn(product.cec.clerk), await desk.signedIn(product.cec.chair)];
  const page = `/en/cases/${id}`;
  const claim = { to: 'administrativeCourt', number: 'AD-1', text: '' };
  assert.equal((await sendWithFiles(clerk, id, 'record-appeal', claim, [pdf('claim.pdf')])).location, page);
  const [appeal] = (await stateOf(id)).appeals;
  assert.equal((await stateOf(id)).terms[appeal?.term ?? '']?.rule, 'court1_decide');
  const act = { appeal: appeal?.id ?? '', number: 'AD-1', text: 'Upheld.' };
  const none = await sendWithFiles(clerk, id, 'record-appeal-result', act, []);
  assert.match(none.text, /href="#result"/);
  const upheld = await sendWithFiles(clerk, id, 'record-appeal-result', { ...act, result: 'upheld' }, [pdf('act.pdf')]);
  assert.equal(upheld.location, page);
  assert.match(
    (await clerk.get(page)).text,
    /id="appeals"[\s\S]*the decision was upheld[\s\S]*claim\.pdf[\s\S]*act\.pdf/,
  );
  assert.equal((await clerk.get(`${page}/reopen-complaint`)).status, 403);
  assert.equal((await send(chair, id, 'reopen-complaint', { ground: 'newCircumstances' })).location, page);
  assert.equal((await stateOf(id)).status, 'admitted');
  assert.match((await chair.get(page)).text, /new circumstances have come to light/);
});

/** Sent in old-page.test.ts, registry-form.test.ts and serving-pages.test.ts. */
const elsewhere = ['complaint.leaveComplaintUnexamined', 'complaint.askRegistry', 'complaint.serveCopy'];

test('every other form of the procedure was sent in this file, and the audit calls it as the table of routes does', async () => {
  assert.ok(actFormRoutes.filter(({ method }) => method === 'post').length > 20);
  assert.deepEqual(await formsNotSent(product.context.database, actFormRoutes), elsewhere);
});
