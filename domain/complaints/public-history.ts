/** Events that tell the public nothing it may know; their numbers are missing in the public list. */
const unseen: ReadonlySet<string> = new Set(['COMPLAINT_DECISION_LINKED', 'RECEIPT_CODE_RENEWED', 'CONTACT_CHANGED']);

/** Terms that were altered stand in the history themselves; what was met or missed is told by the act that did it. */
const alteredTerms: ReadonlySet<string> = new Set(['TERM_EXTENDED', 'TERM_SUSPENDED', 'TERM_RESUMED']);

/** Whether everybody may know that an event of this kind happened to a complaint. */
export function isPublicEvent(kind: string): boolean {
  return !unseen.has(kind);
}

/** Whether an event says how a term was altered. */
export function isAlteredTerm(kind: string): boolean {
  return alteredTerms.has(kind);
}

/** Whether the history of the case page has a line for an event of this kind, and followers a mail. */
export function isToldToEverybody(kind: string): boolean {
  return isPublicEvent(kind) && (alteredTerms.has(kind) || !kind.startsWith('TERM_'));
}
