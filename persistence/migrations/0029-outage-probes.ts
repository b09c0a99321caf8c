import { Migration } from '@mikro-orm/migrations';

const outages = `
alter table registry_outage add column layer text not null default 'registry' check (layer in ('way', 'registry'));
alter table registry_outage alter column layer drop default;
alter table registry_outage add column probe_at timestamptz not null default clock_timestamp();
alter table registry_outage alter column probe_at drop default`;

const probes = `
create table registry_probe (
  id bigint generated always as identity primary key,
  registry text not null,
  probed_at timestamptz not null,
  category text
);
create index registry_probe_by_registry on registry_probe (registry, id desc);
create trigger registry_probe_append_only before update or delete on registry_probe
  for each row execute function refuse_change();
create trigger registry_probe_no_truncate before truncate on registry_probe
  for each statement execute function refuse_change();
grant select, insert on registry_probe to shailoo_worker;
grant select on registry_probe to shailoo_desk`;

/**
 * An outage keeps where it lies: on the way, at a security server, or at the registry behind it; and when the way is next
 * looked at while nobody asks. Each look is a row; `category` is the failure that it met, null where the way was open.
 */
export class OutageProbes extends Migration {
  override name = '0029-outage-probes';

  override up(): void {
    for (const sql of [outages, probes]) this.addSql(sql);
  }
}
