import type { ComplaintKind, ComplaintOutcome, ComplaintStatus } from '../../domain/complaints/complaint.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { selectionOf, Values, whereOf } from './register-page.ts';
import type { RegisterFilter } from './register-page.ts';

/** How the term to decide stands at the moment of counting. `none`: it ended without an outcome, or never ran. */
export const termStandings = ['onTime', 'late', 'overdue', 'running', 'none'] as const;
export type TermStanding = (typeof termStandings)[number];

export type SelectionGroup = {
  status: ComplaintStatus;
  kind: ComplaintKind;
  /** The outcome of the published decision, or that it was left without consideration. */
  outcome: ComplaintOutcome | 'leftUnexamined' | null;
  term: TermStanding;
  n: number;
};

/**
 * The beginning of the day of receipt, and full hours from receipt to outcome; statistics on both expressions tell the
 * planner how many there are. Bishkek has kept UTC+6 since 2005; a test asks the tables of time zones whether it still does.
 */
export const dayOfReceipt = (c: string): string =>
  `date_bin('1 day', ${c}received_at, timestamptz '2000-01-01 00:00+06')`;
export const hoursToOutcome = (c: string): string =>
  `floor(date_part('epoch', ${c}decided_at - ${c}received_at) / 3600)`;

/**
 * A selection counted by status, kind, outcome and standing of the term at `filter.now`: one statement, grouped by plain
 * columns, whose words are put together here.
 */
export async function countSelectionGroups(tx: Transaction, filter: RegisterFilter): Promise<SelectionGroup[]> {
  const { values, from, where } = selected(filter);
  const rows = await tx.query<GroupRow>({
    text: `select c.status, c.kind, c.outcome, c.published_at is not null as "isPublished",
        c.ground is not null as "isLeft", c.decide_state as state,
        coalesce(c.decide_due_at <= ${values.put(filter.now)}::timestamptz, false) as "isOver", count(*) as n
      ${from}${where} group by 1, 2, 3, 4, 5, 6, 7`,
    values: values.all,
  });
  return rows.map(({ status, kind, n, ...row }) => ({
    status,
    kind,
    n,
    outcome: outcomeOf(row),
    term: standingOf(row),
  }));
}

type GroupRow = Pick<SelectionGroup, 'status' | 'kind' | 'n'> & {
  outcome: ComplaintOutcome | null;
  isPublished: boolean;
  isLeft: boolean;
  state: TermState['state'] | null;
  isOver: boolean;
};

function outcomeOf({
  outcome,
  isPublished,
  isLeft,
}: Omit<GroupRow, 'status' | 'kind' | 'n'>): SelectionGroup['outcome'] {
  if (isPublished) return outcome;
  return isLeft ? 'leftUnexamined' : null;
}

function standingOf({ state, isOver }: Pick<GroupRow, 'state' | 'isOver'>): TermStanding {
  if (state === 'met') return 'onTime';
  if (state === 'metLate') return 'late';
  if (state === 'missed' || (state === 'running' && isOver)) return 'overdue';
  return state === 'running' || state === 'suspended' ? 'running' : 'none';
}

/** A selection counted by the day of receipt, told by its beginning, the first day first; days without any are left out. */
export async function countSelectionReceipts(
  tx: Transaction,
  filter: RegisterFilter,
): Promise<{ begins: Instant; n: number }[]> {
  const { values, from, where } = selected(filter);
  return tx.query({
    text: `select ${dayOfReceipt('c.')} as begins, count(*) as n ${from}${where} group by 1 order by 1`,
    values: values.all,
  });
}

/** What has an outcome, counted by full hours from receipt to it, and by whether that was in time. */
export async function countSelectionHours(
  tx: Transaction,
  filter: RegisterFilter,
): Promise<{ hours: number; isLate: boolean; n: number }[]> {
  const { values, from, where } = selected(filter, [
    'c.decided_at is not null',
    "c.decide_state in ('met', 'metLate')",
  ]);
  return tx.query({
    text: `select ${hoursToOutcome('c.')} as hours, c.decide_state = 'metLate' as "isLate", count(*) as n
      ${from}${where} group by 1, 2 order by 1, 2`,
    values: values.all,
  });
}

function selected(filter: RegisterFilter, more: readonly string[] = []) {
  const values = new Values();
  const { conditions, from } = selectionOf(filter, values, 'newest');
  return { values, from, where: whereOf([...conditions, ...more]) };
}
