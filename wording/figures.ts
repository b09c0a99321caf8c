import type { Language } from '../domain/language.ts';
import { say } from './say.ts';

const kilobyte = 1024;
const megabyte = kilobyte * kilobyte;
const formats = new Map<Language, Intl.NumberFormat>();

/** A number as the language writes it: space and comma in Kyrgyz and Russian, comma and dot in English. */
export function number(language: Language, value: number): string {
  const format = formats.get(language) ?? new Intl.NumberFormat(language, { maximumFractionDigits: 20 });
  formats.set(language, format);
  return format.format(value);
}

/** A size of a file: «820 байт», «240 КБ», «1,1 МБ»; a kilobyte is 1,024 bytes. */
export function bytes(language: Language, size: number): string {
  if (size < kilobyte) return say(language, 'dates.size.bytes', { n: size });
  if (size < megabyte - kilobyte / 2)
    return say(language, 'dates.size.kilobytes', { n: number(language, Math.round(size / kilobyte)) });
  return say(language, 'dates.size.megabytes', { n: number(language, Math.round((size / megabyte) * 10) / 10) });
}
