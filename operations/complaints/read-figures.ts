import { dayOf } from '../../domain/law/counting/calendar.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../persistence/database.ts';
import {
  countSelectionGroups,
  countSelectionHours,
  countSelectionReceipts,
} from '../../persistence/complaints/register-figures.ts';
import type { SelectionGroup } from '../../persistence/complaints/register-figures.ts';
import type { RegisterFilter } from '../../persistence/complaints/register-page.ts';
import type { OperationContext } from '../context.ts';
import { isLargeInGroups, KeptCounts } from './kept-counts.ts';
import { registerFilter } from './list-complaints.ts';
import type { RegisterQuery } from './list-complaints.ts';
import { searchInTime } from './search-in-time.ts';

export { termStandings } from '../../persistence/complaints/register-figures.ts';

/** Groups of days from receipt to outcome: at least `from` and less than `to` times 24 hours. */
export const spans = [
  { key: '0', from: 0, to: 1 },
  { key: '1', from: 1, to: 2 },
  { key: '2', from: 2, to: 3 },
  { key: '3', from: 3, to: 4 },
  { key: '4', from: 4, to: 5 },
  { key: '5', from: 5, to: 7 },
  { key: '7', from: 7, to: 14 },
  { key: '14', from: 14, to: 30 },
  { key: '30', from: 30, to: Infinity },
] as const;
export type SpanKey = (typeof spans)[number]['key'];

/** Time from receipt to outcome; the median to the full hour, null where nothing has an outcome. */
export type SpanFigures = {
  total: number;
  medianHours: number | null;
  spans: readonly { key: SpanKey; onTime: number; late: number }[];
};

/** Figures of a selection as it stood at the legal moment `at`; null where counting took longer than a second. */
export type Figures = {
  at: Instant;
  groups: readonly SelectionGroup[] | null;
  days: readonly { day: CalendarDay; n: number }[] | null;
  spans: SpanFigures | null;
};

const kept = new KeptCounts<Figures>(({ groups }) => isLargeInGroups(groups));

/**
 * The figures of a selection of the register: one statement for each kind of count, each ended after a second, so that one
 * that is too slow takes nothing from the others. Those of a large selection may be some seconds old.
 */
export function readFigures(context: OperationContext, query: RegisterQuery): Promise<Figures> {
  const selection = JSON.stringify({ ...query, order: 'newest', after: undefined });
  return kept.read(context.database.home, selection, () => countNow(context, query));
}

async function countNow(context: OperationContext, query: RegisterQuery): Promise<Figures> {
  const { legal: at } = await context.clock();
  const counted = async <T>(count: (tx: Transaction, filter: RegisterFilter) => Promise<T>): Promise<T | null> => {
    const found = await searchInTime(context.database, async (tx) => count(tx, await registerFilter(tx, query, at)));
    return found.ok ? found.value : null;
  };
  const groups = await counted(countSelectionGroups);
  const receipts = await counted(countSelectionReceipts);
  const hours = await counted(countSelectionHours);
  return {
    at,
    groups,
    days: receipts && receipts.map(({ begins, n }) => ({ day: dayOf(begins), n })),
    spans: hours && spanFigures(hours),
  };
}

/** Puts hours into groups of days. The median is the hour at which half of the cases have their outcome. */
export function spanFigures(hours: readonly { hours: number; isLate: boolean; n: number }[]): SpanFigures {
  const total = hours.reduce((sum, { n }) => sum + n, 0);
  let seen = 0;
  const middle = hours.toSorted((one, other) => one.hours - other.hours).find(({ n }) => (seen += n) * 2 >= total);
  const inSpan = (from: number, to: number, isLate: boolean): number =>
    hours
      .filter((one) => one.isLate === isLate && one.hours >= from * 24 && one.hours < to * 24)
      .reduce((sum, { n }) => sum + n, 0);
  return {
    total,
    medianHours: middle?.hours ?? null,
    spans: spans.map(({ key, from, to }) => ({ key, onTime: inSpan(from, to, false), late: inSpan(from, to, true) })),
  };
}
