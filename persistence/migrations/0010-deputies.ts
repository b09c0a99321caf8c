import { Migration } from '@mikro-orm/migrations';

const deputies = `
alter table appointment add column deputy_for uuid check (deputy_for <> person_id);
drop index appointment_of_person;
drop index appointment_of_commission;
create index appointment_of_person on appointment (person_id);
create index appointment_of_commission on appointment (commission_id);
create index appointment_of_deputies on appointment (deputy_for, commission_id) where deputy_for is not null;`;

const absences = `
create table absence (
  id uuid primary key references record,
  status text not null,
  commission_id uuid not null,
  person_id uuid not null,
  away_from timestamptz not null,
  away_until timestamptz not null check (away_until >= away_from),
  deputy uuid
);
create index absence_of_commission on absence (commission_id, away_until);
create index absence_of_person on absence (person_id, away_until);`;

const stead = `alter table event add column acting_for uuid;`;

const checks = `
alter table decision add column is_checked boolean not null default false;
update decision d set is_checked = true from record r
  where r.id = d.id and r.state #>> '{check,result}' = 'passed' and r.state #>> '{check,textHash}' = d.text_hash;`;

const grants = `
grant select on absence to shailoo_portal, shailoo_desk, shailoo_worker;
grant insert, update on absence to shailoo_desk;`;

/** Deputies and absences, in each event for whom a deputy acted, and which drafts have passed their check. */
export class Deputies extends Migration {
  override name = '0010-deputies';

  override up(): void {
    for (const sql of [deputies, absences, stead, checks, grants]) this.addSql(sql);
  }
}
