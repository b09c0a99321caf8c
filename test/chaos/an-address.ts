import type { Seeded } from '../../dev/demonstration/seeded.ts';

/** One of the 62,500 addresses of the loopback network from which the clients of a run come; no process listens on one. */
export function anAddress(random: Seeded): string {
  return `127.0.${1 + random.below(250)}.${1 + random.below(250)}`;
}
