import type { FoundPlace } from './found-place.ts';
import type { HiddenKind } from './hidden-kinds.ts';

/** Between the digits of one number: spaces of any width, hyphens, dots. */
const between = '[\\s\\u00a0\\u2000-\\u200a\\u202f.\\-‐‑–—]';
const alone = (body: string): RegExp => new RegExp(`(?<![\\d\\p{L}])(?:${body})(?!\\d)`, 'gu');

const email = /[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const passport = new RegExp(
  `(?<![\\p{L}\\d])(?:ID|AN|PE|EP|АН|АN|AН|ИД|ІD)(?:${between}|№|N){0,3}\\d(?:${between}?\\d){5,7}(?!\\d)`,
  'giu',
);
const local = `(?:${between}|[()]){0,3}`;
const international = alone(`(?:\\+|00)${local}\\d(?:${local}\\d){9,13}`);
const kyrgyz = alone(`996(?:${local}\\d){9}`);
/** No dot between the digits: a date with an hour is not a phone. */
const trunk = alone('\\(?0(?:[\\s\\u00a0()‐‑–—-]{0,3}\\d){9}');
const short = alone(
  `(?:[57]\\d{2}|99\\d|22\\d)(?:${between}|-)\\d{2,3}(?:${between}|-)\\d{2}(?:${between}|-)?\\d{1,2}`,
);

/** Numbers and addresses by which a person is known: PIN, card, account, passport, phone, e-mail, day of birth. */
export function findNumbers(text: string): FoundPlace[] {
  return [
    ...all(text, email, 'email', 'high'),
    ...all(text, passport, 'passport', 'high'),
    ...longNumbers(text),
    ...all(text, international, 'phone', 'high'),
    ...all(text, kyrgyz, 'phone', 'high'),
    ...all(text, trunk, 'phone', 'high'),
    ...all(text, short, 'phone', 'likely'),
    ...birthDates(text),
  ];
}

const groupsInRow = /(?<![\d\p{L}])\d+(?:[\s\u00a0\u202f‐‑-]\d+)*(?!\d)/gu;
const cardGroups = ['4,4,4,4', '4,6,5', '4,4,4,4,3'];

/** PIN, card and account, written in one or in groups; a group beside them is not taken for a part of them. */
function longNumbers(text: string): FoundPlace[] {
  return [...text.matchAll(groupsInRow)].flatMap(({ 0: whole, index }) => {
    const groups = [...whole.matchAll(/\d+/g)].map((group) => ({ digits: group[0], at: index + group.index }));
    return groups.flatMap((first, from) =>
      groups.slice(from, from + 14).flatMap((last, more): FoundPlace[] => {
        const some = groups.slice(from, from + more + 1).map(({ digits }) => digits);
        const found = more === 0 ? wholeNumber(first.digits) : groupedNumber(some);
        return found ? [{ ...found, start: first.at, end: last.at + last.digits.length }] : [];
      }),
    );
  });
}

type Found = Pick<FoundPlace, 'kind' | 'certainty'>;

function wholeNumber(digits: string): Found | undefined {
  if (digits.length === 14) return { kind: 'pin', certainty: 'high' };
  if (digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)) return { kind: 'bankCard', certainty: 'high' };
  return [13, 16, 20].includes(digits.length) ? { kind: 'bankAccount', certainty: 'likely' } : undefined;
}

/** In groups a PIN is known by the day of birth in it, a card by the size of the groups. */
function groupedNumber(groups: readonly string[]): Found | undefined {
  const digits = groups.join('');
  if (/^[12](?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}\d{5}$/.test(digits)) {
    return { kind: 'pin', certainty: 'high' };
  }
  if (!cardGroups.includes(groups.map(({ length }) => length).join())) return undefined;
  return passesLuhn(digits) ? { kind: 'bankCard', certainty: 'high' } : { kind: 'bankAccount', certainty: 'likely' };
}

/** Whether the digits pass the check of bank cards. */
export function passesLuhn(number: string): boolean {
  const sum = number
    .split('')
    .toReversed()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0 && /[1-9]/.test(number);
}

const bornBefore =
  /(?:туулган(?:\s+(?:күнү|жылы))?|родил(?:ся|ась)|дата\s+рождения|born(?:\s+on)?|date\s+of\s+birth)[\s:,—–-]{1,4}/giu;
const dateAhead = /^\d{1,4}[.\-/\s]{1,2}(?:\d{1,2}|\p{L}{3,10})[.\-/\s]{1,2}\d{2,4}/u;
const yearOfBirth =
  /(?<!\d)(?:\d{1,2}[.\-/]\d{1,2}[.\-/])?(?:19|20)\d{2}\s?(?:г\.\s?р\.|года\s+рождения|-?ж\.\s?т\.|-жылы\s+туулган)/giu;

function birthDates(text: string): FoundPlace[] {
  const named = [...text.matchAll(bornBefore)].flatMap(({ 0: word, index }): FoundPlace[] => {
    const start = index + word.length;
    const date = dateAhead.exec(text.slice(start))?.[0];
    return date === undefined ? [] : [{ start, end: start + date.length, kind: 'birthDate', certainty: 'likely' }];
  });
  return [...named, ...all(text, yearOfBirth, 'birthDate', 'likely')];
}

function all(text: string, pattern: RegExp, kind: HiddenKind, certainty: FoundPlace['certainty']): FoundPlace[] {
  return [...text.matchAll(pattern)].map(({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
    kind,
    certainty,
  }));
}
