import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentStore } from '../../integrations/document-store/document-store.ts';
import type { Environment } from '../../processes/environment.ts';
import { openDatabase } from '../../persistence/database.ts';
import { migrate } from '../../persistence/migrate.ts';

/** The file that asks the next start to renew the demonstration. */
export function renewalMark(home: string): string {
  return join(home, 'run', 'renew-demonstration');
}

/** The folders of a demonstration beside its database. */
export type DemonstrationFolders = Pick<Environment, 'home' | 'ledgerFolder' | 'ledgerKeyFile'>;

/**
 * Empties the database, the document store, the mailbox and the ledger of a demonstration; the ledger's key stays. Nothing
 * else calls it. The ledger goes after the tables: a round of the worker that was under way has ended then.
 */
export async function clearInstallation(
  databaseUrl: string,
  documents: DocumentStore,
  { home, ledgerFolder, ledgerKeyFile }: DemonstrationFolders,
): Promise<void> {
  const database = openDatabase(databaseUrl);
  await database.query({ text: 'drop schema public cascade' });
  await database.query({ text: 'drop schema private cascade' });
  await database.query({ text: 'create schema public' });
  await database.close();
  rmSync(`${ledgerKeyFile}.last`, { force: true });
  rmSync(ledgerFolder, { recursive: true, force: true });
  await migrate(databaseUrl);
  for await (const id of documents.list()) await documents.remove(id);
  const mails = join(home, 'mail');
  for (const name of existsSync(mails) ? readdirSync(mails) : []) rmSync(join(mails, name), { recursive: true });
}
