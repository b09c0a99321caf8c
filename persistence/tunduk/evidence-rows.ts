import type { Transaction } from '../database.ts';

/** One side of an attempt as it lies in the document store, under the id of the row. */
export type EvidenceRow = {
  id: string;
  exchangeId: string;
  attempt: number;
  kind: string;
  bytes: number;
  sha256: string;
  wrappedKey: Buffer;
};

export async function insertEvidence(database: Transaction, row: EvidenceRow): Promise<void> {
  await database.query({
    text: `insert into registry_evidence (id, exchange_id, attempt, kind, bytes, sha256, wrapped_key)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [row.id, row.exchangeId, row.attempt, row.kind, row.bytes, row.sha256, row.wrappedKey],
  });
}

/** The wrapped key of kept bytes; undefined for an id that is none of evidence. */
export async function findEvidenceKey(database: Transaction, id: string): Promise<Buffer | undefined> {
  const [row] = await database.query<{ wrapped: Buffer }>({
    text: `select wrapped_key as wrapped from registry_evidence where id = $1`,
    values: [id],
  });
  return row?.wrapped;
}

/** A signed container that was fetched. What its checks found stands in `registry_container_check`. */
export type ContainerRow = {
  exchangeId: string;
  attempt: number;
  side: 'request' | 'response';
  evidenceId: string;
  isOurMessage: boolean | undefined;
};

/** Notes a container; false for one that is noted already, which stays as it is. */
export async function insertContainer(tx: Transaction, row: ContainerRow): Promise<boolean> {
  const { exchangeId, attempt, side, evidenceId, isOurMessage = null } = row;
  const rows = await tx.query({
    text: `insert into registry_container (exchange_id, attempt, side, evidence_id, is_our_message)
      values ($1, $2, $3, $4, $5) on conflict do nothing returning side`,
    values: [exchangeId, attempt, side, evidenceId, isOurMessage],
  });
  return rows.length > 0;
}

/**
 * The exchanges of attempts that were sent between the two ages (in minutes, the younger first) and whose containers are
 * not all here, oldest first.
 */
export async function listUncollected(
  database: Transaction,
  ages: { youngestMinutes: number; oldestMinutes: number; limit: number },
): Promise<{ exchangeId: string; attempt: number }[]> {
  return database.query({
    text: `select s.exchange_id as "exchangeId", s.attempt from registry_attempt_step s
      where s.kind = 'sending' and s.recorded_at < clock_timestamp() - make_interval(mins => $1)
        and s.recorded_at > clock_timestamp() - make_interval(mins => $2)
        and (select count(*) from registry_container c
          where c.exchange_id = s.exchange_id and c.attempt = s.attempt) < 2
      order by s.recorded_at limit $3`,
    values: [ages.youngestMinutes, ages.oldestMinutes, ages.limit],
  });
}
