import type { FoundPlace } from './found-place.ts';

const name = '[А-ЯЁҢӨҮA-Z№\\d][\\p{L}\\d.\\-]*(?:\\s[А-ЯЁҢӨҮA-Z][\\p{L}.\\-]*){0,2}';
const number = '\\d{1,4}\\s?[А-Яа-яA-Za-z]?(?:\\/\\d{1,3})?(?![\\p{L}\\d])';
const house = `(?:,?\\s*(?:д\\.|дом|үй|house)?\\s?№?\\s?${number}(?:-?\\s?үй(?:дүн|дө|гө)?)?)`;
const flat = `(?:,?\\s*(?:кв\\.|квартира|батир|apt\\.?)\\s?№?\\s?${number}|,?\\s*\\d{1,4}-?\\s?батир\\p{L}*)`;

const russian = new RegExp(
  `(?<!\\p{L})(?:ул\\.|улиц\\p{L}{1,3}|пр\\.|пр-т|проспект\\p{L}{0,2}|пер\\.|переул\\p{L}{2,4}|бул\\.|бульвар\\p{L}{0,2}|мкр\\.?|микрорайон\\p{L}{0,2})\\s?${name}${house}?${flat}?`,
  'gu',
);
const kyrgyz = new RegExp(
  `${name}\\s(?:көч\\.|көчөсү\\p{L}*|проспектиси\\p{L}*|кичирайон\\p{L}*|кичи\\sрайон\\p{L}*|турак\\sжай\\p{L}*)${house}?${flat}?`,
  'gu',
);
const english = new RegExp(`(?:\\d{1,4}\\s)?${name}\\s(?:Street|St\\.|Avenue|Ave\\.)${house}?${flat}?`, 'gu');
const flatAlone = new RegExp(`(?<!\\p{L})(?:д\\.|дом)\\s?№?\\s?${number}${flat}`, 'gu');

/** Streets with house and flat as they are written in Russian, Kyrgyz and English. A person decides on each. */
export function findAddresses(text: string): FoundPlace[] {
  return [russian, kyrgyz, english, flatAlone].flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(({ 0: whole }) => /\d/.test(whole))
      .map(({ 0: whole, index }) => ({
        start: index,
        end: index + whole.trimEnd().length,
        kind: 'address' as const,
        certainty: 'likely' as const,
      })),
  );
}
