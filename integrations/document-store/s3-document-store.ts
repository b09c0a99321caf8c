import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { IntegrationError } from '../integration-error.ts';
import { isDocumentId, requireDocumentId } from './document-id.ts';
import type { DocumentSource, DocumentStore, GetOptions, PutOptions, StoredDocument } from './document-store.ts';
import { folderFailure } from './folder-failure.ts';
import { incomingPath, sweepIncoming, writeIncoming } from './incoming-files.ts';
import type { StoredBytes } from './open-document.ts';
import { openDocument } from './open-document.ts';
import type { S3Bucket, S3Configuration } from './s3-client.ts';
import { ensureBucket, s3Bucket } from './s3-client.ts';
import { s3Failure } from './s3-failure.ts';
import { sealDocument } from './seal-document.ts';

/** The S3 service, and the folder where sealed bytes wait until their length and hashes are known. */
export interface S3DocumentStoreConfiguration extends S3Configuration {
  spoolFolder: string;
}

/**
 * Documents as objects of one bucket. Sealed bytes are first written to the spool, so that the exact length,
 * MD5 and SHA-256 go with the request; then ETag, length and SHA-256 of what the service gives back are
 * compared before `put` resolves. A document that is not stored whole is deleted again.
 */
export async function openS3DocumentStore(configuration: S3DocumentStoreConfiguration): Promise<DocumentStore> {
  const bucket = s3Bucket(configuration);
  await mkdir(configuration.spoolFolder, { recursive: true, mode: 0o700 });
  await sweepIncoming(configuration.spoolFolder);
  await translated(() => ensureBucket(bucket));
  return {
    put: (id, source, options) =>
      putDocument(bucket, configuration.spoolFolder, requireDocumentId(id), source, options),
    get: (id, options) => getDocument(bucket, requireDocumentId(id), options),
    remove: (id) => translated(() => bucket.client.removeObject(bucket.bucket, requireDocumentId(id))),
    list: () => listDocuments(bucket),
    check: () => translated(() => checkBucket(bucket)),
  };
}

async function putDocument(
  bucket: S3Bucket,
  spoolFolder: string,
  id: string,
  source: DocumentSource,
  options: PutOptions,
): Promise<StoredDocument> {
  const spooled = incomingPath(spoolFolder);
  const sealed = sealDocument(id, source, options);
  const digests = { md5: createHash('md5'), sha256: createHash('sha256') };
  try {
    await writeIncoming(spooled, hashed(sealed.pieces, digests)).catch((error: unknown) => {
      throw folderFailure(error);
    });
    const summary = sealed.summary();
    const sent = {
      path: spooled,
      bytes: summary.storedBytes,
      md5: digests.md5.digest(),
      sha256: digests.sha256.digest('hex'),
    };
    await translated(() => sendAndProve(bucket, id, sent));
    return summary;
  } finally {
    await rm(spooled, { force: true });
  }
}

interface SpooledFile {
  path: string;
  bytes: number;
  md5: Buffer;
  sha256: string;
}

async function sendAndProve(bucket: S3Bucket, id: string, sent: SpooledFile): Promise<void> {
  const etag = await sendObject(bucket, id, sent);
  try {
    if (etag !== sent.md5.toString('hex')) {
      throw notStoredWhole();
    }
    await proveStored(bucket, id, sent);
  } catch (error) {
    await bucket.client.removeObject(bucket.bucket, id).catch(() => undefined);
    throw error;
  }
}

async function sendObject(bucket: S3Bucket, id: string, sent: SpooledFile): Promise<string> {
  const body = createReadStream(sent.path);
  try {
    const response = await bucket.client.makeRequestStreamAsync(
      {
        method: 'PUT',
        bucketName: bucket.bucket,
        objectName: id,
        headers: {
          'content-length': String(sent.bytes),
          'content-md5': sent.md5.toString('base64'),
          'content-type': 'application/octet-stream',
          'if-none-match': '*',
        },
      },
      body,
      bucket.isEncryptedTransport ? '' : sent.sha256,
      [200],
      bucket.region,
    );
    await finished(response.resume());
    return (response.headers.etag ?? '').replaceAll('"', '');
  } finally {
    body.destroy();
  }
}

async function proveStored(bucket: S3Bucket, id: string, sent: SpooledFile): Promise<void> {
  const { size } = await bucket.client.statObject(bucket.bucket, id);
  const hash = createHash('sha256');
  for await (const piece of await bucket.client.getObject(bucket.bucket, id)) {
    hash.update(piece);
  }
  if (size !== sent.bytes || hash.digest('hex') !== sent.sha256) {
    throw notStoredWhole();
  }
}

async function* getDocument(
  bucket: S3Bucket,
  id: string,
  options: GetOptions,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    const { size } = await bucket.client.statObject(bucket.bucket, id);
    yield* openDocument(id, storedObject(bucket, id, size), options);
  } catch (error) {
    throw s3Failure(error);
  }
}

function storedObject(bucket: S3Bucket, id: string, length: number): StoredBytes {
  return {
    length,
    async *read(start, end) {
      yield* await bucket.client.getPartialObject(bucket.bucket, id, start, end - start);
    },
  };
}

async function* listDocuments(bucket: S3Bucket): AsyncGenerator<string, void, undefined> {
  try {
    for await (const item of bucket.client.listObjectsV2(bucket.bucket, '', true)) {
      if (typeof item.name === 'string' && isDocumentId(item.name)) {
        yield item.name;
      }
    }
  } catch (error) {
    throw s3Failure(error);
  }
}

async function* hashed(
  pieces: AsyncIterable<Buffer>,
  digests: { md5: { update(piece: Buffer): unknown }; sha256: { update(piece: Buffer): unknown } },
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) {
    digests.md5.update(piece);
    digests.sha256.update(piece);
    yield piece;
  }
}

async function checkBucket(bucket: S3Bucket): Promise<void> {
  if (!(await bucket.client.bucketExists(bucket.bucket))) {
    throw new IntegrationError({ code: 'document-store-refused', category: 'configuration' });
  }
}

function notStoredWhole(): IntegrationError {
  return new IntegrationError({ code: 'document-not-stored-whole', category: 'integrity' });
}

async function translated<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw s3Failure(error);
  }
}
