import { Migration } from '@mikro-orm/migrations';

const everyone = 'shailoo_portal, shailoo_desk, shailoo_worker';
const staff = 'shailoo_desk, shailoo_worker';

/** Lawyers' checks of drafts, the marks of redaction, and the plain title and signature of a publication. Rows are only added. */
export class Decisions extends Migration {
  override name = '0004-decisions';

  override up(): void {
    this.addSql(`create table private.draft_check (
  id bigint generated always as identity primary key,
  decision_id uuid not null,
  draft_version integer not null,
  checker uuid not null,
  result text not null check (result in ('passed', 'returned')),
  remarks text not null,
  checked_at timestamptz not null
);
create index draft_check_of_decision on private.draft_check (decision_id);
create table private.redaction (
  decision_id uuid not null,
  version integer not null,
  marks jsonb not null,
  hash text not null,
  author uuid not null,
  marked_at timestamptz not null,
  primary key (decision_id, version)
);
alter table publication add column title text, add column signature jsonb;
grant select, insert on private.draft_check, private.redaction to ${staff};
grant select on publication to ${everyone};`);
  }
}
