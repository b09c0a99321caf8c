/** A running term that ends by an act of the system. `remainingMs` ends with the grace after it; null: due at once. */
export type FactTerm = { rule: string; term: string; remainingMs: number | null };

/** What the procedure of a complaint has to know: facts and how long it may still wait. Ids and flags, nothing personal. */
export type CaseFacts = {
  isRegistered: boolean;
  isReturnedForDefects: boolean;
  isAdmitted: boolean;
  isLeftUnexamined: boolean;
  isForwarded: boolean;
  isWithdrawn: boolean;
  isDrafted: boolean;
  isOnAgenda: boolean;
  isDecided: boolean;
  isPublished: boolean;
  isClosed: boolean;
  hasOpenAppeals: boolean;
  /** How often the case was opened again: a new round is a new decision. */
  round: number;
  /** Requests that a registry may still answer over Tunduk. */
  askedRegistries: readonly string[];
  terms: {
    decision: FactTerm | null;
    cure: FactTerm | null;
    appeal: FactTerm | null;
    requests: readonly FactTerm[];
  };
};
