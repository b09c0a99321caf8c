import type { ComplaintStatus } from './complaint.ts';

/** Rules of the house for following a case by e-mail (docs/procedures/follow.md); no law has any. */
export const following = {
  /** Hours in which an asked address can be confirmed; then it is deleted. */
  confirmHours: 48,
  /** Days an address is kept after the last event of a case that is over. */
  keptDays: 30,
  /** Mails to confirm that one address gets in a day, for all cases together. */
  mailsPerDay: 5,
  /** Cases that one address follows or has asked for. */
  casesPerAddress: 20,
} as const;

/** Statuses in which nothing more is expected of the commission. */
export const overStatuses = ['closed', 'withdrawn', 'forwarded'] as const satisfies readonly ComplaintStatus[];
