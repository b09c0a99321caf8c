import { Migration } from '@mikro-orm/migrations';

const organisation = `
create table commission (
  id uuid primary key,
  key text not null unique,
  kind text not null check (kind in ('cec', 'territorial', 'district', 'precinct')),
  parent_id uuid references commission,
  ancestors uuid[] not null default '{}',
  name_ky text not null,
  name_ru text not null,
  name_en text not null,
  territory text,
  valid_from timestamptz not null,
  valid_to timestamptz
);
create table election (
  id uuid primary key,
  key text not null unique,
  kind text not null,
  name_ky text not null,
  name_ru text not null,
  name_en text not null,
  voting_day date not null,
  pack text not null
);
create table private.person (
  id uuid primary key,
  issuer text not null,
  sub text not null,
  name text not null,
  unique (issuer, sub)
);`;

const records = `
create table record (
  id uuid primary key,
  subject text not null,
  status text not null,
  version integer not null,
  head_seq integer not null,
  head_hash bytea not null,
  commission_id uuid not null references commission,
  election_id uuid not null references election,
  pack text not null,
  state jsonb not null
);
create table event (
  position bigint generated always as identity unique,
  record_id uuid not null,
  seq integer not null,
  subject text not null,
  kind text not null,
  schema_version integer not null,
  status text not null,
  legal_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  payload text not null,
  commitment bytea not null,
  prev bytea not null,
  hash bytea not null,
  primary key (record_id, seq)
);
create table private.event_salt (
  record_id uuid not null,
  seq integer not null,
  salt bytea not null,
  primary key (record_id, seq)
);
create table deadline (
  record_id uuid not null,
  rule text not null,
  pack text not null,
  pack_version integer not null,
  calendar_version text not null,
  base_event text not null,
  base_at timestamptz not null,
  due_at timestamptz,
  zone text not null,
  derivation jsonb not null,
  state text not null check (state in ('running', 'met', 'metLate', 'missed')),
  started_seq integer not null,
  ended_at timestamptz,
  primary key (record_id, rule)
);
create index deadline_due on deadline (due_at) where state = 'running' and due_at is not null;
create table number_series (
  commission_id uuid not null references commission,
  kind text not null,
  year integer not null,
  last integer not null,
  primary key (commission_id, kind, year)
);
create table outbox (
  id bigint generated always as identity primary key,
  record_id uuid not null,
  topic text not null check (topic in ('wake', 'notice')),
  body jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  next_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  done_at timestamptz,
  last_error text
);
create index outbox_waiting on outbox (topic, id) where done_at is null;
create index outbox_done on outbox (done_at) where done_at is not null;
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  legal_at timestamptz not null,
  actor text not null,
  action text not null,
  record_id uuid,
  outcome text not null check (outcome in ('done', 'refused', 'read')),
  code text,
  correlation_id text,
  details jsonb not null default '{}'
);
create index audit_of_record on audit (record_id, id);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only table %', tg_table_name using errcode = '23001';
end $$;
create trigger event_append_only before update or delete on event for each row execute function refuse_change();
create trigger event_no_truncate before truncate on event for each statement execute function refuse_change();
create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
create trigger audit_no_truncate before truncate on audit for each statement execute function refuse_change();`;

const subjects = `
create table complaint (
  id uuid primary key references record,
  number text not null,
  status text not null,
  commission_id uuid not null,
  election_id uuid not null,
  kind text not null,
  respondent_kind text not null,
  complainant_kind text not null,
  territory text,
  precinct text,
  language text not null,
  channel text not null,
  warnings jsonb not null,
  file_count integer not null,
  received_at timestamptz not null,
  registered_at timestamptz,
  admitted_at timestamptz,
  decided_at timestamptz,
  published_at timestamptz,
  decide_rule text,
  decide_due_at timestamptz,
  decide_state text,
  inaction_at timestamptz,
  holder uuid,
  ground text,
  decision_id uuid,
  sitting_id uuid,
  outcome text,
  receipt_version integer not null,
  unique (commission_id, number)
);
create index complaint_by_time on complaint (received_at desc, id desc);
create index complaint_by_number on complaint (number);
create index complaint_queue on complaint (commission_id, decide_due_at) where decided_at is null;
create table decision (
  id uuid primary key references record,
  number text,
  status text not null,
  commission_id uuid not null,
  election_id uuid not null,
  outcome text not null,
  draft_version integer not null,
  drafter uuid not null,
  sitting_id uuid,
  votes_for integer,
  votes_against integer,
  signed_at timestamptz,
  signed_by uuid,
  text_hash text not null,
  public_text_hash text,
  published_at timestamptz
);
create table sitting (
  id uuid primary key references record,
  number text not null,
  status text not null,
  commission_id uuid not null,
  election_id uuid not null,
  starts_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  item_count integer not null
);
create table appointment (
  id uuid primary key references record,
  status text not null,
  commission_id uuid not null,
  person_id uuid not null,
  role text not null,
  proposed_by text not null,
  confirmed_by text,
  valid_from timestamptz,
  valid_to timestamptz
);
create index appointment_of_person on appointment (person_id) where status = 'active';
create index appointment_of_commission on appointment (commission_id) where status = 'active';
create table publication (
  decision_id uuid primary key references record,
  number text not null,
  commission_id uuid not null,
  language text not null,
  body jsonb not null,
  roll_call jsonb not null,
  dissents jsonb not null,
  text_hash text not null,
  published_at timestamptz not null
);
create table publication_complaint (
  decision_id uuid not null references publication,
  complaint_id uuid not null,
  primary key (decision_id, complaint_id)
);
create index publication_of_complaint on publication_complaint (complaint_id);`;

const privateTables = `
create table private.record_key (
  record_id uuid primary key,
  wrapped bytea not null
);
create table private.complaint_statement (
  complaint_id uuid primary key,
  complainant_name text not null,
  sealed_contact bytea not null,
  statement text not null,
  demand text not null,
  respondent text not null,
  place text not null,
  learned_on date,
  search tsvector generated always as (to_tsvector('simple',
    complainant_name || ' ' || statement || ' ' || demand || ' ' || respondent || ' ' || place)) stored
);
create index complaint_statement_search on private.complaint_statement using gin (search);
create table private.decision_text (
  decision_id uuid not null,
  kind text not null check (kind in ('full', 'public')),
  version integer not null,
  language text not null,
  body jsonb not null,
  hash text not null,
  author uuid not null,
  written_at timestamptz not null,
  primary key (decision_id, kind, version)
);
create table private.dissent (
  item_id uuid not null,
  member uuid not null,
  version integer not null,
  language text not null,
  body jsonb not null,
  hash text not null,
  written_at timestamptz not null,
  primary key (item_id, member, version)
);
create table private.note (
  id uuid primary key,
  complaint_id uuid not null,
  author uuid not null,
  written_at timestamptz not null,
  text text not null check (char_length(text) between 1 and 5000)
);
create index note_of_complaint on private.note (complaint_id, written_at);`;

const intake = `
create table draft (
  id uuid primary key,
  token_hash bytea not null unique,
  language text not null,
  wrapped_key bytea not null,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  first_attempt_at timestamptz,
  record_id uuid
);
create table document (
  id uuid primary key,
  draft_id uuid references draft,
  client text,
  record_id uuid,
  state text not null check (state in ('staged', 'filed', 'discarded')),
  purpose text not null check (purpose in ('evidence', 'statement')),
  position integer not null,
  sealed_name bytea not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  wrapped_key bytea not null,
  uploaded_at timestamptz not null default clock_timestamp(),
  filed_at timestamptz,
  scan text not null default 'notScanned' check (scan in ('notScanned', 'waiting', 'clean', 'infected', 'failed')),
  scan_tries integer not null default 0,
  scanned_at timestamptz,
  has_unreadable_picture boolean not null default false
);
create index document_of_record on document (record_id, position);
create index document_of_draft on document (draft_id, position);
create index document_staged on document (uploaded_at) where state = 'staged';
create index document_to_scan on document (scan, filed_at) where state = 'filed' and scan in ('notScanned', 'waiting', 'failed');
create table file_link (
  token_hash bytea primary key,
  document_id uuid not null references document,
  form text not null check (form in ('shown', 'original')),
  person_id uuid,
  expires_at timestamptz not null,
  used_at timestamptz
);
create table idempotency (
  client text not null,
  key text not null,
  request_hash bytea not null,
  record_id uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (client, key)
);
create table session (
  id_hash bytea primary key,
  surface text not null,
  person_id uuid,
  csrf text not null,
  pending jsonb,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create table receipt_attempt (
  record_id uuid not null,
  address_hash bytea not null,
  at timestamptz not null default clock_timestamp()
);
create index receipt_attempt_recent on receipt_attempt (record_id, address_hash, at);`;

const clock = `
create table legal_clock (
  id integer primary key check (id = 1),
  mode text not null check (mode in ('real', 'training')),
  offset_microseconds bigint not null default 0,
  last_legal_at timestamptz not null,
  check (mode = 'training' or offset_microseconds = 0)
);
insert into legal_clock values (1, 'real', 0, clock_timestamp());
create function legal_now() returns timestamptz language sql volatile as
  'select clock_timestamp() + offset_microseconds * interval ''1 microsecond'' from legal_clock';`;

const roles = ['shailoo_portal', 'shailoo_desk', 'shailoo_worker'];
const everyone = roles.join(', ');
const staff = 'shailoo_desk, shailoo_worker';

const grants = `
${roles
  .map(
    (role) => `do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
end $$;`,
  )
  .join('\n')}
grant usage on schema public, private to ${everyone};
grant select on all tables in schema public to ${everyone};
grant insert on event, audit, private.event_salt, private.record_key, private.complaint_statement to ${everyone};
grant insert, update on record, deadline, number_series, outbox, complaint, decision, sitting, appointment, draft,
  document, file_link, idempotency, session, receipt_attempt to ${everyone};
grant insert on publication, publication_complaint, private.decision_text, private.dissent to ${staff};
grant delete on draft, idempotency, session, receipt_attempt, file_link, outbox to shailoo_worker;
grant delete on session to ${everyone};
grant select on all tables in schema private to ${staff};
revoke all on private.note from shailoo_worker;
grant insert on private.note to shailoo_desk;
grant insert, update on private.person, commission, election to ${staff};
grant update on legal_clock to ${staff};
create function private.open_case(case_id uuid)
  returns table (wrapped bytea, complainant_name text, sealed_contact bytea, statement text, demand text,
    respondent text, place text, learned_on date, salt bytea)
  language sql stable security definer set search_path = private, public, pg_temp as $$
    select k.wrapped, s.complainant_name, s.sealed_contact, s.statement, s.demand, s.respondent, s.place, s.learned_on, e.salt
    from private.complaint_statement s
    join private.record_key k on k.record_id = s.complaint_id
    join private.event_salt e on e.record_id = s.complaint_id and e.seq = 1
    where s.complaint_id = case_id $$;
revoke all on function private.open_case from public;
grant execute on function private.open_case to ${everyone};`;

/** The tables of the first path: records, events, terms, intake, clock; private data in a schema of its own; roles. */
export class Foundation extends Migration {
  override name = '0001-foundation';

  override up(): void {
    this.addSql('create schema if not exists private;');
    for (const sql of [organisation, records, subjects, privateTables, intake, clock, grants]) this.addSql(sql);
  }
}
