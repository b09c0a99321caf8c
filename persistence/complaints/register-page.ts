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
};

/** The last row of the page before. */
export type RegisterPlace = { receivedAt: Instant; id: string };

const conditions = `(cardinality($1::text[]) = 0 or c.status = any($1))
  and (cardinality($2::text[]) = 0 or c.kind = any($2))
  and ($3::text is null or c.territory = $3)
  and ($4::text is null or c.commission_id = (select id from commission where key = $4))
  and case $5::text
    when 'running' then c.decide_state = 'running' and (c.decide_due_at is null or c.decide_due_at > $6)
    when 'met' then c.decide_state = 'met'
    when 'breached' then c.decide_state in ('missed', 'metLate')
      or (c.decide_state = 'running' and c.decide_due_at <= $6)
    else true end`;

/** Newest first; the page after `place` by key, so that depth costs nothing. */
export async function listRegisterRows(
  database: Transaction,
  filter: RegisterFilter,
  page: { after: RegisterPlace | null; limit: number },
): Promise<PublicComplaintRow[]> {
  return database.query({
    name: 'register-page',
    text: `${publicComplaintSelect} where ${conditions}
      and ($7::timestamptz is null or (c.received_at, c.id) < ($7, $8::uuid))
      order by c.received_at desc, c.id desc limit $9`,
    values: [...valuesOf(filter), page.after?.receivedAt ?? null, page.after?.id ?? null, page.limit],
  });
}

/** How many complaints the filter leaves. */
export async function countRegisterRows(database: Transaction, filter: RegisterFilter): Promise<number> {
  const [row] = await database.query<{ n: number }>({
    name: 'register-count',
    text: `select count(*) as n from complaint c where ${conditions}`,
    values: valuesOf(filter),
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
  return [filter.statuses, filter.kinds, filter.territory, filter.commission, filter.term, filter.now];
}
