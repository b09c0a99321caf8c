/**
 * Charts as figures for a template: plain geometry, made on the server. Each is drawn twice, for a phone and for a wide page,
 * because text in a drawing does not reflow; a style shows one of them.
 */
export const chartWidths = { phone: 358, wide: 720 } as const;

/** What a part of a bar means; colour is never alone, each has its word beside it. */
export type Tone = 'plain' | 'late';

/** Rounds up to 1, 2, 4, 6 or 8 times a power of ten, so that half an axis is a whole figure too; at least 1. */
export function niceMost(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * power >= most) ?? 10;
  return step * power;
}

/** A length in a drawing, to a tenth. */
export function tenth(length: number): number {
  return Math.round(length * 10) / 10;
}
