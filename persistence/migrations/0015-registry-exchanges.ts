import { Migration } from '@mikro-orm/migrations';

const tables = `
create table registry_attempt (
  exchange_id uuid not null,
  attempt integer not null check (attempt > 0),
  x_road_id uuid not null unique,
  exchange jsonb not null,
  reserved_at timestamptz not null default clock_timestamp(),
  primary key (exchange_id, attempt)
);
create table registry_attempt_step (
  exchange_id uuid not null,
  attempt integer not null,
  kind text not null check (kind in ('sending', 'end')),
  detail jsonb not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (exchange_id, attempt, kind),
  foreign key (exchange_id, attempt) references registry_attempt
);
create index registry_attempt_by_time on registry_attempt (reserved_at);`;

const protections = ['registry_attempt', 'registry_attempt_step'].map(
  (table) => `
create trigger ${table}_append_only before update or delete on ${table}
  for each row execute function refuse_change();
create trigger ${table}_no_truncate before truncate on ${table}
  for each statement execute function refuse_change();`,
);

const grants = `
grant select, insert on registry_attempt, registry_attempt_step to shailoo_worker;
grant select on registry_attempt, registry_attempt_step to shailoo_desk;`;

/** What was asked of registries: attempts and their steps, which are only added to. No personal data. */
export class RegistryExchanges extends Migration {
  override name = '0015-registry-exchanges';

  override up(): void {
    for (const sql of [tables, ...protections, grants]) this.addSql(sql);
  }
}
