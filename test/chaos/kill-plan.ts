import { seeded } from '../../dev/demonstration/seeded.ts';

/** What can be killed. `relay` is the worker in the middle of handing wakes to the engine. */
export const victims = ['portal', 'desk', 'worker', 'relay', 'ledger', 'postgres', 'temporal'] as const;
export type Victim = (typeof victims)[number];

/** One blow: after how many more completed acts whom it hits; sometimes two at once. */
export type Blow = { afterActs: number; victims: readonly Victim[]; movesClock: boolean };

/** How many times legal time is moved while the product is being killed, so that terms end on the way. */
const clockMoves = 8;

/**
 * The blows of a seed. Every victim comes up as often as the others, in an order of the seed; every seventh blow on
 * average hits two. A blow waits for completed acts, never for the clock of the machine.
 */
export function killPlan({ seed, kills, actsBetween }: KillPlanOptions): Blow[] {
  const random = seeded(seed);
  const order = shuffled(
    random.below,
    Array.from({ length: kills }, (_, n) => victims[n % victims.length]!),
  );
  const blows: Blow[] = [];
  while (order.length > 0) {
    const hit = order.splice(0, random.below(7) === 0 ? 2 : 1);
    const afterActs = actsBetween.from + random.below(actsBetween.to - actsBetween.from + 1);
    blows.push({ afterActs, victims: [...new Set(hit)], movesClock: false });
    if (new Set(hit).size < hit.length) order.push(hit[0]!);
  }
  return blows.map((blow, n) => ({ ...blow, movesClock: isMove(n, blows.length) }));
}

export type KillPlanOptions = { seed: number; kills: number; actsBetween: { from: number; to: number } };

function isMove(n: number, of: number): boolean {
  return Math.floor((n * clockMoves) / of) !== Math.floor(((n + 1) * clockMoves) / of);
}

function shuffled<T>(below: (limit: number) => number, items: readonly T[]): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
