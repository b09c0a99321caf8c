import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentStore } from '../../integrations/document-store/document-store.ts';
import { openDatabase } from '../../persistence/database.ts';
import { migrate } from '../../persistence/migrate.ts';

/** The file that asks the next start to renew the demonstration. */
export function renewalMark(home: string): string {
  return join(home, 'run', 'renew-demonstration');
}

/** Empties the database, the document store and the mailbox of a demonstration. Nothing else calls it. */
export async function clearInstallation(databaseUrl: string, documents: DocumentStore, home: string): Promise<void> {
  const database = openDatabase(databaseUrl);
  await database.query({ text: 'drop schema public cascade' });
  await database.query({ text: 'drop schema private cascade' });
  await database.query({ text: 'create schema public' });
  await database.close();
  await migrate(databaseUrl);
  for await (const id of documents.list()) await documents.remove(id);
  const mails = join(home, 'mail');
  for (const name of existsSync(mails) ? readdirSync(mails) : []) rmSync(join(mails, name), { recursive: true });
}
