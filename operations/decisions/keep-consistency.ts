import { countWithoutArticle, listConsistencyGroups } from '../../persistence/decisions/consistency-rows.ts';
import { writeKeptConsistencyRow } from '../../persistence/decisions/kept-consistency-row.ts';
import { readInTime } from '../../persistence/read-in-time.ts';
import type { OperationContext } from '../context.ts';

const longestMs = 5 * 60_000;

/**
 * Counts how alike all cases ended and keeps it, with its legal moment, for pages that cannot wait for it. A statement that
 * takes longer than five minutes is ended and rejects. A hundred thousand decisions took 16 s on a machine under load.
 */
export async function keepConsistency({ database, clock }: OperationContext): Promise<void> {
  const { legal: countedAt } = await clock();
  const begun = performance.now();
  const body = await readInTime(database, longestMs, async (tx) => ({
    groups: await listConsistencyGroups(tx),
    withoutArticle: await countWithoutArticle(tx),
  }));
  await writeKeptConsistencyRow(database, { countedAt, tookMs: performance.now() - begun, body });
}
