import { Migration } from '@mikro-orm/migrations';

const evidence = `
create table registry_evidence (
  id uuid primary key,
  exchange_id uuid not null,
  attempt integer not null,
  kind text not null check (kind in ('request', 'response', 'request-container', 'response-container')),
  bytes bigint not null,
  sha256 text not null,
  wrapped_key bytea not null,
  kept_at timestamptz not null default clock_timestamp(),
  foreign key (exchange_id, attempt) references registry_attempt
);
create index registry_evidence_by_attempt on registry_evidence (exchange_id, attempt);
create table registry_container (
  exchange_id uuid not null,
  attempt integer not null,
  side text not null check (side in ('request', 'response')),
  evidence_id uuid not null references registry_evidence,
  finding jsonb not null,
  is_our_message boolean,
  collected_at timestamptz not null default clock_timestamp(),
  primary key (exchange_id, attempt, side),
  foreign key (exchange_id, attempt) references registry_attempt
);
create table registry_outage (
  registry text not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create unique index registry_outage_open on registry_outage (registry) where closed_at is null;`;

const questions = `
create table private.registry_question (
  request_id uuid primary key,
  complaint_id uuid not null,
  registry text not null,
  exchange_id uuid not null unique,
  person_look_up text not null,
  asked_at timestamptz not null default clock_timestamp()
);
create index registry_question_by_person on private.registry_question (person_look_up, registry);
create table private.registry_answer (
  request_id uuid primary key references private.registry_question,
  attempt integer not null,
  is_stand_in boolean not null,
  sealed bytea not null,
  kept_at timestamptz not null default clock_timestamp()
);`;

const protections = ['registry_container', 'private.registry_question', 'private.registry_answer'].map(
  (table) => `
create trigger ${table.replace('private.', '')}_append_only before update on ${table}
  for each row execute function refuse_change();
create trigger ${table.replace('private.', '')}_no_truncate before truncate on ${table}
  for each statement execute function refuse_change();`,
);

const grants = `
grant select, insert on registry_evidence, registry_container to shailoo_worker;
grant select, insert, update on registry_outage to shailoo_worker;
grant select on registry_evidence, registry_container, registry_outage to shailoo_desk;
grant select, insert on private.registry_question to shailoo_desk;
grant select on private.registry_question, private.registry_answer to shailoo_worker;
grant insert on private.registry_answer to shailoo_worker;
grant select on private.registry_answer to shailoo_desk;`;

/**
 * What the desk asks registries about complainants: questions without what they ask, sealed answers, the evidence of each
 * attempt with its wrapped key, and when a registry was out. Rows hold no personal data that is not sealed.
 */
export class RegistryQuestions extends Migration {
  override name = '0019-registry-questions';

  override up(): void {
    for (const sql of [evidence, questions, ...protections, grants]) this.addSql(sql);
  }
}
