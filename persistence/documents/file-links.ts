import type { Transaction } from '../database.ts';

/** How a link gives its document: as it may be looked at, the original to save, or a viewer that may be used again. */
export type LinkForm = 'shown' | 'original' | 'viewed';

/** Keeps the hash of a link that opens one document: once within fifteen minutes, or a viewer for an hour. */
export async function insertFileLink(
  database: Transaction,
  link: { tokenHash: Buffer; documentId: string; personId: string | null; form: LinkForm },
): Promise<void> {
  await database.query({
    text: `insert into file_link (token_hash, document_id, person_id, form, expires_at)
      values ($1, $2, $3, $4,
        clock_timestamp() + case when $4 = 'viewed' then interval '1 hour' else interval '15 minutes' end)`,
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
      where token_hash = $1 and form <> 'viewed' and used_at is null and expires_at > clock_timestamp()
      returning document_id as "documentId", person_id as "personId", form`,
    values: [tokenHash],
  });
  if (row) return row;
  const known = await database.query({
    text: `select 1 as known from file_link where token_hash = $1 and form <> 'viewed'`,
    values: [tokenHash],
  });
  return known.length > 0 ? 'used' : undefined;
}

/**
 * The document behind a viewer's link, whether this is its first use, `old` when its hour is over, and undefined when
 * there is none.
 */
export async function useViewLink(
  database: Transaction,
  tokenHash: Buffer,
): Promise<{ documentId: string; personId: string | null; isFirst: boolean } | 'old' | undefined> {
  const [row] = await database.query<{ documentId: string; personId: string | null; isOld: boolean; isUsed: boolean }>({
    text: `select document_id as "documentId", person_id as "personId", expires_at <= clock_timestamp() as "isOld",
        used_at is not null as "isUsed"
      from file_link where token_hash = $1 and form = 'viewed'`,
    values: [tokenHash],
  });
  if (!row) return undefined;
  const { documentId, personId, isOld, isUsed } = row;
  if (isOld) return 'old';
  if (isUsed) return { documentId, personId, isFirst: false };
  const first = await database.query({
    text: `update file_link set used_at = clock_timestamp() where token_hash = $1 and used_at is null returning true`,
    values: [tokenHash],
  });
  return { documentId, personId, isFirst: first.length > 0 };
}
