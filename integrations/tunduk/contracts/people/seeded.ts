import { hash } from 'node:crypto';

/** Numbers that look like chance and are always the same for one seed. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** One of the members; throws when there is none. */
  one<T>(members: readonly T[]): T;
}

/** Chance by a seed of any text: SHA-256 of seed and counter, so nobody has to trust a generator of ours. */
export function seeded(seed: string): Chance {
  let count = 0;
  const next = () => {
    count += 1;
    return hash('sha256', `${count}:${seed}`, 'buffer').readUInt32BE(0) / 2 ** 32;
  };
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    one: (members) => {
      const found = members[Math.floor(next() * members.length)];
      if (found === undefined) throw new RangeError('nothing to choose from');
      return found;
    },
  };
}
