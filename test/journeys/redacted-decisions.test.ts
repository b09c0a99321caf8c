import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { placesOfWords } from '../../domain/decisions/redaction/marks.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { approvePublicText } from '../../operations/decisions/approve-public-text.ts';
import { proposeMarks } from '../../operations/decisions/propose-marks.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
import { deliverNotices } from '../../operations/notices/deliver-notices.ts';
import { attachDissent } from '../../operations/sittings/attach-dissent.ts';
import { readPublicationOfComplaint } from '../../persistence/decisions/publications.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { aComplaint, aDecisionText, anItem, answerOf, granted, passCheck } from '../builders/complaints.ts';
import { onAgenda, voteOn } from '../builders/sittings.ts';
import type { OnAgenda } from '../builders/sittings.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { pagesOf, skipReading } from '../support/read-pdf.ts';
import { everythingIn } from '../support/read-with-pdf-js.ts';

let product: Product;
let portal: TestPortal;
const mails: string[] = [];
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
});
after(async () => {
  await portal.close();
  await product.close();
});

/** A person of whom a decision speaks: the complainant in word forms, a witness, and what must not be read. */
type Person = {
  language: Language;
  name: string;
  forms: readonly string[];
  witness: string;
  phone: string;
  email: string;
  street: string;
  secrets: readonly string[];
};

const person = (
  language: Language,
  name: string,
  forms: readonly string[],
  witness: string,
  n: number,
  secrets: readonly string[],
): Person => ({
  language,
  name,
  forms,
  witness,
  phone: `+996 70${String(n)} 45${String(n)} 7${String(n)}8`,
  email: `sender${String(n)}.qx@mail.example`,
  street: language === 'ky' ? `Кулатуу көчөсү, 4${String(n)}-үй` : `ул. Кулатова, д. 4${String(n)}, кв. 1${String(n)}`,
  secrets,
});

const people: readonly Person[] = [
  person('ky', 'Ыбырайымова Гүлзат', ['Ыбырайымованын', 'Гүлзатка'], 'Жээнбаева Чолпон', 0, ['21201199000123']),
  person('ru', 'Достоевский Нурлан', ['Достоевского', 'Нурлану'], 'Асанова Г. Т.', 1, ['4111 1111 1111 1111']),
  person('en', 'Helen Quentworthy', ['HELEN QUENTWORTHY'], 'Б. У. Сыдыков', 2, ['AN1234567']),
  person('ky', 'Чынара Кожогул кызы', ['Чынарага', 'Кожогулдун'], 'Эрмек Асан уулу', 3, [
    'ID7654321',
    '0 (312) 45-67-89',
  ]),
  person('ru', 'Бекмуратов Жаныбек', ['Бекмуратову', 'Жаныбеком'], 'Ким Виктор Иванович', 4, ['1 3112 1985 00321']),
  person('ky', 'Садык Үсөнбаев', ['Садыктын', 'Үсөнбаевге'], 'Савченко Ольга', 5, ['5500 0000 0000 0004']),
  person('ru', 'Гречкина Павла', ['Гречкиной', 'Павлу'], 'Мамытова Роза', 6, [
    '0555 12 34 56',
    'secret.note@mail.example',
  ]),
  person('ky', 'Өмүралиева Айгүл', ['Өмүралиеванын', 'АЙГҮЛГӨ'], 'Шевцова Н. П.', 7, ['22902199600456']),
  person('ru', 'Ахмедова Фатима', ['Ахмедову', 'Фатимы'], 'Юлдашев Рустам', 8, ['+7 921 123-45-67', '05.03.1984 г.р.']),
  person('ky', 'Кеңешова Жылдыз', ['Кеңешовадан', 'Жылдызды'], 'Токтогулов Азамат Жумабекович', 9, ['4222222222222']),
];

for (const [index, about] of people.entries()) {
  test(
    `decision ${String(index + 1)}, on ${about.language}: nobody reads what was hidden, in no file, page, answer or mail`,
    { skip: skipReading },
    async () => {
      const complaintId = await published(about);
      const known = await readRecordState<ComplaintState>(product.context.database, complaintId, 'complaint');
      const number = known?.state.number ?? '';
      const places = await everyPlace(number);
      for (const [place, text] of Object.entries(places)) {
        for (const secret of withheld(about)) assert.ok(!holds(text, secret), `${place} holds ${secret}`);
      }
      const words = say(about.language);
      assert.ok(places[`page ${about.language}`]?.includes(words.name), 'the page shows blocks');
      assert.ok(places['pdftotext']?.includes(`[${words.name}]`), 'the file shows blocks');
      assert.ok(holds(places['pdf.js'] ?? '', words.name), 'pdf.js reads the blocks');
      const own = new Set([about.email, about.name, ...about.name.split(' ')]);
      for (const mail of mails) {
        for (const secret of withheld(about).filter((one) => !own.has(one))) {
          assert.ok(!holds(mail, secret), `a mail holds ${secret}`);
        }
      }
    },
  );
}

test('an approval is refused, place and kind named, while a sure value stands in the public text', async () => {
  const about = people[0];
  assert.ok(about);
  const item = await decided(about);
  const { context, cec, actor } = product;
  const lawyer = await actor(cec.lawyers[0]);
  const known = await readRecordState<ComplaintState>(context.database, item.complaintId, 'complaint');
  const decisionId = known?.state.decisionId ?? '';
  const { proposed } = granted(await proposeMarks(context, lawyer, { decisionId }));
  const marks = proposed.filter(({ kind }) => kind !== 'pin');
  const { publicTextHash } = granted(await proposePublicText(context, lawyer, { decisionId, marks }));
  const approve = { decisionId, publicTextHash, dissents: item.dissents };
  const refused = await approvePublicText(context, await actor(cec.lawyers[1]), approve);
  assert.deepEqual(refused.ok ? null : refused.refusal, {
    code: 'REDACTION_LEFT',
    details: { part: 'findings', n: 1, kind: 'pin' },
  });
  assert.equal(await readPublicationOfComplaint(context.database, item.complaintId), undefined);
  const { read } = granted(await proposeMarks(context, await actor(cec.lawyers[1]), { decisionId }));
  const kept = read.left.map(({ key }) => ({ key, ground: 'notPersonal' as const }));
  granted(await approvePublicText(context, await actor(cec.lawyers[1]), { ...approve, kept }));
  const [event] = await context.database.query<{ kept: unknown }>({
    text: `select payload::jsonb -> 'kept' as kept from event where record_id = $1 and kind = 'DECISION_PUBLISHED'`,
    values: [decisionId],
  });
  const [dissent = ''] = item.dissents;
  assert.deepEqual(event?.kept, [
    { place: 'findings.0.text', kind: 'pin', ground: 'notPersonal' },
    { place: `dissents.0.${dissent}`, kind: 'pin', ground: 'notPersonal' },
  ]);
});

test('marks that overlap or lie outside the text are refused', async () => {
  const about = people[1];
  assert.ok(about);
  const item = await decided(about);
  const { context, cec, actor } = product;
  const known = await readRecordState<ComplaintState>(context.database, item.complaintId, 'complaint');
  const decisionId = known?.state.decisionId ?? '';
  const mark = { place: 'title', start: 0, end: 4, kind: 'other', ground: 'personalInformation' };
  for (const marks of [
    [mark, { ...mark, start: 2, end: 6 }],
    [{ ...mark, end: 4_000 }],
    [{ ...mark, place: 'grounds.99' }],
  ]) {
    const answer = await proposePublicText(context, await actor(cec.lawyers[0]), { decisionId, marks });
    assert.equal(answerOf(answer), 'REDACTION_UNFIT');
  }
});

/** Whether the text holds the words, however lines are broken, letters are written or markup escapes them. */
function holds(text: string, words: string): boolean {
  const bare = (value: string): string => value.normalize('NFC').toLowerCase().replaceAll(/\s/g, '');
  return bare(text).includes(bare(words));
}

function withheld({ name, forms, witness, phone, email, street, secrets }: Person): string[] {
  return [name, ...name.split(' '), ...forms, witness, phone, email, street, ...secrets].filter(
    (word) => word !== 'кызы',
  );
}

function say(language: Language): { name: string } {
  return { name: { ky: 'арыз ээсинин аты-жөнү', ru: 'имя заявителя', en: 'name of the complainant' }[language] };
}

/** Every public place that speaks of a decision, as text. */
async function everyPlace(number: string): Promise<Record<string, string>> {
  const places: Record<string, string> = {};
  for (const language of LANGUAGES) {
    places[`page ${language}`] = await textAt(`/${language}/complaints/${number}`);
    places[`register ${language}`] = await textAt(`/${language}/complaints`);
    places[`home ${language}`] = await textAt(`/${language}`);
  }
  for (const path of ['', `/${number}`, `/${number}/events`])
    places[`api${path}`] = await textAt(`/api/v1/complaints${path}`);
  const answer = await fetch(`${portal.url}/ru/complaints/${number}/decision.pdf`);
  assert.equal(answer.headers.get('content-type'), 'application/pdf');
  const pdf = Buffer.from(await answer.arrayBuffer());
  for (const table of ['publication', 'event', 'audit', 'outbox', 'decision', 'deadline']) {
    const rows = await product.as('shailoo_portal').database.query({ text: `select * from ${table}` });
    places[`table ${table}`] = JSON.stringify(rows);
  }
  places['headers'] = JSON.stringify([...answer.headers]);
  places['pdftotext'] = pagesOf(pdf).join('\n');
  places['pdf.js'] = await everythingIn(pdf);
  places['bytes of the file'] = bytesOf(pdf);
  return places;
}

async function textAt(path: string): Promise<string> {
  const answer = await fetch(portal.url + path);
  assert.equal(answer.status, 200, path);
  return answer.text();
}

/** The bytes of a PDF and of each stream in it, read as the encodings in which its texts can stand. */
function bytesOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(({ 1: body = '' }) => {
    try {
      return [inflateSync(Buffer.from(body, 'latin1'))];
    } catch {
      return [];
    }
  });
  return [pdf, ...streams]
    .flatMap((bytes) => {
      const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
      return [
        bytes.toString('utf8'),
        bytes.toString('latin1'),
        bytes.toString('utf16le'),
        even.swap16().toString('utf16le'),
      ];
    })
    .join('\n');
}

type Decided = OnAgenda & { dissents: string[] };

/** Decided by vote, with the person in every part of the text and in a member's dissenting opinion. */
async function decided(about: Person): Promise<Decided> {
  const { name, forms, witness, phone, email, street, secrets, language } = about;
  const [first = '', second = ''] = forms;
  const { context, cec, actor } = product;
  const statement = `Күбө ${witness}.`;
  const filing = { name, phone, email, address: street, statement, language };
  const complaintId = await aComplaint(product, 'admitted', filing);
  const text = aDecisionText({
    language,
    title: `Даттануу: ${first}`,
    grounds: [
      `Даттануунун ээси: ${name}, телефону ${phone}, ${email}. ${second} кат жөнөтүлгөн.`,
      `Дареги: ${street}.`,
    ],
    findings: [{ text: `Текшерилди: ${secrets.join(', ')}.`, state: 'notEstablished', evidence: `Күбө ${witness}` }],
    articles: [{ reference: null, text: 'статья 44' }],
    operative: [
      anItem({ text: `Даттануу канааттандырылсын, ${first}.` }),
      anItem({
        kind: 'other',
        text: 'Жооп берилсин.',
        addressee: { kind: 'complainant', name },
        term: { on: '2027-01-20' },
      }),
    ],
  });
  granted(await draftDecision(context, await actor(cec.lawyers[0]), { complaintId, outcome: 'granted', text }));
  await passCheck(product, complaintId);
  const item = await onAgenda(product, complaintId, 3_600_000);
  product.clock.pass(3_600_000);
  await voteOn(product, item);
  const dissent = { language, paragraphs: [`${first} туура айтат, күбө ${witness}: ${secrets.join(', ')}.`] };
  const request = { sittingId: item.sittingId, itemId: item.itemId, text: dissent };
  const { textHash } = granted(await attachDissent(context, await actor(cec.chair), request));
  return { ...item, dissents: [textHash] };
}

/** Published: the detector proposes, the first lawyer adds what it did not find, the second approves. */
async function published(about: Person): Promise<string> {
  const { complaintId, dissents } = await decided(about);
  const { context, cec, actor } = product;
  const lawyer = await actor(cec.lawyers[0]);
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const decisionId = known?.state.decisionId ?? '';
  const { proposed, fragments } = granted(await proposeMarks(context, lawyer, { decisionId }));
  const byHand = withheld(about)
    .flatMap((words) => placesOfWords(fragments, words))
    .filter(
      (place) => !proposed.some((one) => one.place === place.place && one.start < place.end && place.start < one.end),
    )
    .filter(
      (place, n, all) =>
        !all.slice(0, n).some((one) => one.place === place.place && one.start < place.end && place.start < one.end),
    )
    .map((place) => ({ ...place, kind: 'personName' as const, ground: 'personalInformation' as const }));
  const marks = [...proposed, ...byHand];
  const { publicTextHash } = granted(await proposePublicText(context, lawyer, { decisionId, marks }));
  granted(await approvePublicText(context, await actor(cec.lawyers[1]), { decisionId, publicTextHash, dissents }));
  const post = { publicUrl: portal.url, mailDomain: 'commission.example' };
  const send = (mail: unknown): Promise<void> => Promise.resolve(void mails.push(JSON.stringify(mail)));
  while ((await deliverNotices(product.as('shailoo_worker'), { ...post, send }, null)).sent > 0);
  assert.ok(byHand.length <= 1, `the detector left to the human: ${JSON.stringify(byHand)}`);
  return complaintId;
}
