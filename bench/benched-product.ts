import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../dev/parts/postgres-server.ts';
import { openFolderDocumentStore } from '../integrations/document-store/folder-document-store.ts';
import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { legalClock } from '../operations/clock/legal-clock.ts';
import type { OperationContext } from '../operations/context.ts';
import { foundAppointment } from '../operations/people/appoint.ts';
import { foundElection } from '../operations/people/found-election.ts';
import type { FoundedElection } from '../operations/people/found-election.ts';
import { openDatabase } from '../persistence/database.ts';
import type { Database, DatabaseRole } from '../persistence/database.ts';
import { loadPacks } from '../persistence/law/load-pack.ts';
import { migrate } from '../persistence/migrate.ts';
import { upsertPerson } from '../persistence/people/read-people.ts';

/** Memory as an installation of this size has it; what makes a commit durable is left as it is. */
export const serverSettings = [
  'shared_buffers=2GB',
  'max_wal_size=8GB',
  'checkpoint_timeout=30min',
  'effective_cache_size=8GB',
] as const;

/** What is measured: the inner product on an embedded PostgreSQL with durable commits. */
export type BenchedProduct = {
  context: OperationContext;
  databaseUrl: string;
  founded: FoundedElection;
  clerk: string;
  lawyers: readonly [string, string];
  /** The same context with the rights of a process and a pool of its own. */
  as: (role: DatabaseRole) => OperationContext;
  close: () => Promise<void>;
};

export async function benchedProduct(): Promise<BenchedProduct> {
  const home = mkdtempSync(join(tmpdir(), 'shailoo-bench-'));
  // For the user of the database: what it cannot enter would be kept elsewhere, and stay there.
  chmodSync(home, 0o711);
  const server = await startPostgres({ home, database: 'bench', settings: [...serverSettings], note: () => undefined });
  await migrate(server.databaseUrl);
  const database = openDatabase(server.databaseUrl, { max: 8 });
  const keyRing = await openKeyRing({ file: join(home, 'keys.json'), createIfMissing: true });
  const documents = await openFolderDocumentStore({ folder: join(home, 'documents') });
  const context = { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database) };
  const founded = await foundElection(database, 'pres-2027');
  const appoint = async (role: 'clerk' | 'lawyer'): Promise<string> => {
    const sub = randomUUID();
    const personId = await upsertPerson(database, { id: randomUUID(), issuer: 'bench', sub, name: `Bench ${role}` });
    const request = { commissionId: founded.commissions.cec, electionId: founded.electionId, personId, role };
    const outcome = await foundAppointment(context, request);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return personId;
  };
  const opened: Database[] = [database];
  return {
    context,
    databaseUrl: server.databaseUrl,
    founded,
    clerk: await appoint('clerk'),
    lawyers: [await appoint('lawyer'), await appoint('lawyer')],
    as: (role) => {
      const handle = openDatabase(server.databaseUrl, { role, max: 8 });
      opened.push(handle);
      return { ...context, database: handle, clock: legalClock(handle) };
    },
    close: async () => {
      for (const handle of opened) await handle.close();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
