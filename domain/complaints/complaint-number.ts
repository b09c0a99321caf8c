/** The number of a complaint as people may write it: year and running number of a series. */
export type ComplaintNumber = { readonly year: number; readonly serial: number };

const shape = /^[KК]?(\d{4})[-/](\d{1,9})$/u;
const joined = /^[KК](\d{4})(\d{6,9})$/u;

/**
 * Reads a number in whichever way it is written: small letters, Cyrillic К, spaces, other dashes, missing zeros, the letter O
 * for a zero (`к-2027-1`, `K2027 000001`, `K-2027-OO0001`). Undefined when it cannot be one. Without the letter, year and number must be apart.
 */
export function parseComplaintNumber(text: string): ComplaintNumber | undefined {
  if (text.length > 40) return undefined;
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .trim()
    .replace(/^№\s*|^NO\s*/u, '')
    .replaceAll(/[\s\p{Pd}\u2212_.]+/gu, '-')
    .replace(/^([KК])-/u, '$1')
    .replaceAll(/[OО]/gu, '0')
    .replaceAll(/^-+|-+$/gu, '');
  const parts = shape.exec(plain) ?? joined.exec(plain);
  const [, year, serial] = parts ?? [];
  if (year === undefined || serial === undefined || Number(serial) === 0) return undefined;
  return { year: Number(year), serial: Number(serial) };
}

/** The one written form: `K-2027-000001`, Latin K, six digits, more after the millionth of a year. */
export function formatComplaintNumber({ year, serial }: ComplaintNumber): string {
  return `K-${String(year).padStart(4, '0')}-${String(serial).padStart(6, '0')}`;
}
