import { Migration } from '@mikro-orm/migrations';

const unused = `
alter table event drop column position;
alter table ledger_waiting drop constraint ledger_waiting_record_id_seq_key`;

const state = 'alter table record alter column state type json using state::json';

const kinds = `
create type outbox_topic as enum ('wake', 'notice', 'follow');
drop index outbox_waiting;
alter table outbox drop constraint outbox_topic_check,
  alter column topic type outbox_topic using topic::outbox_topic;
create index outbox_waiting on outbox (topic, id) where done_at is null;
create type audit_outcome as enum ('done', 'refused', 'read');
alter table audit drop constraint audit_outcome_check,
  alter column outcome type audit_outcome using outcome::audit_outcome`;

/**
 * What every act wrote and nobody read: a second place of each event, and an index that the key of `event` makes needless. A
 * state is kept as the text that comes and goes, and kinds are enumerations: Postgres reads a check anew for each statement.
 */
export class LeanerWrites extends Migration {
  override name = '0025-leaner-writes';

  override up(): void {
    for (const sql of [unused, state, kinds]) this.addSql(sql);
  }
}
