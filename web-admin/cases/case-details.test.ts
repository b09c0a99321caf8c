import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { fileComplaint } from '../../operations/complaints/file-complaint.ts';
import { stageDocument } from '../../operations/documents/stage-document.ts';
import { aPersonOf } from '../../test/builders/appointments.ts';
import { aComplaint, aFiling, granted } from '../../test/builders/complaints.ts';
import { aDesk, hiddenFields } from '../../test/support/desk.ts';
import type { Browser, TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
let clerk: Browser;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  clerk = await desk.signedIn(product.cec.clerk);
});
after(async () => {
  await desk.close();
  await product.close();
});

const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

async function filedByRepresentative(): Promise<string> {
  const { context, clock } = product;
  const client = 'representative';
  const bytes = (async function* () {
    yield Buffer.from('%PDF-1.7 power of attorney');
  })();
  const { id } = granted(await stageDocument(context, { client }, 'ишеним-кат.pdf', bytes, { purpose: 'authority' }));
  const filing = aFiling({
    complainantKind: 'representative',
    representedKind: 'candidate',
    representedName: 'Бекназар Төлөгөнов',
    witnesses: 'Асан Үсөнов, +996 700 111 222\nЖаныл Мырза',
    learnedTime: '14:30',
  });
  const filed = await fileComplaint(context, {
    filing,
    channel: 'portal',
    actor: { kind: 'complainant' },
    at: await context.clock(),
    documentIds: [id],
    documentOwner: { client },
    identity: { name: filing.name, pin: '21201199000123' },
    firstAttemptAt: addMilliseconds(clock.now, -90_000),
    before: () => Promise.resolve({ ok: true, value: undefined }),
  });
  return granted(filed).recordId;
}

test('staff see on the case who is represented by which document, the witnesses, the hour, the first attempt and who confirmed the name', async () => {
  const id = await filedByRepresentative();
  const { text } = await clerk.get(`/en/cases/${id}`);
  const shown = plain(text);
  assert.match(shown, /The name is confirmed by the national sign-in \(ЕСИ\)/);
  assert.match(shown, /On behalf of Candidate: Бекназар Төлөгөнов/);
  assert.match(shown, /Document of authority ишеним-кат\.pdf/);
  assert.match(shown, /Witnesses Асан Үсөнов, \+996 700 111 222 Жаныл Мырза/);
  assert.match(shown, /Learned of the violation 10 January 2027, 14:30/);
  assert.match(shown, /First attempt to file 11 January 2027, 09:58:30/);
  assert.match(shown, /ишеним-кат\.pdf application\/pdf authority/);
  assert.doesNotMatch(text, /21201199000123/, 'the PIN stays sealed');
  const looks = await product.context.database.query({
    text: `select from audit where record_id = $1 and action = 'complaint.openCase' and outcome = 'read' and actor = $2`,
    values: [id, `person:${product.cec.clerk}`],
  });
  assert.equal(looks.length, 1, 'the look is in the audit');
});

test('what was not told makes no line: a voter has no represented person, no witnesses and no attempt', async () => {
  const shown = plain((await clerk.get(`/en/cases/${await aComplaint(product)}`)).text);
  for (const words of ['On behalf of', 'Document of authority', 'Witnesses', 'First attempt', 'ЕСИ']) {
    assert.ok(!shown.includes(words), words);
  }
});

test('staff of another commission see nothing of it and do not find it', async () => {
  const id = await filedByRepresentative();
  const stranger = await desk.signedIn(await aPersonOf(product, product.commissions['tec-sokuluk'], 'clerk'));
  assert.equal((await stranger.get(`/en/cases/${id}`)).status, 404);
  const found = await stranger.submit('/en', '/en/search', { q: 'Бекназар' });
  assert.doesNotMatch(found.text, new RegExp(id));
});

test('the search finds the represented person, by a beginning too', async () => {
  const id = await filedByRepresentative();
  for (const q of ['Бекназар Төлөгөнов', 'төлөгөн']) {
    const found = await clerk.submit('/en', '/en/search', { q });
    assert.match(found.text, new RegExp(`/en/cases/${id}`), q);
  }
});

test('the clerk enters whom a representative speaks for, witnesses and the hour of learning from paper', async () => {
  const path = '/en/intake';
  const typed = {
    channel: 'paper',
    'received-day': '11',
    'received-month': '1',
    'received-year': '2027',
    'received-time': '9:15',
    complainantKind: 'representative',
    representedKind: 'party',
    representedName: 'Ак-Суу партиясы',
    name: 'Нурбек Асанов',
    witnesses: 'Айнура Жолдош',
    'learned-day': '10',
    'learned-month': '1',
    'learned-year': '2027',
    learnedTime: '0830',
    kind: 'voting',
    respondentKind: 'unknown',
    statement: 'Урна пломбасыз турган.',
    language: 'ky',
  };
  const hidden = hiddenFields((await clerk.get(path)).text, path);
  const kept = await clerk.upload(path, { ...hidden, ...typed, 'received-time': 'x', next: 'enter' }, []);
  assert.match(kept.text, /Ак-Суу партиясы/);
  assert.match(kept.text, /Айнура Жолдош<\/textarea>/);
  const scan = new File(['%PDF-1.7 power'], 'ишеним.pdf', { type: 'application/pdf' });
  const attached = await clerk.upload(path, { ...hidden, ...typed, authority: 'yes', next: 'files' }, [scan]);
  assert.match(plain(attached.text), /ишеним\.pdf authority/);
  const waiting = hiddenFields(attached.text, path);
  const entered = await clerk.upload(path, { ...waiting, ...typed, next: 'enter' }, []);
  assert.equal(entered.status, 303, entered.text.slice(0, 300));
  const page = (entered.location ?? '').replace(/\/receipt$/, '');
  const shown = plain((await clerk.get(page)).text);
  assert.match(shown, /On behalf of Political party: Ак-Суу партиясы/);
  assert.match(shown, /Document of authority ишеним\.pdf/);
  assert.doesNotMatch(shown, /document of authority is not attached/);
  assert.match(shown, /Witnesses Айнура Жолдош/);
  assert.match(shown, /10 January 2027, 08:30/);
  assert.deepEqual(desk.defects, []);
});
