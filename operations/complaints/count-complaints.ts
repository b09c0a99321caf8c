import type { Instant } from '../../domain/time/instant.ts';
import { countRegisterGroups } from '../../persistence/complaints/register-page.ts';
import type { RegisterCount } from '../../persistence/complaints/register-page.ts';
import type { OperationContext } from '../context.ts';
import { KeptCounts, largeSelection } from './kept-counts.ts';

/** The register counted as a whole, for the sentence of findings and the figures beside the filters. */
export type RegisterFigures = {
  at: Instant;
  total: number;
  decided: number;
  inTime: number;
  late: number;
  overdue: number;
  byStatus: Readonly<Record<string, number>>;
  byKind: Readonly<Record<string, number>>;
  byTerm: Readonly<Record<string, number>>;
  byOutcome: Readonly<Record<string, number>>;
};

const kept = new KeptCounts<RegisterFigures>(({ total }) => total > largeSelection);

/**
 * All complaints counted as they stood at `at`. A small register is counted anew each time; the figures of a large one
 * may be some seconds old.
 */
export function countComplaints(context: OperationContext): Promise<RegisterFigures> {
  return kept.read(context.database.home, 'all', () => countNow(context));
}

async function countNow(context: OperationContext): Promise<RegisterFigures> {
  const { legal: now } = await context.clock();
  const groups = await countRegisterGroups(context.database, now);
  const sum = (by: (group: RegisterCount) => boolean): number =>
    groups.filter(by).reduce((total, group) => total + group.n, 0);
  const tally = (of: (group: RegisterCount) => string | null): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const group of groups) {
      const key = of(group);
      if (key !== null) counted[key] = (counted[key] ?? 0) + group.n;
    }
    return counted;
  };
  return {
    at: now,
    total: sum(() => true),
    decided: sum(({ term }) => term === 'met' || term === 'metLate'),
    inTime: sum(({ term }) => term === 'met'),
    late: sum(({ term }) => term === 'metLate'),
    overdue: sum(({ term }) => term === 'overdue'),
    byStatus: tally(({ status }) => status),
    byKind: tally(({ kind }) => kind),
    byTerm: tally(({ term }) => (term === 'metLate' || term === 'overdue' ? 'breached' : term)),
    byOutcome: tally(({ outcome }) => outcome),
  };
}
