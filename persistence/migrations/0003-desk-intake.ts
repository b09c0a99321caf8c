import { Migration } from '@mikro-orm/migrations';

const entries = `
alter table complaint add column entered_at timestamptz;
create table private.complaint_entry (
  complaint_id uuid primary key,
  reason_words text not null check (char_length(reason_words) <= 1000)
);
grant select, insert on private.complaint_entry to shailoo_desk;`;

const viewing = `
alter table file_link drop constraint file_link_form_check;
alter table file_link add constraint file_link_form_check check (form in ('shown', 'original', 'viewed'));
create index document_of_client on document (client) where client is not null;`;

/** Complaints that a clerk enters: when, and the private words of why so late; links that a viewer may use again. */
export class DeskIntake extends Migration {
  override name = '0003-desk-intake';

  override up(): void {
    for (const sql of [entries, viewing]) this.addSql(sql);
  }
}
