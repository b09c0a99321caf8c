import type { LawPack } from '../domain/law/law-pack.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { DocumentStore } from '../integrations/document-store/document-store.ts';
import type { KeyRing } from '../integrations/key-ring/key-ring.ts';
import type { Database, Transaction } from '../persistence/database.ts';

/** One moment on both clocks: the law's and the machine's. They differ only in a demonstration. */
export type Moment = { legal: Instant; real: Instant };

/** Answers *now* for the law, in a transaction where one asks. In production it is the database's clock. */
export type LegalClock = ((tx?: Transaction) => Promise<Moment>) & {
  /** A statement that reads Postgres' clock by itself reads the same. */
  isOfDatabase?: true;
};

/** What every operation works with. */
export type OperationContext = {
  database: Database;
  keyRing: KeyRing;
  documents: DocumentStore;
  packs: ReadonlyMap<string, LawPack>;
  clock: LegalClock;
  /** A scanner is configured: what is filed waits for its answer. */
  isScanned?: boolean;
  /** Registries can be asked; `needsGround` where only on a ground in law that the commission has set. */
  registries?: { needsGround: boolean };
  correlationId?: string;
};

/**
 * The context of one request: what it asks at once travels together, and what it writes carries its id. For a request that
 * only reads it is one moment all the time, outside transactions.
 */
export function contextOfRequest(
  context: OperationContext,
  { correlationId, isReading }: { correlationId: string; isReading: boolean },
): OperationContext {
  const database = { ...context.database, query: context.database.gatheredQuery() };
  let moment: Promise<Moment> | undefined;
  const clock: LegalClock = (tx) =>
    tx === undefined && isReading ? (moment ??= context.clock(database)) : context.clock(tx ?? database);
  return { ...context, database, correlationId, clock: Object.assign(clock, context.clock) };
}
