import { createHash, randomBytes } from 'node:crypto';
import { insertFileLink } from '../../persistence/documents/file-links.ts';
import type { LinkForm } from '../../persistence/documents/file-links.ts';
import type { OperationContext } from '../context.ts';

/**
 * A path on the files' own origin that opens one document once within 15 minutes, or a viewer of it for an hour. The caller has proved that the reader
 * may see the document; a person's id goes to the audit when the link is used.
 */
export async function createFileLink(
  context: OperationContext,
  request: { documentId: string; personId: string | null; form: LinkForm },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await insertFileLink(context.database, { tokenHash: hashOfLink(token), ...request });
  return request.form === 'viewed' ? `/v/${token}` : `/f/${token}`;
}

/** What the database keeps of a link. */
export function hashOfLink(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
