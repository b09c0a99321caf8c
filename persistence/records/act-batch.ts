import type { Actor, Commission } from '../../domain/people/role.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { ActRequest, RecordState } from '../../domain/records/subject.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** Where and under which law a record is acted on: its commission, its election, and who sits and works there. */
export type ActScope = {
  commission: Commission;
  electionId: string;
  /** The newest confirmed version: for new records, and for those that are pinned to none. */
  pack: LawPack;
  /** Another version of the same pack, for records pinned to it. */
  packOf: (version: number, tx: Transaction) => Promise<LawPack>;
  members: readonly string[];
  lawyers: readonly string[];
};

/** Where, when and under which law a batch is judged. */
export type ActSetting = {
  /** The commission of new records and of the acts' anchor. */
  scope: ActScope;
  /** Scopes of other commissions whose records take part, such as the one whose decision is attacked. */
  otherScopes?: readonly ActScope[];
  /** Legal time of the request's arrival, before any lock. */
  receivedAt: Instant;
  /** Real time of the same moment. */
  recordedAt: Instant;
};

/** A batch of acts: one actor, one moment, one transaction. */
export type ActBatch = {
  /** Known already, or found in the transaction before it waits for a lock; undefined where the acts have no record. */
  setting: ActSetting | ((tx: Transaction) => Promise<ActSetting | undefined>);
  actor: Actor;
  correlationId?: string;
  /** Ids of existing records to lock besides those the acts name. */
  lock?: readonly string[];
  /** The acts, or a function that plans them from the locked states. */
  acts: readonly ActRequest[] | ((states: ReadonlyMap<string, RecordState>) => Outcome<readonly ActRequest[]>);
  /** What the audit calls a refusal where the acts are planned in the transaction. */
  called?: string;
  /** Runs first in the transaction; a refusal ends it. */
  before?: (tx: Transaction) => Promise<Outcome<unknown>>;
  /** Runs last in the transaction: private rows, documents, publication. */
  alongside?: (tx: Transaction, committed: readonly CommittedRecord[]) => Promise<void>;
};

/** A record as the batch leaves it, with the events it got. */
export type CommittedRecord = {
  id: string;
  subject: string;
  state: RecordState;
  version: number;
  events: readonly { seq: number; kind: string; payload: Record<string, unknown>; commitment: string; salt: string }[];
};
