import type { IntegrationErrorCategory } from '../integration-error.ts';
import { IntegrationError } from '../integration-error.ts';

const failures: Record<string, { code: string; category: IntegrationErrorCategory }> = {
  ENOENT: { code: 'document-not-found', category: 'not-found' },
  EEXIST: { code: 'document-exists', category: 'conflict' },
  ENOSPC: { code: 'document-store-full', category: 'unavailable' },
  EDQUOT: { code: 'document-store-full', category: 'unavailable' },
  EACCES: { code: 'document-store-refused', category: 'configuration' },
  EPERM: { code: 'document-store-refused', category: 'configuration' },
  EROFS: { code: 'document-store-refused', category: 'configuration' },
};

/** A failure of the file system in the words of the document store; what is already in them stays. */
export function folderFailure(cause: unknown): unknown {
  if (cause instanceof IntegrationError || !Error.isError(cause) || !('code' in cause)) {
    return cause;
  }
  const known = failures[String(cause.code)] ?? {
    code: 'document-store-unavailable',
    category: 'unavailable' as const,
  };
  return new IntegrationError({ ...known, cause });
}
