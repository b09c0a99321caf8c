/** Selections with more complaints than this are large: counting them takes longer than reading a page. */
export const largeSelection = 5_000;

/** Whether a selection that was counted in groups is large; one that could not be counted in time is. */
export function isLargeInGroups(groups: readonly { n: number }[] | null): boolean {
  return groups === null || groups.reduce((sum, { n }) => sum + n, 0) > largeSelection;
}

/** Counts are kept for as many times the time they took. */
const keptTimes = 40;
/** As long after that the old ones are still told while they are counted anew. */
const staleMs = 60_000;
/** Selections whose counts are kept at once; the one counted least lately goes. */
const mostKept = 100;

type Kept<T> = { counts: Promise<T>; until: number; isCounting: boolean };

/**
 * Counts of large selections kept for a while, by database and selection. What `isLarge` does not say to be large is
 * counted anew each time. What is large may be a minute old and more, is counted once however many ask for it at the same
 * moment, and nobody waits for it again while it is asked for.
 */
export class KeptCounts<T> {
  readonly #kept = new WeakMap<object, Map<string, Kept<T>>>();
  readonly #isLarge: (counts: T) => boolean;

  constructor(isLarge: (counts: T) => boolean) {
    this.#isLarge = isLarge;
  }

  read(database: object, selection: string, count: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(database) ?? new Map<string, Kept<T>>();
    this.#kept.set(database, known);
    const found = known.get(selection);
    const now = performance.now();
    if (found && now < found.until) return found.counts;
    if (found === undefined || now > found.until + staleMs) {
      const counts = this.#count(known, selection, count);
      known.set(selection, { counts, until: Infinity, isCounting: true });
      return counts;
    }
    if (!found.isCounting) {
      found.isCounting = true;
      void this.#count(known, selection, count).catch(() => undefined);
    }
    return found.counts;
  }

  async #count(known: Map<string, Kept<T>>, selection: string, count: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      const counts = await count();
      known.delete(selection);
      if (this.#isLarge(counts)) {
        const ended = performance.now();
        const until = ended + keptTimes * (ended - begun);
        known.set(selection, { counts: Promise.resolve(counts), until, isCounting: false });
        for (const oldest of known.keys()) if (known.size > mostKept) known.delete(oldest);
      }
      return counts;
    } catch (error) {
      known.delete(selection);
      throw error;
    }
  }
}
