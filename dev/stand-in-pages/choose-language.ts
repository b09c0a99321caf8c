import type { Language } from '../../domain/language.ts';
import { isLanguage } from '../../domain/language.ts';

/** The language of a page: `?lang` first, then the browser's wishes in their order, else `otherwise`. */
export function chooseLanguage(
  wished: string | null | undefined,
  acceptLanguage: string | undefined,
  otherwise: Language = 'ky',
): Language {
  if (isLanguage(wished)) {
    return wished;
  }
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined);
    return { language: tag.split('-')[0], weight: Number(weight ?? 1) };
  });
  const ordered = wishes.filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight);
  return ordered.map(({ language }) => language).find(isLanguage) ?? otherwise;
}
