import type { Transaction } from '../database.ts';

/** How a link gives its document: as it may be looked at, or the original to save. */
export type LinkForm = 'shown' | 'original';

/** Keeps the hash of a link that opens one document once, for fifteen minutes. */
export async function insertFileLink(
  database: Transaction,
  link: { tokenHash: Buffer; documentId: string; personId: string | null; form: LinkForm },
): Promise<void> {
  await database.query({
    text: `insert into file_link (token_hash, document_id, person_id, form, expires_at)
      values ($1, $2, $3, $4, clock_timestamp() + interval '15 minutes')`,
    values: [link.tokenHash, link.documentId, link.personId, link.form],
  });
}

/**
 * Uses a link up: the document and who asked, once; `used` when it was used before or is too old; undefined when there
 * is none.
 */
export async function useFileLink(
  database: Transaction,
  tokenHash: Buffer,
): Promise<{ documentId: string; personId: string | null; form: LinkForm } | 'used' | undefined> {
  const [row] = await database.query<{ documentId: string; personId: string | null; form: LinkForm }>({
    text: `update file_link set used_at = clock_timestamp()
      where token_hash = $1 and used_at is null and expires_at > clock_timestamp()
      returning document_id as "documentId", person_id as "personId", form`,
    values: [tokenHash],
  });
  if (row) return row;
  const known = await database.query({
    text: `select 1 as known from file_link where token_hash = $1`,
    values: [tokenHash],
  });
  return known.length > 0 ? 'used' : undefined;
}
