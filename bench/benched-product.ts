import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
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
import { loadPacks } from '../persistence/law/load-pack.ts';
import { migrate } from '../persistence/migrate.ts';
import { upsertPerson } from '../persistence/people/read-people.ts';

/** What is measured: the inner product on an embedded PostgreSQL with its ordinary, durable settings. */
export type BenchedProduct = {
  context: OperationContext;
  databaseUrl: string;
  founded: FoundedElection;
  clerk: string;
  lawyers: readonly [string, string];
  close: () => Promise<void>;
};

export async function benchedProduct(): Promise<BenchedProduct> {
  const home = mkdtempSync(join(tmpdir(), 'shailoo-bench-'));
  const server = await startPostgres({ home, database: 'bench', note: () => undefined });
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
  return {
    context,
    databaseUrl: server.databaseUrl,
    founded,
    clerk: await appoint('clerk'),
    lawyers: [await appoint('lawyer'), await appoint('lawyer')],
    close: async () => {
      await database.close();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
