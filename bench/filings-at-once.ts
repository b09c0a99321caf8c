import { randomUUID } from 'node:crypto';
import { aFiling } from '../test/builders/complaints.ts';
import { aPortal } from '../test/support/portal.ts';
import type { BenchedProduct } from './benched-product.ts';
import { percentile } from './machine-facts.ts';

/** Milliseconds until the answer of each of the filings, and whether their numbers are a row without a gap. */
export type FilingsFigure = { p50: number; p95: number; all: number; isGapless: boolean };

const atOnce = 100;

/** A hundred filings over the API at the same moment, each with a receipt. */
export async function filingsAtOnce(product: BenchedProduct): Promise<FilingsFigure> {
  const portal = await aPortal(product, { isTraining: false });
  const file = async (): Promise<{ number: string; took: number }> => {
    const from = performance.now();
    const answer = await fetch(`${portal.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(aFiling()),
    });
    const { number } = (await answer.json()) as { number: string };
    if (answer.status !== 201) throw new Error(`a filing was answered ${String(answer.status)}`);
    return { number, took: performance.now() - from };
  };
  try {
    await file();
    const from = performance.now();
    const filed = await Promise.all(Array.from({ length: atOnce }, file));
    const all = performance.now() - from;
    const numbers = filed.map(({ number }) => Number(number.split('-').at(-1))).toSorted((one, other) => one - other);
    const isGapless = numbers.every((number, place) => number === (numbers[0] ?? 0) + place);
    const took = filed.map((one) => one.took);
    return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), all, isGapless };
  } finally {
    await portal.close();
  }
}
