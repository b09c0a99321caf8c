import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { detect } from './detect.ts';
import type { KnownOfCase } from './detect.ts';
import { passesLuhn } from './find-numbers.ts';
import { foldText } from './fold-text.ts';

const nobody: KnownOfCase = { names: [], values: [], publicNames: [] };
const knows = (name: string): KnownOfCase => ({
  ...nobody,
  names: [{ name, kind: 'complainantName', certainty: 'high' }],
});
const found = (text: string, known: KnownOfCase = nobody): string[] =>
  detect(text, known).map(({ start, end, kind, certainty }) => `${kind} ${certainty}: ${text.slice(start, end)}`);

const values: readonly [string, string, string][] = [
  ['pin', 'high', '21201199000123'],
  ['pin', 'high', '2 1201 1990 00123'],
  ['phone', 'high', '+996 700 123 456'],
  ['phone', 'high', '+996(555)12-34-56'],
  ['phone', 'high', '996700123456'],
  ['phone', 'high', '0700 12 34 56'],
  ['phone', 'high', '0 (312) 45-67-89'],
  ['phone', 'high', '(0312) 456789'],
  ['phone', 'high', '+7 921 123-45-67'],
  ['phone', 'likely', '700 12-34-56'],
  ['passport', 'high', 'ID1234567'],
  ['passport', 'high', 'AN 1234567'],
  ['passport', 'high', 'АН № 1234567'],
  ['email', 'high', 'aigul.satarova@example.org'],
  ['email', 'high', 'почта@пример.кыргыз'],
  ['bankCard', 'high', '4111 1111 1111 1111'],
  ['bankCard', 'high', '4111-1111-1111-1111'],
  ['bankAccount', 'likely', '1280010001234567'],
  ['address', 'likely', 'ул. Токтогула, д. 12, кв. 5'],
  ['address', 'likely', 'Өзөн көчөсү, 5-үй'],
  ['address', 'likely', 'Манас проспектиси 40, 12-батир'],
  ['birthDate', 'likely', '05.03.1984 г.р.'],
];

for (const [kind, certainty, value] of values) {
  test(`finds ${kind} in ${value}, whole, wherever it stands`, () => {
    for (const around of [`${value}`, `Байланыш: ${value}.`, `(${value}), андан кийин`]) {
      const hits = detect(around, nobody);
      const whole = hits.find((hit) => hit.kind === kind && hit.certainty === certainty);
      const covered = around.slice(whole?.start ?? 0, whole?.end ?? 0);
      assert.ok(covered.includes(value.replace(/^\(/, '')), `${around}: ${JSON.stringify(hits)} covers ${covered}`);
    }
  });
}

test('takes numbers of cases, decisions, dates, sums, articles and precincts for what they are', () => {
  for (const text of [
    'Даттануу K-2027-000143, чечим № 38, S-2027-000007.',
    'с 28 декабря 2026 года по 4 января 2027 года',
    '11.01.2027 12:40, 12.01.2027 09:00',
    'сумма 18 400 сом, 1 234 567 избирателей',
    'статьи 23, 44 и 45 конституционного закона № 68',
    'УИК № 1086, округ 13',
    'sha256 9b41 c07e 55d2 18fa 3c60 a1f7 28bd 904e',
    'Комиссия рассмотрела жалобу и приложенные к ней фотографии.',
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

const forms: readonly [string, readonly string[]][] = [
  [
    'Айгүл Сатарова',
    [
      'Айгүл Сатарова',
      'Айгүл Сатарованын',
      'Айгүлдүн',
      'Сатаровага',
      'Сатарованы',
      'Сатаровадан',
      'Сатаровой',
      'Сатарову',
      'САТАРОВА',
      'Сатарова А.',
      'А. Сатаровой',
      'Cатaровa',
    ],
  ],
  [
    'Бекмуратов Жаныбек Асанович',
    ['Бекмуратову', 'Бекмуратовым', 'Жаныбеку', 'Жаныбектин', 'Асановича', 'Ж. А. Бекмуратов'],
  ],
  ['Ольга Савченко', ['Ольге', 'Ольги', 'Ольгу', 'Савченко', 'Савченкого', 'Савченконун']],
  ['Павел Гречко', ['Павла', 'Павлу', 'Павлом', 'Гречко']],
  ['Чынара Токтогул кызы', ['Чынара Токтогул кызынын', 'Чынарага', 'Токтогулдун']],
  ['Садык Үсөнов', ['Садыктын', 'Садыкка', 'Үсөновдун', 'Үсөновго', 'Үсөновой']],
  ['Нурлан Достоевский', ['Достоевского', 'Достоевскому', 'Достоевским', 'Нурланга', 'Нурланды']],
  ['Viktor Kim', ['Viktor Kim', 'KIM']],
];

for (const [name, words] of forms) {
  test(`finds ${name} in every form a text bends it into`, () => {
    for (const form of words) {
      const text = `Комиссия угуп, ${form} айткандарын эске алды.`;
      const hits = detect(text, knows(name)).filter(
        ({ kind, certainty }) => kind === 'complainantName' && certainty === 'high',
      );
      const covered = hits.map(({ start, end }) => text.slice(start, end)).join(' ');
      assert.equal(covered, form, form);
    }
  });
}

test('a short name is not found in words of every day', () => {
  assert.deepEqual(found('ким болсо да, кимдин милдети экенин айтат', knows('Ким Виктория')), []);
  assert.deepEqual(found('асанда болгон', knows('Асан')), []);
});

test('proposes names of third persons and leaves those of members of the commission', () => {
  assert.deepEqual(found('Күбө Жээнбаева Гүлзат ырастады, Асанов Б. У. жок болгон.'), [
    'personName likely: Жээнбаева Гүлзат',
    'personName likely: Асанов Б. У.',
  ]);
  assert.deepEqual(found('Видео снял Эрмек Асан уулу.'), ['personName likely: Эрмек Асан уулу']);
  const publicNames = ['Абдыракманов Эрмек Сагынович'];
  assert.deepEqual(found('Председатель Э. С. Абдыракманов', { ...nobody, publicNames }), []);
  assert.deepEqual(found('Председатель Абдыракманов Эрмек', { ...nobody, publicNames }), []);
});

test('values of the case are found word for word', () => {
  const known: KnownOfCase = { ...nobody, values: [{ value: 'Сокулук айылы, Өзөн 5', kind: 'address' }] };
  assert.deepEqual(found('Дареги: сокулук айылы, өзөн 5.', known), ['address high: сокулук айылы, өзөн 5']);
});

const word = fc.constantFrom('Комиссия', 'чечим', 'кабыл алды', 'жалоба', '2027', '№ 38', 'ст. 45', ',', '.', '\n');
const filler = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
const pin = fc.tuple(fc.constantFrom('1', '2'), fc.stringMatching(/^\d{13}$/)).map(([one, rest]) => one + rest);
const phone = fc.stringMatching(/^\d{9}$/).map((digits) => `+996${digits}`);
const card = fc.stringMatching(/^4\d{14}$/).map((digits) => {
  const check = '0123456789'.split('').find((last) => passesLuhn(digits + last)) ?? '0';
  return digits + check;
});

test('whatever stands around it, a PIN, a phone, a card and the own name are found whole and surely', () => {
  const known = knows('Ыбырайымова Гүлзат');
  const value = fc.oneof(pin, phone, card, fc.constantFrom('Ыбырайымова', 'Гүлзат', 'Ыбырайымованын'));
  fc.assert(
    fc.property(filler, value, filler, (before, secret, after) => {
      const text = `${before} ${secret} ${after}`;
      const start = before.length + 1;
      const sure = detect(text, known).filter(({ certainty }) => certainty === 'high');
      const isCovered = Array.from({ length: secret.length }, (_, place) => start + place).every((place) =>
        sure.some((one) => one.start <= place && place < one.end),
      );
      assert.ok(isCovered, `${text}: ${JSON.stringify(sure)}`);
    }),
    { numRuns: 500 },
  );
});

test('places never overlap, lie in the text and stand in order; folding keeps every place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      assert.equal(foldText(text).length, text.length);
      let from = 0;
      for (const { start, end } of detect(text, knows('Айгүл Сатарова'))) {
        assert.ok(start >= from && end > start && end <= text.length);
        from = end;
      }
    }),
    { numRuns: 500 },
  );
});
