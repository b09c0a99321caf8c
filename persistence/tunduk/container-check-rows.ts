import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

type Verdict = 'good' | 'broken' | 'not-checked';

/** One check of a container, in legal time; `trust` is the row of the certificates that it was made under. */
export type ContainerCheckRow = {
  exchangeId: string;
  attempt: number;
  side: 'request' | 'response';
  trust: string;
  finding: unknown;
  verdict: Verdict;
  /** Whether other certificates could come to another verdict. */
  dependsOnTrust: boolean;
  checkedAt: Instant;
};

/** Keeps a check; false where the container was checked under the same trust already. */
export async function insertContainerCheck(tx: Transaction, row: ContainerCheckRow): Promise<boolean> {
  const { exchangeId, attempt, side, trust, finding, verdict, dependsOnTrust, checkedAt } = row;
  const rows = await tx.query({
    text: `insert into registry_container_check
        (exchange_id, attempt, side, trust, finding, verdict, depends_on_trust, checked_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    values: [exchangeId, attempt, side, trust, JSON.stringify(finding), verdict, dependsOnTrust, checkedAt],
  });
  return rows.length > 0;
}

/** A container and a trust that it is still to be checked under. */
export type OpenCheckRow = Pick<ContainerCheckRow, 'exchangeId' | 'attempt' | 'side' | 'trust'> & {
  evidenceId: string;
};

/**
 * Containers whose verdict depends on trust, each with every trust that it was not checked under yet, oldest trust first:
 * those in force when the message was sent or later. What was trusted before the message counts for nothing.
 */
export async function listOpenChecks(
  database: Transaction,
  after: OpenCheckRow | undefined,
  limit: number,
): Promise<OpenCheckRow[]> {
  return database.query({
    text: `with trusts as (
        select id, digest, lead(trusted_from) over (order by id) as trusted_until from registry_trust)
      select c.exchange_id as "exchangeId", c.attempt, c.side, c.evidence_id as "evidenceId", t.id::text as trust
      from registry_container c
      join registry_attempt_step s on s.exchange_id = c.exchange_id and s.attempt = c.attempt and s.kind = 'sending'
      join trusts t on t.trusted_until is null or t.trusted_until > s.recorded_at
      where exists (select from registry_container_check k
          where k.exchange_id = c.exchange_id and k.attempt = c.attempt and k.side = c.side and k.depends_on_trust)
        and not exists (select from registry_container_check k left join registry_trust kt on kt.id = k.trust
          where k.exchange_id = c.exchange_id and k.attempt = c.attempt and k.side = c.side
            and (not k.depends_on_trust or kt.digest = t.digest))
        and ($1::uuid is null or (c.exchange_id, c.attempt, c.side, t.id) > ($1, $2::integer, $3, $4::bigint))
      order by c.exchange_id, c.attempt, c.side, t.id limit $5`,
    values: [after?.exchangeId, after?.attempt, after?.side, after?.trust, limit],
  });
}

/** How many containers are kept, by what their check came to; one that holds another message than ours is broken. */
export type StandingVerdicts = Record<Verdict, number>;

/**
 * The verdict that counts of each container: one that no other certificates could change, else the one under the newest.
 * Checks from before certificates were noted are the oldest.
 */
export async function countVerdicts(database: Transaction): Promise<StandingVerdicts> {
  const rows = await database.query<{ verdict: Verdict; n: number }>({
    text: `with standing as (
        select distinct on (k.exchange_id, k.attempt, k.side)
          case when c.is_our_message is false then 'broken' else k.verdict end as verdict
        from registry_container_check k
        join registry_container c on c.exchange_id = k.exchange_id and c.attempt = k.attempt and c.side = k.side
        order by k.exchange_id, k.attempt, k.side, k.depends_on_trust, k.trust desc nulls last, k.id desc)
      select verdict, count(*)::integer as n from standing group by verdict`,
  });
  const found = Object.fromEntries(rows.map(({ verdict, n }) => [verdict, n]));
  return { good: 0, broken: 0, 'not-checked': 0, ...found };
}

/** A container that was checked anew: what was found before and then, each under the trust of its digest, `''` for none. */
export type RecheckRow = {
  checkedAt: Instant;
  contract: string;
  side: 'request' | 'response';
  xRoadId: string;
  before: { verdict: Verdict; digest: string | null; finding: unknown };
  now: { verdict: Verdict; digest: string | null; finding: unknown };
};

/** The last checks that were not the first of their container, the newest first. */
export async function listRechecks(database: Transaction, limit: number): Promise<RecheckRow[]> {
  return database.query({
    text: `select k.checked_at as "checkedAt", a.exchange ->> 'contract' as contract, k.side, a.x_road_id as "xRoadId",
        json_build_object('verdict', b.verdict, 'digest', case bt.certificates when '' then '' else bt.digest end, 'finding', b.finding) as before,
        json_build_object('verdict', k.verdict, 'digest', case t.certificates when '' then '' else t.digest end, 'finding', k.finding) as now
      from registry_container_check k
      join registry_attempt a on a.exchange_id = k.exchange_id and a.attempt = k.attempt
      cross join lateral (select * from registry_container_check p
        where p.exchange_id = k.exchange_id and p.attempt = k.attempt and p.side = k.side and p.id < k.id
        order by p.id desc limit 1) b
      left join registry_trust t on t.id = k.trust
      left join registry_trust bt on bt.id = b.trust
      order by k.id desc limit $1`,
    values: [limit],
  });
}
