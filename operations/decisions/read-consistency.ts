import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { countWithoutArticle, listConsistencyGroups } from '../../persistence/decisions/consistency-rows.ts';
import type { ConsistencyGroup } from '../../persistence/decisions/consistency-rows.ts';
import { readKeptConsistencyRow } from '../../persistence/decisions/kept-consistency-row.ts';
import { isLargeInGroups, KeptCounts } from '../complaints/kept-counts.ts';
import { searchInTime } from '../complaints/search-in-time.ts';
import { listCommissions } from '../complaints/preview-filing.ts';
import type { PublicCommission } from '../complaints/public-complaint.ts';
import type { OperationContext } from '../context.ts';
import { presentLaw } from '../law/find-pack.ts';

export type { ConsistencyGroup };

/** Below this a group says little; it is shown with its number and marked. */
export const fewCases = 5;

/** Counting that takes longer is left to the worker. */
const shortMs = 1_000;

/**
 * What published decisions did with the same breach and the same article, as of the legal moment `at`; null where there are
 * too many to be counted in a second and the worker has not counted them yet.
 */
export type Consistency = {
  at: Instant;
  groups: readonly ConsistencyGroup[] | null;
  withoutArticle: number | null;
  pack: LawPack | undefined;
  /** All there are: cases name theirs by its key. */
  commissions: readonly PublicCommission[];
};

/** Kept where many decisions were counted, or too many to be counted in time. */
const kept = new KeptCounts<Consistency>(({ groups }) => isLargeInGroups(groups));

/**
 * Reads how alike cases ended: by kind of breach and cited article, from the structured parts of published decisions. What
 * cannot be counted in a second is told as the worker counted it last (`keepConsistency`).
 */
export function readConsistency(context: OperationContext): Promise<Consistency> {
  return kept.read(context.database.home, 'all', async () => {
    const [pack, commissions, before] = await Promise.all([
      presentLaw(context),
      listCommissions(context),
      readKeptConsistencyRow(context.database),
    ]);
    const now = before && before.tookMs > shortMs ? undefined : await countNow(context);
    if (now) return { ...now, pack, commissions };
    if (before) return { at: before.countedAt, ...before.body, pack, commissions };
    return { at: (await context.clock()).legal, groups: null, withoutArticle: null, pack, commissions };
  });
}

async function countNow({
  database,
  clock,
}: OperationContext): Promise<Omit<Consistency, 'pack' | 'commissions'> | undefined> {
  const { legal: at } = await clock();
  const groups = await searchInTime(database, listConsistencyGroups);
  const without = groups.ok ? await searchInTime(database, countWithoutArticle) : groups;
  return groups.ok && without.ok ? { at, groups: groups.value, withoutArticle: without.value } : undefined;
}
