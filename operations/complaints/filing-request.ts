import type { FilingChannel } from '../../domain/complaints/complaint.ts';
import type { DeskEntry } from '../../domain/complaints/desk-entry.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { Moment } from '../context.ts';
import type { ConfirmedIdentity } from './draft.ts';

/** A complete filing as it arrived, from whichever door. */
export type FilingRequest = {
  filing: Filing;
  channel: FilingChannel;
  actor: Actor;
  /** When the complete request had arrived, before any lock. */
  at: Moment;
  /** Given when a clerk enters what came on another way; terms and lateness count from its receipt. */
  entry?: DeskEntry;
  documentIds: readonly string[];
  documentOwner: { draftId?: string; client?: string };
  /** Who the national sign-in said it is; the name is in the filing already. */
  identity?: ConfirmedIdentity | null;
  /** When a submit of the same draft was first refused. */
  firstAttemptAt?: Instant | null;
  /** Runs first in the transaction with the new record's id: locks the draft or the idempotency key. */
  before: (tx: Transaction, recordId: string) => Promise<Outcome<unknown>>;
  /** Runs last in the transaction. */
  after?: (tx: Transaction, recordId: string) => Promise<void>;
};

/** When it was received, and for what a clerk entered the moment of the entry beside it. */
export function momentsOf({ at, entry }: FilingRequest): { receivedAt: Instant; enteredAt?: Instant } {
  return entry === undefined ? { receivedAt: at.legal } : { receivedAt: entry.receivedAt, enteredAt: at.legal };
}
