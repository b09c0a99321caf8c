import { seeded } from '../contracts/people/seeded.ts';
import type { StubService } from './stub-configuration.ts';

/** How long an answer waits, in milliseconds, by the service's latency and slow tail; the same for one seed and call. */
export function chooseLatency({ latency, slowTail }: StubService, seed: string, call: number): number {
  const chance = seeded(`${seed} latency ${call}`);
  const isTail = slowTail !== undefined && chance.next() < slowTail.probability;
  const tail = isTail ? slowTail.milliseconds : 0;
  switch (latency?.kind) {
    case undefined:
      return tail;
    case 'fixed':
      return latency.milliseconds + tail;
    case 'uniform':
      return latency.from + chance.next() * (latency.to - latency.from) + tail;
    case 'logNormal':
      return latency.median * Math.exp(latency.sigma * normal(chance.next(), chance.next())) + tail;
  }
}

/** A normally distributed number out of two evenly distributed ones (Box and Muller). */
function normal(one: number, other: number): number {
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
}
