import { Migration } from '@mikro-orm/migrations';

const retry = `
alter table registry_outage add column retry_at timestamptz not null default clock_timestamp();
alter table registry_outage alter column retry_at drop default;
create or replace function refuse_change_of_outage() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.closed_at is null
    and new.registry = old.registry and new.opened_at = old.opened_at then return new; end if;
  raise exception 'an outage only ends, it does not change' using errcode = '23001';
end $$;`;

/**
 * When an outage is tried again stands with it, so that all workers leave a registry alone together and one of them tries.
 * While it lasts that moment moves on; beginning and end are as unchangeable as before.
 */
export class SharedOutages extends Migration {
  override name = '0027-shared-outages';

  override up(): void {
    this.addSql(retry);
  }
}
