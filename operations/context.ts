import type { LawPack } from '../domain/law/law-pack.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { DocumentStore } from '../integrations/document-store/document-store.ts';
import type { KeyRing } from '../integrations/key-ring/key-ring.ts';
import type { Database } from '../persistence/database.ts';

/** One moment on both clocks: the law's and the machine's. They differ only in a demonstration. */
export type Moment = { legal: Instant; real: Instant };

/** Answers *now* for the law. In production it is the database's clock. */
export type LegalClock = () => Promise<Moment>;

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
