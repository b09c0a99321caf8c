import { buffer } from 'node:stream/consumers';
import { ensureBucket, s3Bucket } from '../document-store/s3-client.ts';
import type { S3Bucket, S3Configuration } from '../document-store/s3-client.ts';
import { s3Failure } from '../document-store/s3-failure.ts';
import { IntegrationError } from '../integration-error.ts';
import { checkedPath, checkpointPath } from './ledger-files.ts';
import type { LedgerFiles } from './ledger-files.ts';

const forEver = 'public, max-age=31536000, immutable';
const forAMoment = 'public, max-age=5';

/**
 * The published files of a ledger as objects of a bucket that may be open to everybody. What lies there is never written
 * over, by `If-None-Match` too, but for the checkpoint. Throws `ledger-store-unavailable` and `ledger-store-refused`.
 */
export function ledgerBucket(configuration: S3Configuration): LedgerFiles {
  const bucket = s3Bucket(configuration);
  const read = (path: string): Promise<Buffer | null> => readObject(bucket, checkedPath(path));
  return {
    read,
    add: async (path, bytes) => {
      const there = (await read(path)) ?? (await writeObject(bucket, path, bytes, 'once'), await read(path));
      if (there === null || !there.equals(bytes))
        throw new IntegrationError({ code: 'ledger-file-differs', category: 'integrity', cause: path });
    },
    replaceCheckpoint: (text) => writeObject(bucket, checkpointPath, Buffer.from(text), 'over'),
  };
}

/** Makes the bucket when it is missing, where the key may. */
export async function makeLedgerBucket(configuration: S3Configuration): Promise<void> {
  await ensureBucket(s3Bucket(configuration)).catch((error: unknown) => {
    throw failure(error);
  });
}

async function readObject({ client, bucket }: S3Bucket, path: string): Promise<Buffer | null> {
  try {
    return await buffer(await client.getObject(bucket, path));
  } catch (error) {
    const known = s3Failure(error);
    if (known instanceof IntegrationError && known.category === 'not-found') return null;
    throw failure(error);
  }
}

async function writeObject(
  { client, bucket, region }: S3Bucket,
  path: string,
  bytes: Uint8Array,
  how: 'once' | 'over',
): Promise<void> {
  const isText = !path.startsWith('tile/');
  const headers = {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'cache-control': how === 'over' ? forAMoment : forEver,
    ...(how === 'once' ? { 'if-none-match': '*' } : {}),
  };
  const request = { method: 'PUT', bucketName: bucket, objectName: path, headers };
  try {
    await client.makeRequestAsyncOmit(request, Buffer.from(bytes), [200], region);
  } catch (error) {
    const known = s3Failure(error);
    const isThere = known instanceof IntegrationError && known.category === 'conflict';
    if (!isThere) throw failure(error);
  }
}

function failure(cause: unknown): unknown {
  const known = s3Failure(cause);
  if (!(known instanceof IntegrationError)) return known;
  const isRefused = known.category === 'configuration' || known.category === 'refused';
  return isRefused
    ? new IntegrationError({ code: 'ledger-store-refused', category: 'configuration', cause })
    : new IntegrationError({ code: 'ledger-store-unavailable', category: 'unavailable', cause });
}
