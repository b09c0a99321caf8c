import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from '../domain/time/instant.ts';
import * as dates from './dates.ts';

const morning = instant('2027-01-11T04:00:05.123456Z');
const midnight = instant('2027-01-14T18:00:00Z');

/** Plain and possessed forms as the glossary gives them; every month of the year. */
const kyrgyzMonths = [
  {
    month: '01',
    short: '5-январь',
    until: '5-январга чейин',
    day: '5-январы',
    untilDay: '5-январына',
    on: '5-январында',
    from: '5-январынан',
  },
  {
    month: '02',
    short: '5-февраль',
    until: '5-февралга чейин',
    day: '5-февралы',
    untilDay: '5-февралына',
    on: '5-февралында',
    from: '5-февралынан',
  },
  {
    month: '03',
    short: '5-март',
    until: '5-мартка чейин',
    day: '5-марты',
    untilDay: '5-мартына',
    on: '5-мартында',
    from: '5-мартынан',
  },
  {
    month: '04',
    short: '5-апрель',
    until: '5-апрелге чейин',
    day: '5-апрели',
    untilDay: '5-апрелине',
    on: '5-апрелинде',
    from: '5-апрелинен',
  },
  {
    month: '05',
    short: '5-май',
    until: '5-майга чейин',
    day: '5-майы',
    untilDay: '5-майына',
    on: '5-майында',
    from: '5-майынан',
  },
  {
    month: '06',
    short: '5-июнь',
    until: '5-июнга чейин',
    day: '5-июну',
    untilDay: '5-июнуна',
    on: '5-июнунда',
    from: '5-июнунан',
  },
  {
    month: '07',
    short: '5-июль',
    until: '5-июлга чейин',
    day: '5-июлу',
    untilDay: '5-июлуна',
    on: '5-июлунда',
    from: '5-июлунан',
  },
  {
    month: '08',
    short: '5-август',
    until: '5-августка чейин',
    day: '5-августу',
    untilDay: '5-августуна',
    on: '5-августунда',
    from: '5-августунан',
  },
  {
    month: '09',
    short: '5-сентябрь',
    until: '5-сентябрга чейин',
    day: '5-сентябры',
    untilDay: '5-сентябрына',
    on: '5-сентябрында',
    from: '5-сентябрынан',
  },
  {
    month: '10',
    short: '5-октябрь',
    until: '5-октябрга чейин',
    day: '5-октябры',
    untilDay: '5-октябрына',
    on: '5-октябрында',
    from: '5-октябрынан',
  },
  {
    month: '11',
    short: '5-ноябрь',
    until: '5-ноябрга чейин',
    day: '5-ноябры',
    untilDay: '5-ноябрына',
    on: '5-ноябрында',
    from: '5-ноябрынан',
  },
  {
    month: '12',
    short: '5-декабрь',
    until: '5-декабрга чейин',
    day: '5-декабры',
    untilDay: '5-декабрына',
    on: '5-декабрында',
    from: '5-декабрынан',
  },
] as const;

for (const { month, short, until, day, untilDay, on, from } of kyrgyzMonths) {
  test(`the Kyrgyz month of ${short} is plain without a year and possessed with it`, () => {
    const date = `2027-${month}-05`;
    assert.equal(dates.dayShort('ky', date), short);
    assert.equal(dates.untilDayShort('ky', date), until);
    assert.equal(dates.day('ky', date), `2027-жылдын ${day}`);
    assert.equal(dates.untilDay('ky', date), `2027-жылдын ${untilDay} чейин`);
    assert.equal(dates.onDay('ky', date), `2027-жылдын ${on}`);
    assert.equal(dates.fromDay('ky', date), `2027-жылдын ${from} тартып`);
  });
}

test('a day is written as each language writes it', () => {
  assert.equal(dates.day('ru', '2027-01-24'), '24 января 2027 года');
  assert.equal(dates.day('en', '2027-01-24'), '24 January 2027');
  assert.equal(dates.untilDay('ru', '2027-01-24'), 'до 24 января 2027 года');
  assert.equal(dates.weekdayAndDay('ru', '2027-01-24'), 'воскресенье, 24 января');
  assert.equal(dates.weekdayAndDay('ky', '2027-01-24'), '24-январь, жекшемби');
  assert.equal(dates.dayFigures('ky', '2027-01-05'), '05.01.2027');
  assert.equal(dates.dayFigures('en', '2027-01-05'), '2027-01-05', 'neither American nor European');
});

test('a moment is shown by the clock of Bishkek', () => {
  assert.equal(dates.dayTime('ky', morning), '2027-жылдын 11-январы, 10:00');
  assert.equal(dates.dayTimeShort('ru', morning), '11 января, 10:00');
  assert.equal(dates.dayTimeExact('en', morning), '11 January 2027, 10:00:05');
  assert.equal(dates.day('en', instant('2027-01-11T18:00:00Z')), '12 January 2027');
});

test('when something happened takes the Kyrgyz ending of a day and of an hour by sound', () => {
  assert.equal(dates.atDayTime('ky', morning), '2027-жылдын 11-январында саат 10:00дө');
  assert.equal(dates.atDayTime('ky', instant('2027-06-01T04:05:00Z')), '2027-жылдын 1-июнунда саат 10:05те');
  assert.equal(dates.atDayTime('ky', instant('2027-06-01T04:30:00Z')), '2027-жылдын 1-июнунда саат 10:30да');
  assert.equal(dates.atDayTime('ru', morning), '11 января 2027 года, 10:00');
  assert.equal(dates.atDeadline('ky', midnight), '2027-жылдын 14-январында саат 24:00дө');
  assert.equal(dates.atDeadline('en', midnight), '14 January 2027, 24:00');
});

test('an end at midnight is 24:00 of the day before, another hour stays on its day', () => {
  assert.equal(dates.deadlineMoment('ky', midnight), '2027-жылдын 14-январы, 24:00');
  assert.equal(dates.deadlineMoment('ru', instant('2026-12-31T18:00:00Z')), '31 декабря 2026 года, 24:00');
  assert.equal(dates.deadlineMomentShort('en', instant('2027-01-14T12:00:00.000001Z')), '14 January, 18:00');
});

test('until with an hour takes the Kyrgyz ending by sound', () => {
  assert.equal(dates.untilDeadline('ky', midnight), '2027-жылдын 14-январы, 24:00гө чейин');
  assert.equal(dates.untilDeadline('ky', instant('2027-01-14T04:30:00Z')), '2027-жылдын 14-январы, 10:30га чейин');
  assert.equal(dates.untilDeadline('ky', instant('2027-01-14T04:25:00Z')), '2027-жылдын 14-январы, 10:25ке чейин');
  assert.equal(dates.untilDeadline('ru', midnight), 'до 24:00 14 января 2027 года');
  assert.equal(dates.untilDeadline('en', midnight), 'until 24:00 on 14 January 2027');
});
