import { Migration } from '@mikro-orm/migrations';

const table = `
create table complaint_holder (
  id uuid primary key references complaint,
  holder uuid
);
insert into complaint_holder select id, holder from complaint;
drop index complaint_of_holder;
create index complaint_of_holder on complaint_holder (holder) where holder is not null;
grant select on complaint_holder to shailoo_portal, shailoo_desk, shailoo_worker, shailoo_ledger;
grant insert, update on complaint_holder to shailoo_portal, shailoo_desk, shailoo_worker`;

const room = 'alter table complaint set (fillfactor = 90)';

/**
 * Who holds a case stands in a table of its own besides, and is found there: while the column of `complaint` was indexed, each
 * case that changed hands got a new entry in all its indexes. The room left on each page is for the row's next version.
 */
export class HoldersBeside extends Migration {
  override name = '0024-holders-beside';

  override up(): void {
    for (const sql of [table, room]) this.addSql(sql);
  }
}
