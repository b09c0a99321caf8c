import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { aFiling, answerOf, granted } from '../../test/builders/complaints.ts';
import { aLockedPdf, aPdf, aPdfThatLoops } from '../../test/builders/uploaded-pdfs.ts';
import { aDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { pagesOf, skipReading } from '../../test/support/read-pdf.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import { addEvidence } from '../complaints/add-evidence.ts';
import { fileComplaintByApi } from '../complaints/file-complaint-by-api.ts';
import type { OperationContext } from '../context.ts';
import { foundAppointment } from '../people/appoint.ts';
import { printCaseDocuments } from './print-case-documents.ts';
import { stageDocument } from './stage-document.ts';

let product: Product;
let desk: OperationContext;
let complaintId: string;
let original: Buffer;
before(async () => {
  product = await aProduct();
  desk = product.as('shailoo_desk');
  original = await aPdf(3);
  const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#3366cc' } })
    .png()
    .toBuffer();
  complaintId = await aCase([
    ['Өтүнүч.pdf', original],
    ['сүрөт.png', picture],
    ['locked.pdf', await aLockedPdf()],
    ['loop.pdf', aPdfThatLoops()],
    ['note.txt', Buffer.from('planted words of a text file')],
  ]);
});
after(() => product.close());

async function aCase(files: readonly (readonly [string, Buffer])[]): Promise<string> {
  const documentIds: string[] = [];
  for (const [name, bytes] of files) {
    const source = (async function* () {
      yield bytes;
    })();
    documentIds.push(granted(await stageDocument(product.context, { client: 'test' }, name, source)).id);
  }
  const key = { client: 'test', idempotencyKey: randomUUID() };
  return granted(await fileComplaintByApi(product.context, key, { ...aFiling(), documents: documentIds })).recordId;
}

async function print(id: string, limits?: { copyBytes: number; milliseconds: number }): Promise<string[]> {
  const clerk = await product.actor(product.cec.clerk);
  return pagesOf(granted(await printCaseDocuments(desk, clerk, { complaintId: id, language: 'ky' }, limits)).pdf);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test(
  'a print is the cover, stamped copies in their order, and sheets for what could not be copied',
  { skip: skipReading },
  async () => {
    const pages = await print(complaintId);
    const cover = pages[0] ?? '';
    assert.match(cover, /K-2027-000001/);
    assert.match(cover, /Өтүнүч\.pdf/);
    assert.match(cover, /note\.txt/);
    const copies = pages.slice(-6);
    assert.deepEqual(
      copies.map((page) => (/Көчүрмөнүн ордуна/.test(page) ? 'sheet' : /SHA-256 /.test(page) ? 'copy' : 'other')),
      ['copy', 'copy', 'copy', 'copy', 'sheet', 'sheet'],
    );
    assert.ok(copies[0]?.includes(`SHA-256 ${sha256(original).slice(0, 4)}`));
    assert.match(copies[4] ?? '', /locked\.pdf[^]*сырсөз/);
    assert.match(copies[5] ?? '', /loop\.pdf[^]*бузулган/);
    assert.doesNotMatch(pages.join(''), /planted words/);
    assert.ok(pages.join('').includes('Айыл өкмөтүнүн имаратында үгүт материалдары илинген.'));
  },
);

test(
  'the papers of the case are printed with who wrote them and when, and a later file bears its own hour',
  { skip: skipReading },
  async () => {
    const id = await aCase([['Өтүнүч.pdf', original]]);
    const { clock, cec, actor, context } = product;
    clock.pass(26 * 3_600_000);
    const client = 'desk:later';
    const source = (async function* () {
      yield await aPdf(1);
    })();
    const staged = granted(await stageDocument(context, { client }, 'later.pdf', source));
    const evidence = { complaintId: id, text: 'Күбөнүн сөзү бул жерде.', files: { ids: [staged.id], client } };
    granted(await addEvidence(context, await actor(cec.clerk), evidence));
    const pages = await print(id);
    const whole = pages.join('\n').replaceAll(/\s+/g, ' ');
    assert.match(whole, /Кошумча далил/);
    assert.match(whole, /12-январы, 12:00:00 · Test clerk/);
    assert.match(whole, /Күбөнүн сөзү бул жерде\./);
    const stamps = pages
      .slice(-4)
      .map((page) => /кабыл алынды: ([^,]+), (\d\d:\d\d)/.exec(page)?.slice(1, 3).join(' '));
    assert.equal(new Set(stamps.slice(0, 3)).size, 1);
    assert.match(stamps[0] ?? '', /11-январы/);
    assert.match(stamps[3] ?? '', /12-январы/);
  },
);

test('what is beyond the limits of a print gets a sheet, and the print is made', { skip: skipReading }, async () => {
  const small = await print(complaintId, { copyBytes: 10, milliseconds: 60_000 });
  const late = await print(complaintId, { copyBytes: 60_000_000, milliseconds: 0 });
  for (const pages of [small, late]) {
    assert.equal(pages.filter((page) => /эс же убакыт жетпейт/.test(page)).length, 4);
  }
});

test('the print is kept in the audit as a look, and another commission finds no case', async () => {
  const { context, commissions, electionId, cec, actor } = product;
  const id = await aCase([]);
  const person = { id: randomUUID(), issuer: 'test', sub: randomUUID(), name: 'Test lower clerk' };
  const lower = await upsertPerson(context.database, person);
  await foundAppointment(context, {
    commissionId: commissions['tec-sokuluk'],
    electionId,
    personId: lower,
    role: 'clerk',
  });
  const request = { complaintId: id, language: 'ru' as const };
  assert.equal(answerOf(await printCaseDocuments(desk, await actor(lower), request)), 'NOT_FOUND');
  assert.equal(answerOf(await printCaseDocuments(desk, await actor(cec.clerk), request)), 'granted');
  const rows = await context.database.query({
    text: `select actor, outcome, code from audit where record_id = $1 and action = 'document.printCase' order by id`,
    values: [id],
  });
  assert.deepEqual(rows, [
    { actor: `person:${lower}`, outcome: 'refused', code: 'NOT_FOUND' },
    { actor: `person:${cec.clerk}`, outcome: 'read', code: null },
  ]);
});

test('the case page links to the print, which is a file of its number that nobody keeps', async () => {
  const served = await aDesk(product);
  try {
    const browser = await served.signedIn(product.cec.clerk);
    for (const language of ['ky', 'ru', 'en']) {
      const path = `/${language}/cases/${complaintId}`;
      assert.ok((await browser.get(path)).text.includes(`href="${path}/print"`));
    }
    const answer = await browser.get(`/ky/cases/${complaintId}/print`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="K-2027-\d{6}\.pdf"$/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.ok(answer.text.startsWith('%PDF-'));
    assert.deepEqual(served.defects, []);
  } finally {
    await served.close();
  }
});
