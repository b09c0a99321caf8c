import { Migration } from '@mikro-orm/migrations';

const copies = `
alter table complaint add column owes_copy boolean not null default false;
update complaint set owes_copy = true where status in ('decided', 'published', 'leftUnexamined');
create index complaint_owes_copy on complaint (commission_id, decided_at) where owes_copy;`;

const scans = `
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
  check (purpose in ('evidence', 'statement', 'authority', 'answer', 'courtAct', 'minutes', 'serving'));`;

/** Who has still to get a copy of an outcome, and scans of what proves that a copy was served. */
export class Serving extends Migration {
  override name = '0011-serving';

  override up(): void {
    for (const sql of [copies, scans]) this.addSql(sql);
  }
}
