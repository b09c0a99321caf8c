import { Migration } from '@mikro-orm/migrations';

const keeping = `
create function refuse_change_of_outage() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.closed_at is null and new.closed_at is not null
    and new.registry = old.registry and new.opened_at = old.opened_at then return new; end if;
  raise exception 'an outage only ends, it does not change' using errcode = '23001';
end $$;
create trigger registry_outage_stays before update or delete on registry_outage
  for each row execute function refuse_change_of_outage();
create trigger registry_outage_no_truncate before truncate on registry_outage
  for each statement execute function refuse_change();
create index registry_outage_by_time on registry_outage (opened_at desc);`;

/** The outage of a registry is a fact: it is opened, ended once, and neither changed nor deleted. */
export class OutagesStay extends Migration {
  override name = '0020-outages-stay';

  override up(): void {
    this.addSql(keeping);
  }
}
