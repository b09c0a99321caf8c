/** A count that took longer than this is kept for as many times the time it took, so that counting never fills a process. */
const keptFromMs = 30;
const keptTimes = 40;
/** Selections whose counts are kept at once; the one asked for least lately goes. */
const mostKept = 100;

type Kept<T> = { counts: Promise<T>; until: number };

/**
 * Counts kept for a while, by database and selection. What is quickly counted is counted anew each time; what takes long may
 * be some seconds old, and is counted once however many ask for it at the same moment.
 */
export class KeptCounts<T> {
  readonly #kept = new WeakMap<object, Map<string, Kept<T>>>();

  async read(database: object, selection: string, count: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(database) ?? new Map<string, Kept<T>>();
    this.#kept.set(database, known);
    const found = known.get(selection);
    if (found !== undefined && performance.now() < found.until) return found.counts;
    const begun = performance.now();
    const counting: Kept<T> = { counts: count(), until: Infinity };
    known.delete(selection);
    known.set(selection, counting);
    for (const oldest of known.keys()) if (known.size > mostKept) known.delete(oldest);
    try {
      const counts = await counting.counts;
      const took = performance.now() - begun;
      counting.until = took < keptFromMs ? 0 : performance.now() + keptTimes * took;
      return counts;
    } catch (error) {
      if (known.get(selection) === counting) known.delete(selection);
      throw error;
    }
  }
}
