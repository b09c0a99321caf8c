import { randomUUID } from 'node:crypto';
import { foundations } from './foundations.ts';
import type { CommissionKey } from './foundations.ts';
import type { Transaction } from '../../persistence/database.ts';
import { insertCommission, insertElection } from '../../persistence/people/insert-commission.ts';

/** What was founded: ids by key. */
export type FoundedElection = { electionId: string; commissions: Record<CommissionKey, string> };

/** Founds the commissions and the election of a law pack in an empty database. Throws when they are there already. */
export async function foundElection(database: Transaction, pack: keyof typeof foundations): Promise<FoundedElection> {
  const { election, commissions } = foundations[pack];
  const ids = Object.fromEntries(commissions.map(({ key }) => [key, randomUUID()])) as Record<CommissionKey, string>;
  for (const commission of commissions) {
    const ancestors = ancestorsOf(commission.key, commissions).map((key) => ids[key]);
    await insertCommission(database, {
      ...commission,
      id: ids[commission.key],
      parentId: ancestors[0] ?? null,
      ancestors,
    });
  }
  const electionId = randomUUID();
  await insertElection(database, { ...election, id: electionId, pack });
  return { electionId, commissions: ids };
}

type Founded = { key: CommissionKey; parent: CommissionKey | null };

function ancestorsOf(key: CommissionKey, commissions: readonly Founded[]): CommissionKey[] {
  const parent = commissions.find((commission) => commission.key === key)?.parent ?? null;
  return parent === null ? [] : [parent, ...ancestorsOf(parent, commissions)];
}
