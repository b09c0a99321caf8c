import { Migration } from '@mikro-orm/migrations';

const terms = `
alter table deadline add column term text, add column alterations jsonb not null default '[]';
update deadline set term = rule;
alter table deadline alter column term set not null;
alter table deadline drop constraint deadline_pkey;
alter table deadline add primary key (record_id, term);
alter table deadline drop constraint deadline_state_check;
alter table deadline add constraint deadline_state_check
  check (state in ('running', 'suspended', 'met', 'metLate', 'missed', 'lapsed', 'superseded'));`;

const complaints = `
alter table complaint
  add column joined_to uuid,
  add column rapporteur uuid,
  add column working_group jsonb not null default '[]',
  add column forwarded_to text,
  add column attacks uuid,
  add column open_requests integer not null default 0,
  add column overdue_requests integer not null default 0,
  add column hearing_at timestamptz,
  add column contest_until timestamptz,
  add column open_appeals integer not null default 0,
  add column closed_at timestamptz,
  add column earlier_decisions jsonb not null default '[]';
create index complaint_joined on complaint (joined_to) where joined_to is not null;
create index complaint_attacks on complaint (attacks) where attacks is not null;
create index complaint_to_close on complaint (id)
  where status in ('published', 'leftUnexamined') and contest_until is null and open_appeals = 0;`;

const decisions = `
alter table decision add column force text, add column replaced_by uuid, add column replaces uuid;
update decision set force = 'inForce' where signed_at is not null;`;

const papers = `
create table private.paper (
  id uuid primary key,
  record_id uuid not null,
  kind text not null,
  sealed bytea not null,
  hash text not null,
  author text not null,
  written_at timestamptz not null
);
create index paper_of_record on private.paper (record_id, written_at);
create table private.contact_change (
  id bigint generated always as identity primary key,
  complaint_id uuid not null,
  sealed_contact bytea not null,
  changed_at timestamptz not null
);
create index contact_change_of_complaint on private.contact_change (complaint_id, id desc);
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
  check (purpose in ('evidence', 'statement', 'authority', 'answer', 'courtAct', 'minutes'));
grant insert on private.paper, private.contact_change to shailoo_portal, shailoo_desk, shailoo_worker;
grant select on private.paper, private.contact_change to shailoo_desk, shailoo_worker;
create function private.party_papers(case_id uuid) returns setof private.paper
  language sql stable security definer set search_path = private, public, pg_temp as $$
    select * from private.paper
    where record_id = case_id and kind in ('defects', 'cure', 'forward', 'withdrawal', 'evidence', 'hearing') $$;
revoke all on function private.party_papers from public;
grant execute on function private.party_papers to shailoo_portal, shailoo_desk, shailoo_worker;
create or replace function private.open_case(case_id uuid)
  returns table (wrapped bytea, complainant_name text, sealed_contact bytea, statement text, demand text,
    respondent text, place text, learned_on date, salt bytea)
  language sql stable security definer set search_path = private, public, pg_temp as $$
    select k.wrapped, s.complainant_name,
      coalesce((select c.sealed_contact from private.contact_change c
        where c.complaint_id = case_id order by c.id desc limit 1), s.sealed_contact),
      s.statement, s.demand, s.respondent, s.place, s.learned_on, e.salt
    from private.complaint_statement s
    join private.record_key k on k.record_id = s.complaint_id
    join private.event_salt e on e.record_id = s.complaint_id and e.seq = 1
    where s.complaint_id = case_id $$;`;

/** The whole procedure: several terms of one rule, altered terms, joined and appealed cases, papers of the parties. */
export class Procedure extends Migration {
  override name = '0006-procedure';

  override up(): void {
    for (const sql of [terms, complaints, decisions, papers]) this.addSql(sql);
  }
}
