import { z } from 'zod';
import { complaintKinds, complaintStatuses, outcomes, respondentKinds } from '../../domain/complaints/complaint.ts';
import { addDays, momentAt } from '../../domain/law/counting/calendar.ts';
import { isTerritory } from '../../domain/places/territories.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import {
  countRegisterRows,
  listRegisterRows,
  searchRegisterWords,
} from '../../persistence/complaints/register-page.ts';
import type { PublicComplaintRow } from '../../persistence/complaints/public-complaint-row.ts';
import type { RegisterFilter, RegisterOrder, RegisterPlace } from '../../persistence/complaints/register-page.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { OperationContext } from '../context.ts';
import { KeptCounts } from './kept-counts.ts';
import { publicComplaint } from './public-complaint.ts';
import type { PublicComplaint } from './public-complaint.ts';
import { countInTime, searchInTime } from './search-in-time.ts';

/** How a complaint can have ended: as a published decision says, or left without consideration, whatever came after. */
export const registerOutcomes = [...outcomes, 'leftUnexamined'] as const;

/**
 * What the register can be narrowed to; unknown words are refused by the schema. `from` and `to` are days of receipt in
 * Bishkek, both included; `q` are words of the published decision.
 */
export const registerQuerySchema = z.strictObject({
  status: z.array(z.enum(complaintStatuses)).max(10).default([]),
  kind: z.array(z.enum(complaintKinds)).max(20).default([]),
  term: z.enum(['running', 'met', 'breached']).optional(),
  territory: z.string().max(40).refine(isTerritory).optional(),
  commission: z.string().max(40).optional(),
  outcome: z.array(z.enum(registerOutcomes)).max(5).default([]),
  respondent: z.array(z.enum(respondentKinds)).max(10).default([]),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  q: z.string().trim().max(200).optional(),
  order: z.enum(['newest', 'due']).default('newest'),
  after: z.string().max(100).optional(),
});
export type RegisterQuery = z.infer<typeof registerQuerySchema>;

/** A page of the register. `next` is the cursor of the page after it. */
export type RegisterPage = {
  complaints: readonly PublicComplaint[];
  /**
   * How many the selection has, counted to a thousand and for a moment only; `isMore` says that there are more. Of a large
   * selection that is not counted anew for each who asks.
   */
  count: number;
  isMore: boolean;
  next: string | null;
  now: Instant;
};

/** Nobody waits for the exact number of a large selection. */
const mostCounted = 1_000;
const keptCounts = new KeptCounts<number | null>((count) => count === null || count > mostCounted);

/**
 * The register for everybody, a page at a time. A cursor that is none shows the first page. Refuses SEARCH_TOO_SLOW after a
 * second.
 */
export async function listComplaints(
  context: OperationContext,
  query: RegisterQuery,
  limit = 12,
): Promise<Outcome<RegisterPage>> {
  const { legal: now } = await context.clock();
  const { order } = query;
  const after = query.after === undefined ? null : placeOf(query.after);
  const { database } = context;
  const asked = await (query.q === undefined
    ? registerFilter(database, query, now).then(granted)
    : searchInTime(database, (tx) => registerFilter(tx, query, now)));
  if (!asked.ok) return asked;
  const filter = asked.value;
  const [found, count] = await Promise.all([
    searchInTime(database, (tx) => listRegisterRows(tx, filter, { order, after, limit: limit + 1 })),
    keptCounts.read(database.home, JSON.stringify({ ...query, after: '' }), () =>
      countInTime(database, (tx) => countRegisterRows(tx, filter, { order, most: mostCounted + 1 })),
    ),
  ]);
  if (!found.ok) return found;
  const rows = found.value;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const isWhole = last === undefined && after === null;
  return granted({
    complaints: shown.map(publicComplaint),
    ...(isWhole ? { count: shown.length, isMore: false } : atLeast(shown.length, count)),
    next: last ? cursorOf(placeIn(order, last)) : null,
    now,
  });
}

/** How many a selection has, where that was quickly counted; else what is shown of it. */
function atLeast(shown: number, count: number | null): Pick<RegisterPage, 'count' | 'isMore'> {
  if (count === null) return { count: shown, isMore: true };
  return { count: Math.min(count, mostCounted), isMore: count > mostCounted };
}

/** What a query asks of the database at `now`. */
export async function registerFilter(tx: Transaction, query: RegisterQuery, now: Instant): Promise<RegisterFilter> {
  const words = wordsOf(query.q ?? '');
  return {
    statuses: query.status,
    kinds: query.kind,
    territory: query.territory ?? null,
    commission: query.commission ?? null,
    term: query.term ?? null,
    now,
    outcomes: query.outcome,
    respondents: query.respondent,
    receivedFrom: query.from === undefined ? null : momentAt(query.from),
    receivedBefore: query.to === undefined ? null : momentAt(addDays(query.to, 1)),
    words: words.length === 0 ? null : await searchRegisterWords(tx, words),
  };
}

/** More words than a search needs are left out. */
const mostWords = 12;

function wordsOf(written: string): string[] {
  return (written.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords);
}

function placeIn(order: RegisterOrder, { receivedAt, decideDueAt, id }: PublicComplaintRow): RegisterPlace {
  return { at: order === 'due' ? (decideDueAt ?? receivedAt) : receivedAt, id };
}

function cursorOf({ at, id }: RegisterPlace): string {
  return Buffer.from(`${at}|${id}`).toString('base64url');
}

const placeShape =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

function placeOf(cursor: string): RegisterPlace | null {
  const [, at, id] = placeShape.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return at === undefined || id === undefined ? null : { at: at as Instant, id };
}
