import type { FileHandle } from 'node:fs/promises';
import { link, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentStore, GetOptions, PutOptions, StoredDocument, DocumentSource } from './document-store.ts';
import { isDocumentId, requireDocumentId } from './document-id.ts';
import { folderFailure } from './folder-failure.ts';
import { incomingPath, sweepIncoming, syncFolder, writeIncoming } from './incoming-files.ts';
import type { StoredBytes } from './open-document.ts';
import { openDocument } from './open-document.ts';
import { sealDocument } from './seal-document.ts';

const shardName = /^[0-9a-f]{2}$/;

/** Where the folder store keeps its files; the folder is made when it is missing. */
export interface FolderDocumentStoreConfiguration {
  folder: string;
}

/**
 * Documents as files that only the owner may read, one folder for each first two letters of the id.
 * A document appears by its name only when it is whole and on the disk; leftovers of killed processes
 * are swept at opening. Several processes of one host may share the folder.
 */
export async function openFolderDocumentStore(configuration: FolderDocumentStoreConfiguration): Promise<DocumentStore> {
  const incoming = join(configuration.folder, 'incoming');
  const documents = join(configuration.folder, 'documents');
  await translated(async () => {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await mkdir(documents, { recursive: true, mode: 0o700 });
    await sweepIncoming(incoming);
  });
  return {
    put: (id, source, options) =>
      translated(() => putDocument({ incoming, documents }, requireDocumentId(id), source, options)),
    get: (id, options) => getDocument(documentPath(documents, requireDocumentId(id)), id, options),
    remove: (id) => translated(() => rm(documentPath(documents, requireDocumentId(id)), { force: true })),
    list: () => listDocuments(documents),
    check: () => translated(() => checkFolder(incoming)),
  };
}

interface Folders {
  incoming: string;
  documents: string;
}

async function putDocument(
  folders: Folders,
  id: string,
  source: DocumentSource,
  options: PutOptions,
): Promise<StoredDocument> {
  const temporary = incomingPath(folders.incoming);
  const sealed = sealDocument(id, source, options);
  try {
    await writeIncoming(temporary, sealed.pieces);
    const shard = await ensureShard(folders.documents, id);
    await link(temporary, documentPath(folders.documents, id));
    await syncFolder(shard);
    return sealed.summary();
  } finally {
    await rm(temporary, { force: true });
  }
}

async function ensureShard(documents: string, id: string): Promise<string> {
  const shard = join(documents, id.slice(0, 2));
  const made = await mkdir(shard, { recursive: true, mode: 0o700 });
  if (made !== undefined) {
    await syncFolder(documents);
  }
  return shard;
}

async function* getDocument(path: string, id: string, options: GetOptions): AsyncGenerator<Buffer, void, undefined> {
  const file = await translated(() => open(path, 'r'));
  try {
    const { size } = await translated(() => file.stat());
    yield* openDocument(id, storedFile(file, size), options);
  } catch (error) {
    throw folderFailure(error);
  } finally {
    await file.close();
  }
}

function storedFile(file: FileHandle, length: number): StoredBytes {
  return {
    length,
    async *read(start, end) {
      for (let position = start; position < end;) {
        const wanted = Math.min(end - position, 256 * 1024);
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, position);
        if (bytesRead === 0) {
          return;
        }
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
  };
}

async function* listDocuments(documents: string): AsyncGenerator<string, void, undefined> {
  for (const shard of await translated(() => readdir(documents))) {
    if (shardName.test(shard)) {
      const names = await translated(() => readdir(join(documents, shard)));
      yield* names.filter(isDocumentId);
    }
  }
}

async function checkFolder(incoming: string): Promise<void> {
  const probe = incomingPath(incoming);
  try {
    await writeIncoming(probe, onePiece());
  } finally {
    await rm(probe, { force: true });
  }
}

async function* onePiece(): AsyncGenerator<Buffer, void, undefined> {
  yield Buffer.from('probe');
}

function documentPath(documents: string, id: string): string {
  return join(documents, id.slice(0, 2), id);
}

async function translated<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw folderFailure(error);
  }
}
