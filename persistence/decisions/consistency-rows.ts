import type { ComplaintKind, ComplaintOutcome } from '../../domain/complaints/complaint.ts';
import type { MeasureKind } from '../../domain/decisions/operative.ts';
import type { Transaction } from '../database.ts';

/** A complaint named for its page. */
export type NamedCase = { number: string; commission: string };

/** Decided complaints of one kind that cite one article: outcomes, times, measures, and the newest cases. */
export type ConsistencyGroup = {
  kind: ComplaintKind;
  act: string;
  article: string;
  n: number;
  outcomes: Record<ComplaintOutcome, number>;
  late: number;
  /** Half of them had their decision within these hours of their receipt. */
  medianHours: number;
  measures: { measure: MeasureKind; n: number }[];
  cases: NamedCase[];
};

/** Published decisions in force, each once for every complaint it decides. */
const decided = `select c.id, c.number, c.kind, c.outcome, c.decide_state, c.received_at, c.decided_at, c.commission_id,
    p.body, p.published_at
  from complaint c join publication p on p.decision_id = c.decision_id
  where c.published_at is not null and c.outcome is not null`;

const groups = `with decided as materialized (${decided}), cited as (
    select distinct d.id, a -> 'reference' ->> 'act' as act, a -> 'reference' ->> 'article' as article
    from decided d, jsonb_array_elements(d.body -> 'articles') a where a -> 'reference' ->> 'article' is not null
  ), measured as (
    select kind, act, article, measure, count(*)::int as n
    from (select distinct d.id, d.kind, t.act, t.article, o ->> 'kind' as measure
      from decided d join cited t using (id), jsonb_array_elements(d.body -> 'operative') o
      where o ->> 'kind' not in ('satisfy', 'satisfyInPart', 'reject')) one
    group by 1, 2, 3, 4
  )
  select d.kind, t.act, t.article, count(*)::int as n,
    count(*) filter (where d.outcome = 'granted')::int as granted,
    count(*) filter (where d.outcome = 'grantedInPart')::int as "grantedInPart",
    count(*) filter (where d.outcome = 'refused')::int as refused,
    count(*) filter (where d.decide_state = 'metLate')::int as late,
    floor(percentile_disc(0.5) within group (order by date_part('epoch', d.decided_at - d.received_at)) / 3600)
      as "medianHours",
    (array_agg(jsonb_build_object('number', d.number, 'commission', m.key) order by d.published_at desc, d.id))[1:5] as cases,
    coalesce((select jsonb_agg(jsonb_build_object('measure', x.measure, 'n', x.n) order by x.n desc, x.measure)
      from measured x where (x.kind, x.act, x.article) = (d.kind, t.act, t.article)), '[]') as measures
  from decided d join cited t using (id) join commission m on m.id = d.commission_id
  group by d.kind, t.act, t.article order by n desc, d.kind, t.act, t.article`;

/** Groups of decided complaints by kind and article, the largest first. A complaint is in as many as its decision cites articles. */
export async function listConsistencyGroups(tx: Transaction): Promise<ConsistencyGroup[]> {
  const rows = await tx.query<Omit<ConsistencyGroup, 'outcomes'> & Record<ComplaintOutcome, number>>({
    name: 'consistency-groups',
    text: groups,
  });
  return rows.map(({ granted, grantedInPart, refused, ...row }) => ({
    ...row,
    outcomes: { granted, grantedInPart, refused },
  }));
}

/** Complaints whose published decision names no article of the law pack; they are in no group. */
export async function countWithoutArticle(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ n: number }>({
    name: 'consistency-without-article',
    text: `select count(*) as n from (${decided}) d
      where not jsonb_path_exists(d.body, '$.articles[*].reference.article ? (@ != null)')`,
  });
  return row?.n ?? 0;
}
