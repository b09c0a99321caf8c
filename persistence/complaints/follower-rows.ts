import { following, overStatuses } from '../../domain/complaints/following.ts';
import type { Language } from '../../domain/language.ts';
import type { Transaction } from '../database.ts';

/** Somebody who asks to follow a case. The address is sealed under the row's own key. */
export type NewFollower = {
  id: string;
  recordId: string;
  language: Language;
  sealedAddress: Buffer;
  wrappedKey: Buffer;
  addressLookUp: string;
};

/** What an address has asked for before: here, in all cases, and mails of the last day. */
export type FollowerCounts = { isConfirmed: boolean; isKnown: boolean; cases: number; mailsOfDay: number };

/** Lets the askings of one address go one after another to the end of the transaction, and counts them. */
export async function countFollowerAskings(
  tx: Transaction,
  { recordId, addressLookUp }: Pick<NewFollower, 'recordId' | 'addressLookUp'>,
): Promise<FollowerCounts> {
  await tx.query({
    text: `select pg_advisory_xact_lock(hashtextextended('follower ' || $1, 0))`,
    values: [addressLookUp],
  });
  const [row] = await tx.query<FollowerCounts>({
    text: `select count(*)::int as cases,
        coalesce(bool_or(record_id = $2 and confirmed_at is not null), false) as "isConfirmed",
        coalesce(bool_or(record_id = $2), false) as "isKnown",
        coalesce(sum(asked_times) filter (where asked_at > clock_timestamp() - interval '1 day'), 0)::int as "mailsOfDay"
      from private.follower where address_look_up = $1`,
    values: [addressLookUp, recordId],
  });
  return row ?? { isConfirmed: false, isKnown: false, cases: 0, mailsOfDay: 0 };
}

/** Keeps an asking; a second one for the same case renews the first, whose id and sealed address stay. Returns that id. */
export async function upsertFollower(tx: Transaction, follower: NewFollower): Promise<string> {
  const { id, recordId, language, sealedAddress, wrappedKey, addressLookUp } = follower;
  const [row] = await tx.query<{ id: string }>({
    text: `insert into private.follower as f (id, record_id, language, sealed_address, wrapped_key, address_look_up)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (record_id, address_look_up) do update set language = excluded.language,
        asked_times = case when f.asked_at > clock_timestamp() - interval '1 day' then f.asked_times + 1 else 1 end,
        asked_at = clock_timestamp()
      returning id`,
    values: [id, recordId, language, sealedAddress, wrappedKey, addressLookUp],
  });
  return row?.id ?? id;
}

/** A follower as links and pages know one; never the address. */
export type FollowerRow = { recordId: string; isConfirmed: boolean; isLinkLive: boolean };

export async function readFollower(database: Transaction, id: string): Promise<FollowerRow | undefined> {
  const [row] = await database.query<FollowerRow>({
    text: `select record_id as "recordId", confirmed_at is not null as "isConfirmed",
        asked_at > clock_timestamp() - make_interval(hours => $2) as "isLinkLive"
      from private.follower where id = $1`,
    values: [id, following.confirmHours],
  });
  return row;
}

/** Confirms an address whose link still works; false when it does not, or did its work before. */
export async function confirmFollower(database: Transaction, id: string): Promise<boolean> {
  const rows = await database.query({
    text: `update private.follower set confirmed_at = clock_timestamp()
      where id = $1 and confirmed_at is null and asked_at > clock_timestamp() - make_interval(hours => $2) returning id`,
    values: [id, following.confirmHours],
  });
  return rows.length > 0;
}

export async function deleteFollower(database: Transaction, id: string): Promise<void> {
  await database.query({ text: `delete from private.follower where id = $1`, values: [id] });
}

/** To whom a mail goes. Only the worker may read it. */
export type FollowerAddress = {
  recordId: string;
  language: Language;
  sealedAddress: Buffer;
  wrappedKey: Buffer;
  isConfirmed: boolean;
};

export async function readFollowerAddress(database: Transaction, id: string): Promise<FollowerAddress | undefined> {
  const [row] = await database.query<FollowerAddress>({
    name: 'follower-address',
    text: `select record_id as "recordId", language, sealed_address as "sealedAddress", wrapped_key as "wrappedKey",
        confirmed_at is not null as "isConfirmed"
      from private.follower where id = $1`,
    values: [id],
  });
  return row;
}

/** Deletes addresses that nobody confirmed in time, and those of cases that have been over for long enough. Real time. */
export async function deleteEndedFollowers(database: Transaction): Promise<number> {
  const rows = await database.query({
    text: `delete from private.follower f
      where (f.confirmed_at is null and f.asked_at < clock_timestamp() - make_interval(hours => $1))
        or (exists (select from complaint c where c.id = f.record_id and c.status = any($2))
          and not exists (select from event e where e.record_id = f.record_id
            and e.recorded_at > clock_timestamp() - make_interval(days => $3)))
      returning 1`,
    values: [following.confirmHours, overStatuses, following.keptDays],
  });
  return rows.length;
}
