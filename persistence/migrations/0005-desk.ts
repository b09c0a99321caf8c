import { Migration } from '@mikro-orm/migrations';

const tables = `
create table desk_look (
  person_id uuid not null,
  commission_id uuid not null references commission,
  looked_at timestamptz not null,
  primary key (person_id, commission_id)
);
create table private.saved_view (
  id uuid primary key,
  commission_id uuid not null references commission,
  author uuid not null,
  is_shared boolean not null,
  name text not null check (char_length(name) between 1 and 60),
  search text not null check (char_length(search) <= 2000),
  saved_at timestamptz not null
);
create index saved_view_of_commission on private.saved_view (commission_id, author);
create table calendar_feed (
  person_id uuid primary key,
  token_hash bytea not null unique,
  made_at timestamptz not null,
  read_at timestamptz
);
create index complaint_at_once on complaint (commission_id, received_at)
  where decided_at is null and decide_due_at is null;
create index complaint_of_holder on complaint (holder) where holder is not null;`;

const grants = `
grant select, insert, update on desk_look to shailoo_desk;
grant select, insert, update, delete on private.saved_view, calendar_feed to shailoo_desk;`;

/** What staff arrange for themselves: views of the queue, what they have looked at, the address of their calendar. */
export class Desk extends Migration {
  override name = '0005-desk';

  override up(): void {
    for (const sql of [tables, grants]) this.addSql(sql);
  }
}
