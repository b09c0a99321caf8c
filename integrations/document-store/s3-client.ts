import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'minio';

/** How to reach an S3 service. The bucket must exist, or the key must be allowed to make it. */
export interface S3Configuration {
  /** `http://host:port` or `https://host`, without a path. */
  endpoint: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** `us-east-1` when absent. */
  region?: string;
  /** After how long without a byte a request is given up; 30 s when absent. */
  idleTimeoutMs?: number;
}

/** The bucket as a store uses it. */
export interface S3Bucket {
  client: Client;
  bucket: string;
  region: string;
  isEncryptedTransport: boolean;
}

/**
 * A client that never repeats a request by itself (a sent stream cannot be sent again, and retry is decided
 * elsewhere) and gives up a silent connection, which the library alone would wait for without end.
 */
export function s3Bucket(configuration: S3Configuration): S3Bucket {
  const endpoint = new URL(configuration.endpoint);
  const isEncryptedTransport = endpoint.protocol === 'https:';
  const region = configuration.region ?? 'us-east-1';
  const client = new Client({
    endPoint: endpoint.hostname.replace(/^\[|\]$/g, ''),
    port: endpoint.port === '' ? (isEncryptedTransport ? 443 : 80) : Number(endpoint.port),
    useSSL: isEncryptedTransport,
    accessKey: configuration.accessKey,
    secretKey: configuration.secretKey,
    region,
    pathStyle: true,
    retryOptions: { disableRetry: true },
    transport: impatient(isEncryptedTransport ? https : http, configuration.idleTimeoutMs ?? 30_000),
  });
  return { client, bucket: configuration.bucket, region, isEncryptedTransport };
}

/**
 * Processes that start together all want the bucket: one makes it. The others are told that it is theirs, that it
 * exists, or, by a service that is still making it, that something went wrong inside; so whoever failed looks again.
 */
export async function ensureBucket(bucket: S3Bucket): Promise<void> {
  if (await bucket.client.bucketExists(bucket.bucket)) return;
  try {
    await bucket.client.makeBucket(bucket.bucket, bucket.region);
  } catch (error) {
    if (!(await isThereSoon(bucket))) throw error;
  }
}

async function isThereSoon(bucket: S3Bucket): Promise<boolean> {
  for (let look = 0; look < 20; look += 1) {
    if (await bucket.client.bucketExists(bucket.bucket)) return true;
    await wait(50);
  }
  return false;
}

function impatient(transport: typeof http | typeof https, idleTimeoutMs: number): Pick<typeof https, 'request'> {
  function request(...parameters: unknown[]): http.ClientRequest {
    const sent: http.ClientRequest = Reflect.apply(transport.request, transport, parameters);
    sent.setTimeout(idleTimeoutMs, () => {
      sent.destroy(Object.assign(new Error('The S3 service was silent too long.'), { code: 'ETIMEDOUT' }));
    });
    return sent;
  }
  return { request };
}
