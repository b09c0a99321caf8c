import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** When a document of this SHA-256 (hex) was first filed in a record; null where none was. */
export async function findFiledDocument(
  database: Transaction,
  recordId: string,
  sha256: string,
): Promise<Instant | null> {
  const [row] = await database.query<{ filedAt: Instant | null }>({
    name: 'find-filed-document',
    text: `select min(filed_at) as "filedAt" from document where record_id = $1 and sha256 = $2 and state = 'filed'`,
    values: [recordId, sha256],
  });
  return row?.filedAt ?? null;
}
