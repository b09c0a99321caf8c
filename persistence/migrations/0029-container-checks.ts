import { Migration } from '@mikro-orm/migrations';

const trust = `
create table registry_trust (
  id bigint generated always as identity primary key,
  digest text not null,
  certificates text not null,
  trusted_from timestamptz not null default clock_timestamp()
)`;

const checks = `
create table registry_container_check (
  id bigint generated always as identity primary key,
  exchange_id uuid not null,
  attempt integer not null,
  side text not null,
  trust bigint references registry_trust,
  finding jsonb not null,
  verdict text not null check (verdict in ('good', 'broken', 'not-checked')),
  depends_on_trust boolean not null,
  checked_at timestamptz not null,
  foreign key (exchange_id, attempt, side) references registry_container,
  unique (exchange_id, attempt, side, trust)
);
create index registry_container_check_open on registry_container_check (exchange_id, attempt, side) where depends_on_trust`;

const states = `array[f -> 'references' ->> 'state', f -> 'coverage' ->> 'state', f -> 'signingCertificate' ->> 'state',
  f -> 'chain' ->> 'state', f -> 'timeStamp' ->> 'state', f -> 'revocation' ->> 'state']`;
const reasons = `array[f -> 'chain' ->> 'reason', f -> 'timeStamp' ->> 'reason', f -> 'revocation' ->> 'reason']`;

/** Which certificates the first checks were made under nobody noted; that they were checked, and what was found, stays. */
const firstChecks = `
insert into registry_container_check (exchange_id, attempt, side, finding, verdict, depends_on_trust, checked_at)
select exchange_id, attempt, side, f,
  case when not (f ->> 'isWhole')::boolean or f ->> 'signature' = 'differs' or 'broken' = any (${states}) then 'broken'
    when f ->> 'signature' = 'not-checked' or 'not-checked' = any (${states}) then 'not-checked' else 'good' end,
  ${reasons} && array['no-path', 'not-an-authority', 'not-valid-then', 'signature-differs', 'other-certificate',
    'not-authorised', 'no-anchors', 'no-issuer', 'no-time'],
  collected_at
from registry_container cross join lateral (select finding as f) as found order by collected_at;
alter table registry_container drop column finding`;

const protections = ['registry_trust', 'registry_container_check'].map(
  (table) => `
create trigger ${table}_append_only before update or delete on ${table}
  for each row execute function refuse_change();
create trigger ${table}_no_truncate before truncate on ${table}
  for each statement execute function refuse_change()`,
);

const grants = `
grant select, insert on registry_trust, registry_container_check to shailoo_worker;
grant select on registry_trust, registry_container_check to shailoo_desk`;

/**
 * What was found in a signed container stands beside it, one row for each time it was checked, with the certificates that
 * were trusted then: one that failed under old certificates is checked again under new ones, and both verdicts stay.
 */
export class ContainerChecks extends Migration {
  override name = '0029-container-checks';

  override up(): void {
    for (const sql of [trust, checks, firstChecks, ...protections, grants]) this.addSql(sql);
  }
}
