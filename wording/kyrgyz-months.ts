/** Cases of a Kyrgyz month. Possessed forms stand after a year («2027-жылдын 24-январы»), plain ones without it. */
export type KyrgyzMonthCase =
  'name' | 'on' | 'until' | 'from' | 'possessedName' | 'possessedOn' | 'possessedUntil' | 'possessedFrom';

type Forms = readonly [string, string, string, string, string, string, string, string];

const cases: readonly KyrgyzMonthCase[] = [
  'name',
  'on',
  'until',
  'from',
  'possessedName',
  'possessedOn',
  'possessedUntil',
  'possessedFrom',
];

// prettier-ignore
const months: readonly Forms[] = [
  ['январь', 'январда', 'январга', 'январдан', 'январы', 'январында', 'январына', 'январынан'],
  ['февраль', 'февралда', 'февралга', 'февралдан', 'февралы', 'февралында', 'февралына', 'февралынан'],
  ['март', 'мартта', 'мартка', 'марттан', 'марты', 'мартында', 'мартына', 'мартынан'],
  ['апрель', 'апрелде', 'апрелге', 'апрелден', 'апрели', 'апрелинде', 'апрелине', 'апрелинен'],
  ['май', 'майда', 'майга', 'майдан', 'майы', 'майында', 'майына', 'майынан'],
  ['июнь', 'июнда', 'июнга', 'июндан', 'июну', 'июнунда', 'июнуна', 'июнунан'],
  ['июль', 'июлда', 'июлга', 'июлдан', 'июлу', 'июлунда', 'июлуна', 'июлунан'],
  ['август', 'августта', 'августка', 'августтан', 'августу', 'августунда', 'августуна', 'августунан'],
  ['сентябрь', 'сентябрда', 'сентябрга', 'сентябрдан', 'сентябры', 'сентябрында', 'сентябрына', 'сентябрынан'],
  ['октябрь', 'октябрда', 'октябрга', 'октябрдан', 'октябры', 'октябрында', 'октябрына', 'октябрынан'],
  ['ноябрь', 'ноябрда', 'ноябрга', 'ноябрдан', 'ноябры', 'ноябрында', 'ноябрына', 'ноябрынан'],
  ['декабрь', 'декабрда', 'декабрга', 'декабрдан', 'декабры', 'декабрында', 'декабрына', 'декабрынан'],
];

/** The Kyrgyz month `month` (1-12) in a case. */
export function kyrgyzMonth(month: number, form: KyrgyzMonthCase): string {
  const word = months[month - 1]?.[cases.indexOf(form)];
  if (word === undefined) throw new RangeError(`no month ${month}`);
  return word;
}
