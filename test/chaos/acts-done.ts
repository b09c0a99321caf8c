/** A filing that a client holds a receipt for: number, commitment, and the SHA-256 of the statement and of the files it sent. */
export type ReceiptedFiling = { number: string; commitment: string; hashes: readonly string[] };

/** What the clients have been told so far. */
export type ActsDone = {
  receipts: ReceiptedFiling[];
  /** Acts of staff that were granted, by name. */
  staffActs: Map<string, number>;
  /** Requests that had no answer or a fault of the server and were made again. */
  retries: number;
  /** Requests that were refused because their address had asked too often (429), and were made again. */
  limited: number;
  /** Acts that the rules refused. */
  refusals: Map<string, number>;
  /** Answers that contradict what a client was told before, in words. */
  contradictions: string[];
  /** How many acts are done. */
  count: () => number;
  /** Resolves when `more` acts are done from now; rejects when nothing gets done for `patienceMs`. */
  after: (more: number, patienceMs: number) => Promise<void>;
  /** The longest time between two acts, in milliseconds. */
  longestPause: () => number;
  receipted: (filing: ReceiptedFiling) => void;
  acted: (name: string) => void;
  refused: (code: string) => void;
  retried: () => void;
  wasLimited: () => void;
};

/** An account of a run. */
export function actsDone(): ActsDone {
  let count = 0;
  let lastAt = Date.now();
  let longest = 0;
  const waiting = new Set<() => void>();
  const done = (): void => {
    count += 1;
    longest = Math.max(longest, Date.now() - lastAt);
    lastAt = Date.now();
    for (const look of waiting) look();
  };
  const tally = (of: Map<string, number>, name: string): unknown => of.set(name, (of.get(name) ?? 0) + 1);
  const account: ActsDone = {
    receipts: [],
    staffActs: new Map(),
    retries: 0,
    limited: 0,
    refusals: new Map(),
    contradictions: [],
    count: () => count,
    longestPause: () => longest,
    after: (more, patienceMs) =>
      new Promise((resolve, reject) => {
        const wanted = count + more;
        const stillStanding = (): void => {
          waiting.delete(look);
          reject(new Error(`no act was completed for ${patienceMs / 1_000} s`));
        };
        let timer = setTimeout(stillStanding, patienceMs);
        const look = (): void => {
          clearTimeout(timer);
          timer = setTimeout(stillStanding, patienceMs);
          if (count < wanted) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      }),
    receipted: (filing) => {
      account.receipts.push(filing);
      done();
    },
    acted: (name) => {
      tally(account.staffActs, name);
      done();
    },
    refused: (code) => void tally(account.refusals, code),
    retried: () => void (account.retries += 1),
    wasLimited: () => void (account.limited += 1),
  };
  return account;
}
