import type { IntegrationErrorCategory } from '../integration-error.ts';
import { IntegrationError } from '../integration-error.ts';

const failures: Record<string, { code: string; category: IntegrationErrorCategory }> = {
  NotFound: { code: 'document-not-found', category: 'not-found' },
  NoSuchKey: { code: 'document-not-found', category: 'not-found' },
  PreconditionFailed: { code: 'document-exists', category: 'conflict' },
  BadDigest: { code: 'document-not-stored-whole', category: 'integrity' },
  XAmzContentSHA256Mismatch: { code: 'document-not-stored-whole', category: 'integrity' },
  IncompleteBody: { code: 'document-not-stored-whole', category: 'integrity' },
  EntityTooLarge: { code: 'document-store-refused', category: 'refused' },
  AccessDenied: { code: 'document-store-refused', category: 'configuration' },
  InvalidAccessKeyId: { code: 'document-store-refused', category: 'configuration' },
  SignatureDoesNotMatch: { code: 'document-store-refused', category: 'configuration' },
  NoSuchBucket: { code: 'document-store-refused', category: 'configuration' },
  QuotaExceeded: { code: 'document-store-full', category: 'unavailable' },
  ETIMEDOUT: { code: 'document-store-timeout', category: 'timeout' },
};

/** A failure of the S3 service in the words of the document store; what is already in them stays. */
export function s3Failure(cause: unknown): unknown {
  const isDefect = Error.isError(cause) && cause.name === 'TypeError';
  if (cause instanceof IntegrationError || isDefect) {
    return cause;
  }
  const code = Error.isError(cause) && 'code' in cause ? String(cause.code) : '';
  const known = failures[code] ?? { code: 'document-store-unavailable', category: 'unavailable' as const };
  return new IntegrationError({ ...known, cause });
}
