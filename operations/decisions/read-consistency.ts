import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { countWithoutArticle, listConsistencyGroups } from '../../persistence/decisions/consistency-rows.ts';
import type { ConsistencyGroup } from '../../persistence/decisions/consistency-rows.ts';
import { isLargeInGroups, KeptCounts } from '../complaints/kept-counts.ts';
import { searchInTime } from '../complaints/search-in-time.ts';
import type { OperationContext } from '../context.ts';
import { presentLaw } from '../law/find-pack.ts';

export type { ConsistencyGroup };

/** Below this a group says little; it is shown with its number and marked. */
export const fewCases = 5;

/** What published decisions did with the same breach and the same article, at the legal moment `at`; null where counting took longer than a second. */
export type Consistency = {
  at: Instant;
  groups: readonly ConsistencyGroup[] | null;
  withoutArticle: number | null;
  pack: LawPack | undefined;
};

/** Kept where many decisions were counted, or too many to be counted in time. */
const kept = new KeptCounts<Consistency>(({ groups }) => isLargeInGroups(groups));

/** Reads how alike cases ended: by kind of breach and cited article, from the structured parts of published decisions. */
export function readConsistency(context: OperationContext): Promise<Consistency> {
  return kept.read(context.database.home, 'all', async () => {
    const { legal: at } = await context.clock();
    const groups = await searchInTime(context.database, listConsistencyGroups);
    const without = await searchInTime(context.database, countWithoutArticle);
    const pack = await presentLaw(context);
    return { at, pack, groups: groups.ok ? groups.value : null, withoutArticle: without.ok ? without.value : null };
  });
}
