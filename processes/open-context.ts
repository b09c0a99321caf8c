import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { legalClock } from '../operations/clock/legal-clock.ts';
import type { OperationContext } from '../operations/context.ts';
import { faultFacts } from '../operations/fault-facts.ts';
import { openDatabase } from '../persistence/database.ts';
import type { DatabaseRole } from '../persistence/database.ts';
import { loadPacks } from '../persistence/law/load-pack.ts';
import { openDocumentStore } from './open-document-store.ts';
import type { ProcessContext } from './run-process.ts';

/** Everything a process works with, acting with its own database role; closed when the process ends. */
export async function openContext(
  { environment, log, onStop }: ProcessContext,
  role: DatabaseRole,
  connections: number,
): Promise<OperationContext> {
  const { databaseUrl, keyFile, mode, clamavAddress, tunduk } = environment;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set: there is no database to work on');
  const onError = (error: Error): void => log.warn({ fault: faultFacts(error) }, 'a connection to the database broke');
  const database = openDatabase(databaseUrl, { role, max: connections, onError });
  onStop('database', () => database.close());
  const keyRing = await openKeyRing({ file: keyFile, createIfMissing: mode !== 'production' });
  const documents = await openDocumentStore(environment);
  const isScanned = clamavAddress !== undefined;
  const registries = tunduk === undefined ? {} : { registries: { needsGround: mode === 'production' } };
  return { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database), isScanned, ...registries };
}
