import { Migration } from '@mikro-orm/migrations';

const documents = `
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
  check (purpose in ('evidence', 'statement', 'authority', 'answer', 'courtAct', 'minutes'));`;

const details = `
create table private.filing_detail (
  complaint_id uuid primary key,
  represented_name text not null,
  sealed bytea not null,
  pin_look_up text
);
create index filing_detail_pin on private.filing_detail (pin_look_up) where pin_look_up is not null;
create function private.open_filing_detail(case_id uuid)
  returns table (represented_name text, sealed bytea)
  language sql stable security definer set search_path = private, public, pg_temp as $$
    select d.represented_name, d.sealed from private.filing_detail d where d.complaint_id = case_id $$;
revoke all on function private.open_filing_detail from public;
grant execute on function private.open_filing_detail to shailoo_portal, shailoo_desk, shailoo_worker;
grant insert on private.filing_detail to shailoo_portal, shailoo_desk, shailoo_worker;
grant select on private.filing_detail to shailoo_desk, shailoo_worker;`;

const drafts = `
create table draft_access (
  token_hash bytea primary key,
  draft_id uuid not null references draft on delete cascade,
  kind text not null check (kind in ('browser', 'link'))
);
create index draft_access_of_draft on draft_access (draft_id);
create table draft_mail (
  id uuid primary key,
  draft_id uuid not null references draft on delete cascade,
  language text not null,
  sealed_address bytea not null,
  asked_at timestamptz not null default clock_timestamp(),
  next_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  done_at timestamptz,
  last_error text
);
create index draft_mail_waiting on draft_mail (next_at) where done_at is null;
grant select, insert, update, delete on draft_access to shailoo_portal, shailoo_desk, shailoo_worker;
grant select, insert, update on draft_mail to shailoo_portal, shailoo_worker;
grant delete on draft_mail to shailoo_worker;`;

const uploads = `
create table upload (
  id uuid primary key,
  client text not null,
  purpose text not null check (purpose in ('evidence', 'authority')),
  wrapped_key bytea not null,
  sealed_name bytea not null,
  length bigint not null check (length > 0),
  received bigint not null default 0 check (received between 0 and length),
  document_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create index upload_of_client on upload (client);
create table upload_part (
  id uuid primary key,
  upload_id uuid not null references upload on delete cascade,
  position bigint not null,
  bytes bigint not null,
  unique (upload_id, position)
);
grant select, insert, update, delete on upload, upload_part to shailoo_portal, shailoo_worker;`;

const places = `
update commission set territory = 'sokuluk-rayon' where key in ('tec-sokuluk', 'pec-1086') and territory = 'KG-C';`;

/** What the filing form asks beside the first path: authority, witnesses, identity, drafts by link, resumable uploads. */
export class Intake extends Migration {
  override name = '0002-intake';

  override up(): void {
    for (const sql of [documents, details, drafts, uploads, places]) this.addSql(sql);
  }
}
