import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Transaction } from '../database.ts';

/** A wake that waits for the engine: this record has changed. */
export type WaitingWake = { id: number; recordId: string; subject: string };

/** Locks waiting wakes, oldest first; those that another relay holds are passed over. */
export async function lockWaitingWakes(tx: Transaction, limit: number): Promise<WaitingWake[]> {
  return tx.query({
    name: 'lock-waiting-wakes',
    text: `select id, record_id as "recordId", body ->> 'subject' as subject from outbox
      where done_at is null and topic = 'wake' and next_at <= clock_timestamp()
      order by id limit $1 for update skip locked`,
    values: [limit],
  });
}

/** Ends wakes that nobody waits for: only complaints have a procedure that is woken. Returns how many. */
export async function endWakesOfOtherSubjects(database: Transaction): Promise<number> {
  const rows = await database.query<{ id: number }>({
    name: 'end-wakes-of-others',
    text: `update outbox set done_at = clock_timestamp()
      where done_at is null and topic = 'wake' and body ->> 'subject' <> 'complaint' returning id`,
  });
  return rows.length;
}

/** Marks rows done; `note` is a stable code that tells why nothing was sent, or null. */
export async function markOutboxDone(tx: Transaction, ids: readonly number[], note: string | null): Promise<void> {
  await tx.query({
    name: 'outbox-done',
    text: `update outbox set done_at = clock_timestamp(), attempts = attempts + 1, last_error = $2
      where id = any($1::bigint[])`,
    values: [ids, note],
  });
}

/** Puts rows off after a failure. `code` is a stable code without personal data; the row waits `seconds`. */
export async function putOutboxOff(
  database: Transaction,
  ids: readonly number[],
  failure: { code: string; seconds: number },
): Promise<void> {
  await database.query({
    name: 'outbox-put-off',
    text: `update outbox set attempts = attempts + 1, last_error = $2,
        next_at = clock_timestamp() + make_interval(secs => $3)
      where id = any($1::bigint[]) and done_at is null`,
    values: [ids, failure.code, failure.seconds],
  });
}

/** Lets a row wait for something that is on its way, `seconds` at least. That is no failure and not counted as a try. */
export async function letOutboxWait(tx: Transaction, id: number, seconds: number): Promise<void> {
  await tx.query({
    name: 'outbox-wait',
    text: `update outbox set next_at = clock_timestamp() + make_interval(secs => $2) where id = $1`,
    values: [id, seconds],
  });
}

/** Seconds a row waits after its n-th failure: doubling from two seconds to a quarter of an hour, half of it by chance. */
export function backOffSeconds(attempts: number, chance: number): number {
  return Math.min(900, 2 ** Math.min(attempts + 1, 12)) * (0.5 + chance / 2);
}

/** What waits in the outbox, for metrics: by topic, how many rows, the age of the oldest, how many failed before. */
export type OutboxAge = {
  topic: 'wake' | 'notice' | 'follow';
  waiting: number;
  oldestSeconds: number;
  failing: number;
};

export async function readOutboxAges(database: Transaction): Promise<OutboxAge[]> {
  return database.query({
    name: 'outbox-ages',
    text: `select topic, count(*) as waiting, count(*) filter (where attempts > 0) as failing,
        extract(epoch from clock_timestamp() - min(created_at))::float8 as "oldestSeconds"
      from outbox where done_at is null group by topic`,
  });
}

/** To announce is a commit of its own, which has to reach the disk: under load one tells of many acts. */
const announceRestMs = 50;

const announcing = new WeakMap<object, { isAgain: boolean }>();

/**
 * Tells those who listen that the outbox has rows, after they are committed: inside a transaction a notification would make
 * all commits wait for each other. The first is told at once, those that follow within a moment together; what is not heard
 * is found by the next round.
 */
export function announceOutbox(database: Transaction): void {
  const known = announcing.get(database.home);
  if (known) return void (known.isAgain = true);
  const state = { isAgain: true };
  announcing.set(database.home, state);
  void (async () => {
    try {
      while (state.isAgain) {
        state.isAgain = false;
        await database.query({ name: 'announce-outbox', text: `select pg_notify('outbox', '')` });
        await sleep(announceRestMs, undefined, { ref: false });
      }
    } catch {
      // The database is gone or closing: whoever reads the outbox looks by itself.
    } finally {
      announcing.delete(database.home);
    }
  })();
}

/** Calls `onRow` after transactions that wrote to the outbox; resolves to the function that stops. */
export function listenToOutbox(database: Database, onRow: () => void): Promise<() => Promise<void>> {
  return database.listen('outbox', onRow);
}

/** A notice that is owed: which, of which event, the legal time of the act it tells of, and for how long it is owed. */
export type WaitingNotice = {
  id: number;
  recordId: string;
  notice: string;
  seq: number;
  legalAt: Instant;
  attempts: number;
  /** In real time, by the clock of the database. */
  waitedSeconds: number;
};

const noticeColumns = `id, record_id as "recordId", body ->> 'notice' as notice, (body ->> 'seq')::integer as seq,
  body ->> 'legalAt' as "legalAt", attempts,
  extract(epoch from clock_timestamp() - created_at)::float8 as "waitedSeconds"`;

/** The next waiting notice of every record that has one: a later one waits for those before it. */
export async function listNextNotices(database: Transaction, limit: number): Promise<WaitingNotice[]> {
  return database.query({
    name: 'next-notices',
    text: `select * from (
        select distinct on (record_id) ${noticeColumns}, next_at from outbox
        where done_at is null and topic = 'notice' order by record_id, id) as first
      where next_at <= clock_timestamp() order by id limit $1`,
    values: [limit],
  });
}

/** Locks one waiting notice; undefined when another relay holds it or has sent it. */
export async function lockNotice(tx: Transaction, id: number): Promise<WaitingNotice | undefined> {
  const [row] = await tx.query<WaitingNotice>({
    name: 'lock-notice',
    text: `select ${noticeColumns} from outbox where id = $1 and done_at is null for update skip locked`,
    values: [id],
  });
  return row;
}

/** A mail that is owed to a follower: the link to confirm, or an event (`seq`). */
export type WaitingFollowMail = {
  id: number;
  recordId: string;
  followerId: string;
  mail: 'confirm' | 'event';
  seq: number | null;
  attempts: number;
};

const followColumns = `id, record_id as "recordId", (body ->> 'follower')::uuid as "followerId", body ->> 'mail' as mail,
  (body ->> 'seq')::integer as seq, attempts`;

/** The next waiting mail of every follower who has one: a later one waits for those before it. */
export async function listNextFollowMails(database: Transaction, limit: number): Promise<WaitingFollowMail[]> {
  return database.query({
    name: 'next-follow-mails',
    text: `select * from (
        select distinct on (body ->> 'follower') ${followColumns}, next_at from outbox
        where done_at is null and topic = 'follow' order by body ->> 'follower', id) as first
      where next_at <= clock_timestamp() order by id limit $1`,
    values: [limit],
  });
}

/** Locks one waiting mail to a follower; undefined when another relay holds it or has sent it. */
export async function lockFollowMail(tx: Transaction, id: number): Promise<WaitingFollowMail | undefined> {
  const [row] = await tx.query<WaitingFollowMail>({
    name: 'lock-follow-mail',
    text: `select ${followColumns} from outbox where id = $1 and done_at is null for update skip locked`,
    values: [id],
  });
  return row;
}

/** Owes a follower the mail with the link to confirm. */
export async function insertConfirmMail(tx: Transaction, recordId: string, followerId: string): Promise<void> {
  await tx.query({
    text: `with owed as (
        insert into outbox (record_id, topic, body)
        values ($1, 'follow', jsonb_build_object('follower', $2::uuid, 'mail', 'confirm')))
      select pg_notify('outbox', '')`,
    values: [recordId, followerId],
  });
}
