/**
 * The closed list of refusals: what the rules say when they say no. Each has a stable code and an HTTP status;
 * its words in three languages are in wording/messages/refusals.yaml under the same code.
 */
export const refusalStatuses = {
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  STALE_VERSION: 409,
  INPUT_INVALID: 422,
  NOTHING_FILED: 422,
  BODY_TOO_LARGE: 413,
  UPLOAD_BROKEN: 400,
  DOCUMENT_UNKNOWN: 422,
  DRAFT_UNKNOWN: 404,
  IDEMPOTENCY_KEY_MISSING: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  TOO_MANY_REQUESTS: 429,
  RECEIPT_CODE_WRONG: 403,
  RECEIPT_CODE_LOCKED: 429,
  RECORD_EXISTS: 409,
  COMPLAINT_NOT_REGISTERED: 409,
  COMPLAINT_ALREADY_REGISTERED: 409,
  COMPLAINT_ALREADY_ADMITTED: 409,
  COMPLAINT_NOT_ADMITTED: 409,
  COMPLAINT_NOT_TAKEN: 409,
  COMPLAINT_HELD_BY_ANOTHER: 409,
  COMPLAINT_ON_AGENDA: 409,
  COMPLAINT_NOT_ON_AGENDA: 409,
  COMPLAINT_DECIDED: 409,
  COMPLAINT_NOT_DECIDED: 409,
  COMPLAINT_PUBLISHED: 409,
  COMPLAINT_LEFT_UNEXAMINED: 409,
  GROUND_REQUIRED: 422,
  TERM_NOT_RUNNING: 409,
  TERM_NOT_OVER: 409,
  DECISION_NOT_DRAFTED: 409,
  DECISION_ON_AGENDA: 409,
  DECISION_NOT_ON_AGENDA: 409,
  DECISION_NOT_ADOPTED: 409,
  DECISION_ALREADY_ADOPTED: 409,
  DECISION_NOT_SIGNED: 409,
  DECISION_ALREADY_SIGNED: 409,
  DECISION_PUBLISHED: 409,
  DECISION_TEXT_EMPTY: 422,
  PUBLIC_TEXT_NOT_PROPOSED: 409,
  PUBLIC_TEXT_CHANGED: 409,
  FOUR_EYES_SAME_PERSON: 403,
  SITTING_NOT_PLANNED: 409,
  SITTING_NOT_OPEN: 409,
  SITTING_CLOSED: 409,
  SITTING_OTHER_COMMISSION: 409,
  SITTING_IN_THE_PAST: 422,
  SITTING_NOT_YET: 409,
  SITTING_VOTES_OPEN: 409,
  AGENDA_ITEM_UNKNOWN: 404,
  VOTE_NOT_OPEN: 409,
  VOTE_ALREADY_CLOSED: 409,
  NOT_A_MEMBER: 403,
  MEMBER_ABSENT: 403,
  MEMBER_RECUSED: 403,
  RECUSAL_AFTER_VOTE: 409,
  CHOICE_NOT_PERMITTED: 422,
  QUORUM_NOT_REACHED: 409,
  APPOINTMENT_NOT_PROPOSED: 409,
  APPOINTMENT_NOT_ACTIVE: 409,
  CLOCK_NOT_IN_TRAINING: 403,
  CLOCK_CANNOT_GO_BACK: 422,
  FILE_LINK_USED: 410,
} as const;

export type RefusalCode = keyof typeof refusalStatuses;

/** A refusal is a value: code from the closed list, and details for its sentence (never personal data). */
export type Refusal = { ok: false; refusal: { code: RefusalCode; details: Record<string, string | number> } };

/** Success or refusal. */
export type Outcome<T> = { ok: true; value: T } | Refusal;

export function refuse(code: RefusalCode, details: Record<string, string | number> = {}): Refusal {
  return { ok: false, refusal: { code, details } };
}

export function granted<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}
