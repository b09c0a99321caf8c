import { Migration } from '@mikro-orm/migrations';

const packs = `
create table proposed_pack (
  edition_id uuid primary key,
  pack jsonb not null,
  hash text not null
);
create table adopted_pack (
  id text not null,
  version integer not null check (version > 1),
  pack jsonb not null,
  hash text not null,
  adopted_by uuid not null references record,
  primary key (id, version)
);
create trigger proposed_pack_append_only before update or delete on proposed_pack
  for each row execute function refuse_change();
create trigger adopted_pack_append_only before update or delete on adopted_pack
  for each row execute function refuse_change();
create trigger proposed_pack_no_truncate before truncate on proposed_pack
  for each statement execute function refuse_change();
create trigger adopted_pack_no_truncate before truncate on adopted_pack
  for each statement execute function refuse_change();`;

const editions = `
create table law_edition (
  id uuid primary key references record,
  number text not null,
  status text not null,
  commission_id uuid not null,
  election_id uuid not null,
  pack text not null,
  pack_version integer not null,
  proposed_at timestamptz not null,
  confirmed_at timestamptz,
  applied_at timestamptz,
  cases integer,
  moved_cases integer,
  unique (commission_id, number)
);
create index law_edition_by_time on law_edition (proposed_at desc);`;

const pins = `
alter table complaint add column pack_version integer not null default 1;
create index complaint_of_older_law on complaint (pack_version, id)
  where status not in ('closed', 'forwarded', 'withdrawn');
update record set state = state || '{"packVersion": 1}' where subject = 'complaint' and not state ? 'packVersion';`;

const grants = `
grant select on proposed_pack, adopted_pack, law_edition to shailoo_portal, shailoo_desk, shailoo_worker;
grant insert on proposed_pack, adopted_pack to shailoo_desk;
grant insert, update on law_edition to shailoo_desk, shailoo_worker;`;

/** Changes of the law: proposed and adopted packs, which are only added to, and the version each case is pinned to. */
export class LawAdoption extends Migration {
  override name = '0009-law-adoption';

  override up(): void {
    for (const sql of [packs, editions, pins, grants]) this.addSql(sql);
  }
}
