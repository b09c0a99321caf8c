import { timingSafeEqual } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLetters = 16;

const mistakes = new Map([
  ['O', '0'],
  ['I', '1'],
  ['L', '1'],
  ['А', 'A'],
  ['В', 'B'],
  ['Е', 'E'],
  ['З', '3'],
  ['І', '1'],
  ['К', 'K'],
  ['М', 'M'],
  ['Н', 'H'],
  ['О', '0'],
  ['Ө', '0'],
  ['Р', 'P'],
  ['С', 'C'],
  ['Ѕ', 'S'],
  ['Т', 'T'],
  ['У', 'Y'],
  ['Ү', 'Y'],
  ['Х', 'X'],
]);

/** Ten bytes in Crockford's base 32 as a person reads them: XXXX-XXXX-XXXX-XXXX. */
export function formatReceiptCode(bytes: Buffer): string {
  if (bytes.length !== 10) {
    throw new RangeError('A receipt code has 80 bits.');
  }
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.replace(/.{5}/g, (five) => alphabet.charAt(Number.parseInt(five, 2)));
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * The code a person typed, in its one written form, or undefined when it cannot be one. Forgives case, spaces,
 * hyphens, O for 0, I and L for 1, and Cyrillic letters that look like Latin ones.
 */
export function parseReceiptCode(typed: string): string | undefined {
  if (typed.length > 100) {
    return undefined;
  }
  const letters = Array.from(
    typed
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s\p{Pd}\u2212_.]/gu, ''),
  );
  const code = letters.map((letter) => mistakes.get(letter) ?? letter);
  const isCode = code.length === codeLetters && code.every((letter) => alphabet.includes(letter));
  return isCode ? code.join('').replace(/(.{4})(?=.)/g, '$1-') : undefined;
}

/** Whether two codes in written form are the same, in a time that does not tell where they differ. */
export function isSameReceiptCode(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}
