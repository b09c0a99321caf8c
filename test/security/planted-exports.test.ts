import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { startMailbox } from '../../dev/mailbox/start-mailbox.ts';
import type { Mailbox } from '../../dev/mailbox/start-mailbox.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { sendOnce } from '../support/send-once.ts';
import { appointHearing } from '../../operations/complaints/appoint-hearing.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { deliverNotices } from '../../operations/notices/deliver-notices.ts';
import { reportTableNames } from '../../web-admin/reports/report-tables.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { aPlantedHouse, short } from './planted-house.ts';
import type { PlantedHouse } from './planted-house.ts';
import { aScriptDetector } from './script-detector.ts';
import type { ScriptDetector } from './script-detector.ts';

let house: PlantedHouse;
let detector: ScriptDetector | undefined;
let mailbox: Mailbox;
let mailFolder: string;

before(async () => {
  house = await aPlantedHouse();
  mailFolder = mkdtempSync(join(tmpdir(), 'shailoo-mail-'));
  mailbox = await startMailbox({ folder: mailFolder, host: '127.0.0.1', smtpPort: 0, pagePort: 0 });
  detector = await aScriptDetector();
});
after(async () => {
  await detector?.close();
  await mailbox.close();
  rmSync(mailFolder, { recursive: true, force: true });
  await house.close();
});

test('a table for a spreadsheet holds no cell that is run as a formula', async () => {
  const clerk = await house.desk.signedIn(house.product.cec.clerk);
  const tables = [
    '/en/queue.csv?view=all',
    ...reportTableNames.map((name) => `/en/reports/table.csv?table=${name}&from=2027-01-01&to=2027-02-01`),
  ];
  let guarded = 0;
  for (const path of tables) {
    const { status, text } = await clerk.get(path);
    assert.equal(status, 200, path);
    for (const cell of cellsOf(text)) {
      assert.ok(!/^\s*[=+@\t\r]|^\s*-(?!\d)/.test(cell), `${path}: ${cell}`);
      if (cell.startsWith(`'=cmd`)) guarded += 1;
    }
  }
  assert.ok(guarded > 0, 'a name that is a formula stands in a table');
});

function cellsOf(csv: string): string[] {
  return [...csv.replace('\uFEFF', '').matchAll(/(?:^|;|\r\n)(?:"((?:[^"]|"")*)"|([^;\r\n]*))/g)].map(
    ([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll('""', '"'),
  );
}

test('a calendar has no line and no event that somebody has put into a place', async () => {
  const { context, cec, actor, clock } = house.product;
  const id = await aComplaint(house.product, 'admitted');
  const place = `Room 1\r\nATTENDEE:mailto:x@y.example\nBEGIN:VALARM\\nX-A:1;${short}`;
  const startsAt = addMilliseconds(clock.now, 3_600_000);
  const hearing = { complaintId: id, startsAt, invited: ['complainant'], place, text: '' };
  const { hearingId } = granted(await appointHearing(context, await actor(cec.lawyers[0]), hearing));
  const receipt = granted(await readReceipt(context, id));
  const { browser, path } = await house.inside(receipt);
  const ownEntry = await browser.get(`${path}/private/hearing/${hearingId}.ics`);
  const lawyer = await house.desk.signedIn(cec.lawyers[0]);
  const renewed = await lawyer.submit('/en/calendar', '/en/calendar/renew-feed');
  const token = /calendar-feed\/([0-9a-f-]{36})/.exec(renewed.text)?.[1] ?? '';
  const feed = await lawyer.get(`/en/calendar-feed/${token}/shailoo.ics`);
  for (const { status, text } of [ownEntry, feed]) {
    assert.equal(status, 200);
    const lines = text.replaceAll('\r\n ', '').split('\r\n');
    assert.ok(lines.includes('BEGIN:VEVENT'));
    for (const line of lines) assert.match(line, /^[A-Z-]+[;:]|^$/, line);
    assert.deepEqual(
      lines.filter((line) => /^(ATTENDEE|X-A|BEGIN:VALARM|ORGANIZER|ATTACH)/.test(line)),
      [],
    );
  }
  assert.match(ownEntry.text.replaceAll('\r\n ', ''), /LOCATION:Room 1/);
});

const usual = new Set([
  'from',
  'to',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'content-type',
  'auto-submitted',
  'content-language',
  'content-transfer-encoding',
  'received',
]);

test('a mail has the headers we give it and no other, and in the mailbox it is text', async (context) => {
  if (detector === undefined) return context.skip('chromium is missing');
  let failed = 0;
  const send = ({ mail, fromName }: Parameters<Parameters<typeof deliverNotices>[1]['send']>[0]): Promise<void> =>
    sendOnce(
      { url: `smtp://127.0.0.1:${mailbox.smtpPort}`, from: { name: fromName, address: 'c@commission.example' } },
      mail,
    );
  const post = { send, publicUrl: house.portal.url, mailDomain: 'commission.example' };
  for (let round = 0; round < 12; round += 1) {
    const { sent, failures } = await deliverNotices(house.product.as('shailoo_worker'), post, null);
    failed += failures.length;
    if (sent === 0) break;
  }
  assert.equal(failed, 0);
  const files = readdirSync(mailFolder).filter((name) => name.endsWith('.eml'));
  assert.ok(files.length > 20, `${files.length} mails`);
  let withPlace = 0;
  for (const name of files) {
    const mail = await simpleParser(readFileSync(join(mailFolder, name)));
    assert.deepEqual(
      [...mail.headers.keys()].toSorted().filter((key) => !usual.has(key)),
      [],
      name,
    );
    assert.equal([mail.to ?? []].flat().flatMap(({ value }) => value).length, 1);
    assert.equal(mail.html, false, 'plain text only');
    if (mail.text?.includes('planted()')) withPlace += 1;
    const page = await fetch(`http://127.0.0.1:${mailbox.pagePort}/messages/${name.replace('.eml', '')}`);
    assert.deepEqual(await detector.aliveIn(await page.text()), [], name);
  }
  assert.ok(withPlace > 0, 'the place of a hearing stands in a mail');
  assert.deepEqual(await detector.aliveIn(await (await fetch(`http://127.0.0.1:${mailbox.pagePort}/`)).text()), []);
});

test('no PDF that holds the words does anything when it is opened', async () => {
  const answers: [string, ArrayBuffer][] = [];
  for (const [person, path] of [
    [house.product.cec.lawyers[0], `/cases/${house.places.mainCase}/print`],
    [house.product.cec.lawyers[0], `/decisions/${house.places.decision}/print`],
    [house.product.cec.lawyers[0], `/sittings/${house.places.sitting}/minutes`],
    [house.product.cec.clerk, `/cases/${house.places.mainCase}/receipt.pdf`],
  ] as const) {
    const { cookie } = await house.desk.signedIn(person);
    const answer = await fetch(`${house.desk.url}/en${path}`, { headers: { cookie: cookie() } });
    assert.equal(answer.status, 200, path);
    assert.ok(
      !/[\r\n"<>]/.test(
        (answer.headers.get('content-disposition') ?? '').replace(/^attachment; filename="[\w.-]+"$/, ''),
      ),
      path,
    );
    answers.push([path, await answer.arrayBuffer()]);
  }
  for (const [path, bytes] of answers) {
    const pdf = Buffer.from(bytes);
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-', path);
    for (const act of ['/JavaScript', '/JS ', '/Launch', '/OpenAction', '/SubmitForm', '/URI (javascript'])
      assert.ok(!pdf.includes(act), `${path} ${act}`);
  }
});

test('nothing failed inside', () => {
  assert.deepEqual(house.portal.errors, []);
  assert.deepEqual(house.desk.defects, []);
});
