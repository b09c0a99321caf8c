import { Migration } from '@mikro-orm/migrations';

const unused = `
alter table event drop column position;
alter table ledger_waiting drop constraint ledger_waiting_record_id_seq_key`;

const state = 'alter table record alter column state type json using state::json';

/**
 * What every act wrote and nobody read: a second place of each event, and an index that the key of `event` makes needless. A
 * state is kept as the text that comes and goes.
 */
export class LeanerWrites extends Migration {
  override name = '0025-leaner-writes';

  override up(): void {
    for (const sql of [unused, state]) this.addSql(sql);
  }
}
