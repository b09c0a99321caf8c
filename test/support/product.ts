import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addMilliseconds, instant } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { openFolderDocumentStore } from '../../integrations/document-store/folder-document-store.ts';
import { openKeyRing } from '../../integrations/key-ring/key-ring.ts';
import type { Moment, OperationContext } from '../../operations/context.ts';
import { currentActor } from '../../operations/people/current-actor.ts';
import { openDatabase } from '../../persistence/database.ts';
import type { Database, DatabaseRole } from '../../persistence/database.ts';
import { loadPacks } from '../../persistence/law/load-pack.ts';
import { foundElection } from '../../operations/people/found-election.ts';
import { foundStaff } from '../builders/staff.ts';
import type { Staff } from '../builders/staff.ts';
import { aDatabase } from './postgres.ts';

/** Legal time of tests: it stands still until a test moves it. Real time is the same moment. */
export type FrozenClock = { now: Instant; moveTo: (moment: Instant) => void; pass: (milliseconds: number) => void };

/** The product's inner part on a database of its own, with a founded CEC, a territorial and a precinct commission. */
export type Product = {
  context: OperationContext;
  clock: FrozenClock;
  databaseUrl: string;
  electionId: string;
  commissions: Record<'cec' | 'tec-sokuluk' | 'pec-1086', string>;
  cec: Staff;
  /** The signed-in person with the appointments of now. */
  actor: (personId: string) => ReturnType<typeof currentActor>;
  /** The same context acting with the rights of a process. */
  as: (role: DatabaseRole) => OperationContext;
  close: () => Promise<void>;
};

export const demonstrationStart = instant('2027-01-11T04:00:00Z');

/** Builds a product for a test; close it at the end. */
export async function aProduct(now: Instant = demonstrationStart): Promise<Product> {
  const database = await aDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-product-'));
  const clock = frozenClock(now);
  const keyRing = await openKeyRing({ file: join(folder, 'keys.json'), createIfMissing: true });
  const documents = await openFolderDocumentStore({ folder: join(folder, 'documents') });
  const opened: Database[] = [];
  const open = (role?: DatabaseRole): Database => {
    const handle = openDatabase(database.url, { ...(role === undefined ? {} : { role }), max: 6 });
    opened.push(handle);
    return handle;
  };
  const ask = (): Promise<Moment> => Promise.resolve({ legal: clock.now, real: clock.now });
  const context: OperationContext = {
    database: open(),
    keyRing,
    documents,
    packs: loadPacks(),
    clock: ask,
    registries: { needsGround: false },
  };
  const { electionId, commissions } = await foundElection(context.database, 'pres-2027');
  const cec = await foundStaff(context, commissions.cec, electionId);
  return {
    context,
    clock,
    databaseUrl: database.url,
    electionId,
    commissions,
    cec,
    actor: (personId) => currentActor(context, personId),
    as: (role) => ({ ...context, database: open(role) }),
    close: async () => {
      for (const handle of opened) await handle.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function frozenClock(start: Instant): FrozenClock {
  return {
    now: start,
    moveTo(moment) {
      this.now = moment;
    },
    pass(milliseconds) {
      this.now = addMilliseconds(this.now, milliseconds);
    },
  };
}
