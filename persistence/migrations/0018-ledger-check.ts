import { Migration } from '@mikro-orm/migrations';

const check = `
create table ledger_check (
  id integer primary key check (id = 1),
  body text not null,
  mark text not null
);
grant select on ledger_check to shailoo_portal, shailoo_desk, shailoo_worker;
grant insert, update on ledger_check to shailoo_worker;`;

const signer = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'shailoo_ledger') then create role shailoo_ledger nologin; end if;
end $$;
grant usage on schema public to shailoo_ledger;
grant select (record_id, seq, kind, recorded_at, hash) on event to shailoo_ledger;
grant select, delete on ledger_waiting to shailoo_ledger;
grant select, insert on ledger_entry to shailoo_ledger;
revoke delete on ledger_waiting from shailoo_worker;
revoke insert on ledger_entry from shailoo_worker;`;

/**
 * The newest result of the worker's check of the ledger, marked with a key that is not in the database; and a role for the
 * process that signs the ledger, which alone gives events their places and reads nothing but their hashes.
 */
export class LedgerCheck extends Migration {
  override name = '0018-ledger-check';

  override up(): void {
    for (const sql of [check, signer]) this.addSql(sql);
  }
}
