import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, margin, remainingTime, remainingWorkingTime } from './durations.ts';
import { bytes, number } from './figures.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const left = [
  { length: 4 * day, ky: 'дагы 4 күн калды', ru: 'осталось 4 дня', en: '4 days left' },
  { length: day, ky: 'дагы 1 күн калды', ru: 'остался 1 день', en: '1 day left' },
  { length: 21 * day, ky: 'дагы 21 күн калды', ru: 'остался 21 день', en: '21 days left' },
  {
    length: 2 * day + 5 * hour,
    ky: 'дагы 2 күн 5 саат калды',
    ru: 'осталось 2 дня 5 часов',
    en: '2 days 5 hours left',
  },
  { length: hour + minute, ky: 'дагы 1 саат 1 мүнөт калды', ru: 'остался 1 час 1 минута', en: '1 hour 1 minute left' },
  { length: 59_999, ky: 'бир мүнөттөн аз калды', ru: 'осталось меньше минуты', en: 'less than a minute left' },
  { length: 0, ky: 'мөөнөтү жаңы эле өттү', ru: 'срок только что истёк', en: 'just expired' },
  { length: -3 * hour, ky: 'мөөнөтү 3 саат мурун өттү', ru: 'срок истёк 3 часа назад', en: 'expired 3 hours ago' },
];

for (const { length, ky, ru, en } of left) {
  test(`${length} ms of a term: ${en}`, () => {
    assert.deepEqual(
      [remainingTime('ky', length), remainingTime('ru', length), remainingTime('en', length)],
      [ky, ru, en],
    );
  });
}

test('what is left is cut and never rounded up', () => {
  assert.equal(remainingTime('ru', 2 * day - 1), 'остался 1 день 23 часа');
  assert.equal(duration('en', 8 * hour + 40 * minute + 59_000), '8 hours 40 minutes');
});

test('working time is told in working days of the office', () => {
  assert.equal(remainingWorkingTime('ru', 9 * hour, 8 * hour), 'остался 1 рабочий день 1 час');
  assert.equal(remainingWorkingTime('ky', 16 * hour, 8 * hour), 'дагы 2 иш күнү калды');
  assert.equal(remainingWorkingTime('ru', 2 * hour + 32 * minute, 8 * hour), 'рабочего времени осталось: 2 ч 32 мин');
  assert.equal(remainingWorkingTime('en', 0, 8 * hour), 'no working time left');
});

test('a margin says whether it lay before the end or after it', () => {
  assert.equal(margin('ru', 8 * hour + 40 * minute), 'за 8 ч 40 мин до конца срока');
  assert.equal(margin('ky', -2 * day), 'мөөнөт бүткөндөн кийин: 2 күн');
});

test('numbers and sizes follow the language', () => {
  assert.equal(number('ky', 1234567.5).replaceAll(/\s/g, ' '), '1 234 567,5');
  assert.equal(number('en', 1234567.5), '1,234,567.5');
  assert.deepEqual([bytes('ru', 240 * 1024), bytes('ky', 1_150_000), bytes('en', 3)], ['240 КБ', '1,1 МБ', '3 bytes']);
  assert.equal(bytes('en', 1024 * 1024 - 1), '1 MB');
});
