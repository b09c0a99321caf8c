import { join } from 'node:path';
import type { DocumentStore } from '../integrations/document-store/document-store.ts';
import { openFolderDocumentStore } from '../integrations/document-store/folder-document-store.ts';
import { openS3DocumentStore } from '../integrations/document-store/s3-document-store.ts';
import type { Environment } from './environment.ts';

/** The document store of the environment: S3 when it is given, else a folder under the home. */
export function openDocumentStore({ s3, home }: Environment): Promise<DocumentStore> {
  if (s3 === undefined) return openFolderDocumentStore({ folder: join(home, 'documents') });
  return openS3DocumentStore({ ...s3, spoolFolder: join(home, 'spool') });
}
