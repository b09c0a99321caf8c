import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { DatabaseRole } from '../../persistence/database.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { aPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { foundAppointment } from '../people/appoint.ts';
import { addNote, longestNote } from './add-note.ts';
import { openCase } from './open-case.ts';
import { readReceipt } from './read-receipt.ts';

let product: Product;
let complaintId: string;
before(async () => {
  product = await aProduct();
  complaintId = await aComplaint(product);
});
after(() => product.close());

async function add(text: string, change: { person?: string; complaintId?: string; noteId?: string } = {}) {
  const { person = product.cec.clerk, ...rest } = change;
  const request = { complaintId, noteId: randomUUID(), text, ...rest };
  return addNote(product.as('shailoo_desk'), await product.actor(person), request);
}

async function notes(person = product.cec.clerk, id = complaintId) {
  return granted(await openCase(product.as('shailoo_desk'), await product.actor(person), { complaintId: id }));
}

async function outcomesOf(id: string): Promise<[string, string | null][]> {
  const rows = await product.context.database.query<{ outcome: string; code: string | null }>({
    text: `select outcome, code from audit where record_id = $1 and action = 'complaint.addNote' order by id`,
    values: [id],
  });
  return rows.map(({ outcome, code }) => [outcome, code]);
}

async function aLowerClerk(): Promise<string> {
  const person = { id: randomUUID(), issuer: 'test', sub: randomUUID(), name: 'Test lower clerk' };
  const personId = await upsertPerson(product.context.database, person);
  const { commissions, electionId, context } = product;
  const where = { commissionId: commissions['tec-sokuluk'], electionId };
  await foundAppointment(context, { ...where, personId, role: 'clerk' });
  return personId;
}

test('a note is kept with its author and legal time, the newest first, and audited', async () => {
  granted(await add('Позвонить заявителю.'));
  const firstAt = product.clock.now;
  product.clock.pass(60_000);
  granted(await add('  Созвонились.\r\nПришлёт фото.  ', { person: product.cec.lawyers[0] }));
  const opened = await notes();
  assert.deepEqual(
    opened.notes?.map(({ author, writtenAt, text }) => ({ author, writtenAt, text })),
    [
      { author: product.cec.lawyers[0], writtenAt: product.clock.now, text: 'Созвонились.\nПришлёт фото.' },
      { author: product.cec.clerk, writtenAt: firstAt, text: 'Позвонить заявителю.' },
    ],
  );
  assert.match(opened.names.get(product.cec.lawyers[0]) ?? '', /Test lawyer/);
  assert.deepEqual(await outcomesOf(complaintId), [
    ['done', null],
    ['done', null],
  ]);
});

test('an empty note and one of more than 5,000 characters are refused, and one of 5,000 is kept', async () => {
  assert.equal(answerOf(await add(' \r\n ')), 'NOTE_EMPTY');
  assert.equal(answerOf(await add('ү'.repeat(longestNote + 1))), 'NOTE_TOO_LONG');
  assert.equal(answerOf(await add('🗳'.repeat(longestNote))), 'granted');
});

test('two clicks are one note; the id of another note is refused', async () => {
  const id = await aComplaint(product);
  const noteId = randomUUID();
  const twice = await Promise.all([
    add('Бир жолу', { noteId, complaintId: id }),
    add('Бир жолу', { noteId, complaintId: id }),
  ]);
  assert.deepEqual(twice.map(answerOf), ['granted', 'granted']);
  assert.equal((await notes(product.cec.clerk, id)).notes?.length, 1);
  assert.equal(answerOf(await add('Башка', { noteId, complaintId: id })), 'FORM_ALREADY_USED');
  assert.equal(
    answerOf(await add('Бир жолу', { noteId, complaintId: id, person: product.cec.chair })),
    'FORM_ALREADY_USED',
  );
});

test("another commission's case does not exist, and from above no note is added or seen", async () => {
  assert.equal(answerOf(await add('Сырттан', { person: await aLowerClerk() })), 'NOT_FOUND');
  const below = await aComplaint(product, 'filed', { commission: 'tec-sokuluk' });
  const clerk = await aLowerClerk();
  granted(await add('Ички жазуу', { person: clerk, complaintId: below }));
  assert.equal(answerOf(await add('Жогортон', { complaintId: below })), 'NOT_ALLOWED');
  assert.equal((await notes(clerk, below)).notes?.length, 1);
  assert.equal((await notes(product.cec.clerk, below)).notes, null);
  assert.deepEqual(await outcomesOf(below), [
    ['done', null],
    ['refused', 'NOT_ALLOWED'],
  ]);
  assert.equal(answerOf(await add('Эч кайда', { complaintId: randomUUID() })), 'NOT_FOUND');
});

test('notes are only added to by the desk, and neither portal nor worker reads them', async () => {
  const desk = product.as('shailoo_desk').database;
  for (const text of ['delete from private.note', `update private.note set text = 'x'`, 'truncate private.note']) {
    await assert.rejects(desk.query({ text }), { code: '42501' }, text);
  }
  for (const role of ['shailoo_portal', 'shailoo_worker'] satisfies DatabaseRole[]) {
    const { database } = product.as(role);
    await assert.rejects(database.query({ text: 'select from private.note' }), { code: '42501' }, role);
  }
});

test('a name planted in a note is public nowhere, nor shown to the complainant, nor in events, audit or outbox', async () => {
  const planted = 'Ыбырайымова';
  const id = await aComplaint(product, 'registered');
  granted(await add(`Күбө ${planted} чалды.`, { complaintId: id }));
  const { complaint } = await notes(product.cec.clerk, id);
  const portal = await aPortal(product);
  try {
    const pages = ['ky', 'ru', 'en'].flatMap((language) => [
      `/${language}`,
      `/${language}/complaints`,
      `/${language}/complaints/${complaint.number}`,
    ]);
    const api = ['complaints', `complaints/${complaint.number}`, `complaints/${complaint.number}/events`];
    for (const path of [...pages, ...api.map((part) => `/api/v1/${part}`)]) {
      const answer = await fetch(`${portal.url}${path}`);
      assert.ok(!(await answer.text()).includes(planted), path);
    }
  } finally {
    await portal.close();
  }
  assert.ok(!JSON.stringify(await readReceipt(product.as('shailoo_portal'), id)).includes(planted));
  for (const table of ['event', 'audit', 'outbox', 'complaint', 'record']) {
    const rows = await product.context.database.query<{ row: string }>({
      text: `select t::text as row from ${table} t`,
    });
    assert.ok(rows.length > 0 && rows.every(({ row }) => !row.includes(planted)), table);
  }
});
