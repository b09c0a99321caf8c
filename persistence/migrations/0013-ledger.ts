import { Migration } from '@mikro-orm/migrations';

const tables = `
create table ledger_waiting (
  place bigint generated always as identity primary key,
  record_id uuid not null,
  seq integer not null,
  unique (record_id, seq)
);
create table ledger_entry (
  place bigint primary key check (place >= 0),
  record_id uuid not null,
  seq integer not null,
  entry text not null,
  unique (record_id, seq)
);
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
create trigger ledger_entry_no_truncate before truncate on ledger_entry
  for each statement execute function refuse_change();
insert into ledger_waiting (record_id, seq) select record_id, seq from event order by recorded_at, record_id, seq;`;

const grants = `
grant insert on ledger_waiting to shailoo_portal, shailoo_desk, shailoo_worker;
grant select on ledger_waiting to shailoo_portal, shailoo_desk, shailoo_worker;
grant delete on ledger_waiting to shailoo_worker;
grant select on ledger_entry to shailoo_portal, shailoo_desk, shailoo_worker;
grant insert on ledger_entry to shailoo_worker;`;

/** The ledger: events that wait for their place, and the entries in their places, which are only added to. */
export class Ledger extends Migration {
  override name = '0013-ledger';

  override up(): void {
    for (const sql of [tables, grants]) this.addSql(sql);
  }
}
