import { Migration } from '@mikro-orm/migrations';

const followers = `
create table private.follower (
  id uuid primary key,
  record_id uuid not null references record,
  language text not null check (language in ('ky', 'ru', 'en')),
  sealed_address bytea not null,
  wrapped_key bytea not null,
  address_look_up text not null,
  asked_at timestamptz not null default clock_timestamp(),
  asked_times integer not null default 1,
  confirmed_at timestamptz,
  unique (record_id, address_look_up)
);
create index follower_of_address on private.follower (address_look_up);
alter table outbox drop constraint outbox_topic_check;
alter table outbox add constraint outbox_topic_check check (topic in ('wake', 'notice', 'follow'));`;

const grants = `
grant select (id, record_id, language, address_look_up, asked_at, asked_times, confirmed_at) on private.follower
  to shailoo_portal;
grant insert, update (asked_at, asked_times, language, confirmed_at), delete on private.follower to shailoo_portal;
grant select (id, record_id, confirmed_at) on private.follower to shailoo_desk;
grant select, delete on private.follower to shailoo_worker;`;

/** Who follows a case by e-mail: addresses sealed, apart from everything else; mails are owed by rows of the outbox. */
export class Followers extends Migration {
  override name = '0016-followers';

  override up(): void {
    for (const sql of [followers, grants]) this.addSql(sql);
  }
}
