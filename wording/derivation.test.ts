import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certainties } from '../domain/law/certainty.ts';
import { deriveDeadline } from '../domain/law/counting/derive-deadline.ts';
import { commissionKinds } from '../domain/people/role.ts';
import { LANGUAGES } from '../domain/language.ts';
import { countVote } from '../domain/law/vote-count.ts';
import { instant } from '../domain/time/instant.ts';
import { aLawPack, aLawRule } from '../test/builders/law-pack.ts';
import { certaintyMark } from './certainty.ts';
import { dayStrip, derivationSentences, derivationText } from './derivation.ts';
import { actorInWords, articleLabel, ruleName, silenceInWords, termInWords } from './law-references.ts';
import { voteLines } from './vote-lines.ts';

const pack = aLawPack();

test('a derivation reads as event, norm, scaling, counting and result', () => {
  const sentences = derivationSentences('ru', derived('court1_file'), pack);
  assert.deepEqual(
    sentences.map(({ title }) => title),
    [
      'Событие: комиссия приняла решение',
      'Норма: 3 календарных дня',
      'Сокращение не применяется',
      'Счёт: день события не считается',
      'Итог: 14 января 2027 года, 24:00 по времени Бишкека',
    ],
  );
  assert.equal(sentences[1]?.article, 'ст. 44 ч. 6');
  assert.equal(sentences[1]?.mark?.isConfirmed, false);
});

test('the last step in Kyrgyz names the day with its possessed month', () => {
  const last = derivationSentences('ky', derived('complaint_decide'), pack).at(-1);
  assert.equal(last?.title, 'Жыйынтык: 2027-жылдын 14-январы, 24:00, Бишкек убактысы');
});

test('every rule of every pack can be told in the three languages', () => {
  for (const rule of Object.values(pack.rules)) {
    for (const language of LANGUAGES) {
      assert.ok(derivationText(language, derived(rule.id), pack).length > 100);
      const words = [ruleName(language, rule.id), actorInWords(language, rule.actor), silenceInWords(language, rule)];
      assert.ok(words.every((word) => word !== ''));
      assert.ok(articleLabel(language, pack, rule.article) !== '');
    }
  }
});

test('every way of counting and of scaling has its sentences', () => {
  const ways = [
    aLawRule({
      term: { n: 7, unit: 'calendarDays' },
      direction: 'before',
      trigger: 'votingDay',
      counting: 'CR-BEFORE',
    }),
    aLawRule({
      term: { n: 7, unit: 'calendarDays' },
      direction: 'before',
      trigger: 'votingDay',
      counting: 'CR-BEFORE-N',
    }),
    aLawRule({ term: { n: 24, unit: 'hours' }, counting: 'HOURS' }),
    aLawRule({ closingHour: '18:00', inclusiveHour: true }),
    aLawRule({ earlyTerm: 2 }),
  ];
  for (const rule of ways) {
    for (const electionKind of ['regular', 'early'] as const) {
      for (const language of LANGUAGES) {
        const changed = aLawPack({ rules: [rule], electionKind });
        const text = derivationText(language, derived('complaint_file', changed), changed);
        assert.doesNotMatch(text, /undefined|[{}]/);
      }
    }
  }
});

test('an event without a sentence of its own is told in general words', () => {
  const deadline = deriveDeadline({
    pack,
    ruleId: 'complaint_file',
    baseAt: base,
    baseEvent: 'SOMETHING_NEW',
    votingDay,
  });
  assert.equal(derivationSentences('en', deadline, pack)[0]?.title, 'Event: the event that starts the term');
});

test('the strip marks the start, today and the last day', () => {
  const boxes = dayStrip('ru', derived('court1_file'), '2027-01-12');
  assert.deepEqual(
    boxes.map(({ number, weekday, note }) => `${number} ${weekday}: ${note}`),
    ['11 пн: день события', '12 вт: 1-й день, сегодня', '13 ср: 2-й день', '14 чт: 3-й день, последний'],
  );
  assert.deepEqual(dayStrip('ru', derived('complaint_decide_voting_day')), []);
});

test('a strip with days left out says where', () => {
  const long = aLawPack({ rules: [aLawRule({ term: { n: 20, unit: 'calendarDays' } })] });
  assert.deepEqual(
    dayStrip('en', derived('complaint_file', long)).map(({ isGap }) => isGap),
    [false, false, false, true, false, false],
  );
});

test('only a confirmation gives the tick, the text of the law alone does not', () => {
  const by = { ky: 'БШКнын юристи', ru: 'юрист ЦИК', en: 'a lawyer of the CEC' };
  const mark = certaintyMark('en', { certainty: 'SO', confirmed: { by, on: '2026-12-01' } });
  assert.deepEqual([mark.isConfirmed, mark.label], [true, 'Confirmed: a lawyer of the CEC, 1 December 2026']);
  for (const certainty of certainties) assert.equal(certaintyMark('ky', { certainty }).isConfirmed, false);
});

test('a term before voting day says so', () => {
  assert.equal(
    termInWords('ru', { n: 15, unit: 'calendarDays' }, 'before'),
    'не позднее чем за 15 календарных дней до дня голосования',
  );
  assert.equal(termInWords('ky', { n: 0, unit: 'atOnce' }, 'before'), 'токтоосуз');
});

test('the sum of a vote can be told for every kind of commission', () => {
  for (const kind of commissionKinds) {
    for (const language of LANGUAGES) {
      const count = countVote({
        body: pack.bodies[kind],
        members: 8,
        present: 8,
        recused: 0,
        for: 4,
        against: 4,
        abstained: 0,
        chairVote: null,
      });
      const lines = voteLines(language, count.steps);
      assert.ok(lines.some(({ kind: line }) => line === 'tie'));
      assert.equal(lines.at(-1)?.kind, 'result');
    }
  }
});

const base = instant('2027-01-11T09:20:00Z');
const votingDay = '2027-01-24';

function derived(ruleId: string, from = pack) {
  return deriveDeadline({ pack: from, ruleId, baseAt: base, baseEvent: 'VOTE_CLOSED', votingDay });
}
