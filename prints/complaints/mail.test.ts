import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../domain/language.ts';
import { instant } from '../../domain/time/instant.ts';
import { mailKinds, writeMail, type MailModels } from './mail.ts';

const every = {
  number: 'K-2027-000171',
  commission: 'Борбордук шайлоо комиссиясы',
  at: instant('2027-01-12T02:47:31Z'),
  dueAt: instant('2027-01-15T18:00:00Z'),
  address: 'https://example.org/ky/complaints/K-2027-000171',
};

const models: MailModels = {
  filed: { ...every, isProven: true },
  registered: every,
  admitted: every,
  leftUnexamined: { ...every, ground: 'мөөнөтү өткөн' },
  onAgenda: { ...every, sittingAt: instant('2027-01-13T04:00:00Z') },
  decided: { ...every, decision: '38' },
  published: { ...every, decision: '38' },
  termMissed: { ...every, at: every.dueAt, appeal: 'Бишкек административдик соту' },
  returnedForDefects: { ...every, defects: 'талап көрсөтүлгөн эмес' },
  defectsCured: every,
  notCured: every,
  forwarded: { ...every, to: 'прокуратура' },
  forwardArrived: { ...every, to: 'Сокулук АШК', lead: 'K-2027-000003' },
  withdrawn: every,
  evidenceAdded: every,
  contactChanged: every,
  joined: { ...every, lead: 'K-2027-000170' },
  separated: every,
  hearingAppointed: { ...every, hearingAt: instant('2027-01-13T04:00:00Z'), place: 'Бишкек, 1-бөлмө' },
  hearingCancelled: every,
  termExtended: { ...every, ground: 'кошумча текшерүү керек' },
  termSuspended: { ...every, ground: 'ушул маселени сот карап жатат' },
  termResumed: every,
  termChanged: { ...every, edition: 'L-2027-000001', terms: 'Даттануу боюнча чечим кабыл алуу.' },
  appealRecorded: { ...every, to: 'Жогорку сот' },
  appealEnded: { ...every, to: 'Жогорку сот', result: 'чечим жокко чыгарылды' },
  reopened: every,
  takenOffAgenda: every,
};

test('every mail names the case, the date, the next step, by when, and the page, in each language', () => {
  for (const kind of mailKinds) {
    for (const language of LANGUAGES) {
      const { subject, text } = writeMail(kind, models[kind], language);
      assert.ok(subject.includes(every.number), subject);
      assert.ok(!subject.includes('\n'));
      assert.ok(text.includes(every.address), text);
      assert.ok(text.includes('24:00'), text);
      assert.ok(text.includes('2027'), text);
      assert.ok(text.includes(every.commission), text);
      assert.doesNotMatch(text, /[{}]|undefined/);
    }
  }
});

test('the mail with a receipt says whether its QR holds the proof, and otherwise where that is', () => {
  for (const [language, proven, unproven] of [
    ['ky', /далилдейт/, /тилкатта анын далили жок/],
    ['ru', /доказывает/, /расписке нет/],
    ['en', /proves/, /does not hold the proof/],
  ] as const) {
    const of = (isProven: boolean) => writeMail('filed', { ...every, isProven }, language).text;
    assert.match(of(true), proven);
    assert.doesNotMatch(of(true), unproven);
    assert.match(of(false), unproven);
    assert.doesNotMatch(writeMail('registered', models.registered, language).text, unproven);
  }
});

test('a missed term names the end of the term as 24:00 of the last day and the way to appeal', () => {
  const { text } = writeMail('termMissed', models.termMissed, 'ky');
  assert.ok(text.includes('Мөөнөт 2027-жылдын 15-январында саат 24:00дө бүттү'), text);
  assert.ok(text.includes('Бишкек административдик соту'));
});

test('a Kyrgyz mail says when something happened with the endings of its day and hour', () => {
  const { subject, text } = writeMail('registered', models.registered, 'ky');
  assert.equal(subject, 'K-2027-000171 номерлүү даттануу катталды');
  assert.ok(text.includes('2027-жылдын 12-январында саат 08:47де катталды.'), text);
});

test('a number cannot bring a second line into the subject', () => {
  const { subject } = writeMail('registered', { ...models.registered, number: 'K\r\nBcc: a@b' }, 'en');
  assert.doesNotMatch(subject, /[\r\n]/);
});
