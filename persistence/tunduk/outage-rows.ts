import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A time in which a registry counted as out, in legal time; `closedAt` is null while it lasts. */
export type OutageRow = { registry: string; openedAt: Instant; closedAt: Instant | null };

/** Where an outage lies: on the way to a registry or at the registry. */
type Layer = 'way' | 'registry';

/**
 * A registry counts as out from a moment of legal time, and is left alone for a while; false where it did already. Then an
 * outage of the way becomes one of the registry where that is said now.
 */
export async function openOutage(
  tx: Transaction,
  registry: string,
  at: Instant,
  { pauseMs, layer }: { pauseMs: number; layer: Layer },
): Promise<boolean> {
  const rows = await tx.query<{ isNew: boolean }>({
    text: `insert into registry_outage (registry, opened_at, retry_at, layer, probe_at)
      values ($1, $2, clock_timestamp() + make_interval(secs => $3), $4, clock_timestamp() + make_interval(secs => $3))
      on conflict (registry) where closed_at is null do update set layer = 'registry'
        where excluded.layer = 'registry' and registry_outage.layer = 'way'
      returning xmax = 0 as "isNew"`,
    values: [registry, at, pauseMs / 1_000, layer],
  });
  return rows[0]?.isNew ?? false;
}

/**
 * Registries that are out, that nobody tries at present and whose way nobody else looks at: the caller does now. The next
 * look at each is due so many milliseconds later.
 */
export async function takeProbes(
  database: Transaction,
  everyMs: number,
): Promise<{ registry: string; layer: Layer }[]> {
  return database.query({
    text: `update registry_outage set probe_at = clock_timestamp() + make_interval(secs => $1)
      where closed_at is null and retry_at <= clock_timestamp() and probe_at <= clock_timestamp()
      returning registry, layer`,
    values: [everyMs / 1_000],
  });
}

/** A look at the way to a registry, in legal time: the category of the failure it met, null where the way was open. */
export type ProbeRow = { registry: string; probedAt: Instant; category: string | null };

export async function insertProbe(tx: Transaction, { registry, probedAt, category }: ProbeRow): Promise<void> {
  await tx.query({
    text: `insert into registry_probe (registry, probed_at, category) values ($1, $2, $3)`,
    values: [registry, probedAt, category],
  });
}

/**
 * Whether a registry may be asked now. While it is out, one caller at a time gets `probe`, and moves the time for the next
 * one on by `pauseMs` of the machine's clock; all others are told how long it is left alone.
 */
export async function enterOutage(
  database: Transaction,
  registry: string,
  pauseMs: number,
): Promise<'in' | 'probe' | { leftAloneMs: number }> {
  const [row] = await database.query<{ isProbe: boolean; leftAloneMs: number }>({
    text: `with probe as (
        update registry_outage set retry_at = clock_timestamp() + make_interval(secs => $2)
        where registry = $1 and closed_at is null and retry_at <= clock_timestamp() returning registry)
      select exists (select from probe) as "isProbe",
        (extract(epoch from retry_at - clock_timestamp()) * 1000)::float8 as "leftAloneMs"
      from registry_outage where registry = $1 and closed_at is null`,
    values: [registry, pauseMs / 1_000],
  });
  if (row === undefined) return 'in';
  if (row.isProbe) return 'probe';
  /** Another one took the turn in this very moment. */
  return { leftAloneMs: row.leftAloneMs > 0 ? Math.ceil(row.leftAloneMs) : pauseMs };
}

/** The outage of a registry ends at a moment of legal time; false where there was none. */
export async function closeOutage(tx: Transaction, registry: string, at: Instant): Promise<boolean> {
  const rows = await tx.query({
    text: `update registry_outage set closed_at = $2 where registry = $1 and closed_at is null returning registry`,
    values: [registry, at],
  });
  return rows.length > 0;
}

/** A registry that is out now; `probe` is the last look at the way since then, null where there was none. */
export type StandingOutage = {
  registry: string;
  openedAt: Instant;
  layer: Layer;
  probe: Omit<ProbeRow, 'registry'> | null;
};

export async function listOutages(database: Transaction): Promise<StandingOutage[]> {
  const rows = await database.query<
    Omit<StandingOutage, 'probe'> & Omit<ProbeRow, 'probedAt'> & { probedAt: Instant | null }
  >({
    text: `select o.registry, o.opened_at as "openedAt", o.layer, p.probed_at as "probedAt", p.category
      from registry_outage o
      left join lateral (select probed_at, category from registry_probe
        where registry = o.registry and probed_at >= o.opened_at order by id desc limit 1) p on true
      where o.closed_at is null`,
  });
  return rows.map(({ probedAt, category, ...row }) => ({
    ...row,
    probe: probedAt === null ? null : { probedAt, category },
  }));
}

/** The last outages of all registries, the newest first, those that last among them. */
export async function listLastOutages(database: Transaction, limit: number): Promise<OutageRow[]> {
  return database.query({
    text: `select registry, opened_at as "openedAt", closed_at as "closedAt" from registry_outage
      order by opened_at desc, registry limit $1`,
    values: [limit],
  });
}

/** Attempts of a contract in the last day of the machine's clock, and how many of them brought an answer. */
export async function countLastDay(
  database: Transaction,
  contract: string,
): Promise<{ asked: number; answered: number }> {
  const [row] = await database.query<{ asked: number; answered: number }>({
    text: `select count(*)::integer as asked,
        count(*) filter (where e.detail #>> '{outcome,kind}' in ('ok', 'business'))::integer as answered
      from registry_attempt a
      left join registry_attempt_step e on e.exchange_id = a.exchange_id and e.attempt = a.attempt and e.kind = 'end'
      where a.reserved_at > clock_timestamp() - interval '1 day' and a.exchange ->> 'contract' = $1`,
    values: [contract],
  });
  return row ?? { asked: 0, answered: 0 };
}
