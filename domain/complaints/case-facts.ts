/** What the procedure of a complaint has to know: facts and how long it may still wait. Ids and flags, nothing personal. */
export type CaseFacts = {
  isRegistered: boolean;
  isAdmitted: boolean;
  isLeftUnexamined: boolean;
  isDrafted: boolean;
  isOnAgenda: boolean;
  isDecided: boolean;
  isPublished: boolean;
  /** The term to decide. `remainingMs` ends with the grace after it; null when the decision is due at once. */
  decisionTerm: { rule: string; isRunning: boolean; remainingMs: number | null };
  /** Milliseconds to the end of the term to contest the outcome, 0 when it is over; null before there is an outcome. */
  appealRemainingMs: number | null;
};
