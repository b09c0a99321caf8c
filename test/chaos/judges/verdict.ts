/** What a judge found: how many things it looked at, and a sentence for each that is wrong. */
export type Verdict = { judge: string; looked: number; faults: readonly string[] };
