import { seeded } from '../../dev/demonstration/seeded.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import type { ActsDone } from './acts-done.ts';
import { clerkAndLawyer } from './clerk-and-lawyer.ts';
import { commission } from './commission.ts';
import { integrator } from './integrator.ts';
import type { ClientRun } from './persist.ts';
import { visitor } from './visitor.ts';

/** Two programs, a visitor, two pairs at the desk and a commission work while `strike` lasts, and finish what they began. */
export async function underLoad<T>(
  product: ProductProcesses,
  seed: number,
  done: ActsDone,
  strike: (run: ClientRun) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const run: ClientRun = { done, signal: ending.signal };
  const random = (n: number) => seeded(seed * 100 + n);
  const clients = [
    integrator('one', product.portal, random(1), run),
    integrator('two', product.portal, random(2), run),
    visitor(product.portal, random(3), run),
    clerkAndLawyer(product, random(4), run),
    clerkAndLawyer(product, random(5), run),
    commission(product, random(6), run),
  ];
  const failed = Promise.all(clients).then(() => new Promise<never>(() => undefined));
  try {
    return await Promise.race([strike(run), failed]);
  } finally {
    ending.abort();
    await Promise.all(clients);
  }
}
