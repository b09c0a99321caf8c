import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { publicComplaintSelect } from './public-complaint-row.ts';
import type { PublicComplaintRow } from './public-complaint-row.ts';

/** What the register is narrowed to. An empty list means all. `term` looks at the term to decide, at `now`. */
export type RegisterFilter = {
  statuses: readonly string[];
  kinds: readonly string[];
  territory: string | null;
  commission: string | null;
  term: 'running' | 'met' | 'breached' | null;
  now: Instant;
  /** Outcomes of published decisions. */
  outcomes: readonly string[];
  /** Received at or after the first and before the second. */
  receivedFrom: Instant | null;
  receivedBefore: Instant | null;
  /** What a published decision has to hold: as it was typed, and each word by its beginning as a tsquery. */
  words: { written: string; beginnings: string } | null;
};

/** `newest` by receipt; `due`: what is not decided yet and has an end by date, the soonest first. */
export type RegisterOrder = 'newest' | 'due';

/** The last row of the page before: the moment that it stands at in its order, and its id. */
export type RegisterPlace = { at: Instant; id: string };

const conditions = `(cardinality($1::text[]) = 0 or c.status = any($1))
  and (cardinality($2::text[]) = 0 or c.kind = any($2))
  and ($3::text is null or c.territory = $3)
  and ($4::text is null or c.commission_id = (select id from commission where key = $4))
  and case $5::text
    when 'running' then c.decide_state = 'running' and (c.decide_due_at is null or c.decide_due_at > $6)
    when 'met' then c.decide_state = 'met'
    when 'breached' then c.decide_state in ('missed', 'metLate')
      or (c.decide_state = 'running' and c.decide_due_at <= $6)
    else true end
  and (cardinality($7::text[]) = 0 or (c.published_at is not null and c.outcome = any($7)))
  and ($8::timestamptz is null or c.received_at >= $8)
  and ($9::timestamptz is null or c.received_at < $9)
  and ($10::text is null or exists (
    select from publication_complaint pc join publication p using (decision_id)
    where pc.complaint_id = c.id and p.search @@ (websearch_to_tsquery('russian', $10)
      || websearch_to_tsquery('english', $10) || to_tsquery('simple', $11))))`;

/** The commission still owes a decision, by a day that is known. */
const isOpen = `c.decided_at is null and c.decide_due_at is not null
  and c.decide_state in ('running', 'suspended', 'missed')`;

const orders: Record<RegisterOrder, { after: string; by: string }> = {
  newest: {
    after: '($12::timestamptz is null or (c.received_at, c.id) < ($12, $13::uuid))',
    by: 'c.received_at desc, c.id desc',
  },
  due: {
    after: `${isOpen} and ($12::timestamptz is null or (c.decide_due_at, c.id) > ($12, $13::uuid))`,
    by: 'c.decide_due_at, c.id',
  },
};

/** A page in an order; the page after `place` by key, so that depth costs nothing. */
export async function listRegisterRows(
  database: Transaction,
  filter: RegisterFilter,
  page: { order: RegisterOrder; after: RegisterPlace | null; limit: number },
): Promise<PublicComplaintRow[]> {
  const { after, by } = orders[page.order];
  return database.query({
    name: `register-page-${page.order}`,
    text: `${publicComplaintSelect} where ${conditions} and ${after} order by ${by} limit $14`,
    values: [...valuesOf(filter), page.after?.at ?? null, page.after?.id ?? null, page.limit],
  });
}

/** How many complaints the filter leaves in an order, counted to `most`. */
export async function countRegisterRows(
  database: Transaction,
  filter: RegisterFilter,
  { order, most }: { order: RegisterOrder; most: number },
): Promise<number> {
  const part = order === 'due' ? `and ${isOpen}` : '';
  const [row] = await database.query<{ n: number }>({
    name: `register-count-${order}`,
    text: `select count(*) as n from (select from complaint c where ${conditions} ${part} limit $12) found`,
    values: [...valuesOf(filter), most],
  });
  return row?.n ?? 0;
}

export type RegisterCount = {
  status: string;
  kind: string;
  term: 'running' | 'met' | 'metLate' | 'overdue';
  outcome: string | null;
  n: number;
};

/** All complaints counted by status, kind, state of the term at `now` and published outcome. */
export async function countRegisterGroups(database: Transaction, now: Instant): Promise<RegisterCount[]> {
  return database.query({
    name: 'register-groups',
    text: `select status, kind, case when decide_state in ('met', 'metLate') then decide_state
          when decide_state = 'missed' or decide_due_at <= $1 then 'overdue' else 'running' end as term,
        case when published_at is null then null else outcome end as outcome, count(*) as n
      from complaint group by 1, 2, 3, 4`,
    values: [now],
  });
}

function valuesOf(filter: RegisterFilter): unknown[] {
  const { statuses, kinds, territory, commission, term, now, outcomes, receivedFrom, receivedBefore, words } = filter;
  const named = [statuses, kinds, territory, commission, term, now];
  return [...named, outcomes, receivedFrom, receivedBefore, words?.written ?? null, words?.beginnings ?? null];
}
