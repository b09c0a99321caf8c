import type { Language } from '../../domain/language.ts';
import type { Transaction } from '../database.ts';
import { draftDays } from './drafts.ts';

/** A mail with the link of a draft, locked for sending. */
export type DraftMailRow = {
  draftId: string;
  language: Language;
  sealedAddress: Buffer;
  wrappedKey: Buffer;
  recordId: string | null;
};

export async function insertDraftMail(
  database: Transaction,
  mail: { id: string; draftId: string; language: Language; sealedAddress: Buffer; addressLookUp: string },
): Promise<void> {
  await database.query({
    text: `insert into draft_mail (id, draft_id, language, sealed_address, address_look_up)
      values ($1, $2, $3, $4, $5)`,
    values: [mail.id, mail.draftId, mail.language, mail.sealedAddress, mail.addressLookUp],
  });
}

/** How many mails a draft has asked for, and how many went to an address in the last day, from whichever drafts. */
export async function countDraftMails(
  database: Transaction,
  { draftId, addressLookUp }: { draftId: string; addressLookUp: string },
): Promise<{ ofDraft: number; toAddress: number }> {
  const [row] = await database.query<{ ofDraft: number; toAddress: number }>({
    text: `select (select count(*)::int from draft_mail where draft_id = $1) as "ofDraft",
      (select count(*)::int from draft_mail
        where address_look_up = $2 and asked_at > clock_timestamp() - interval '1 day') as "toAddress"`,
    values: [draftId, addressLookUp],
  });
  return row ?? { ofDraft: 0, toAddress: 0 };
}

/** Mails that wait and may be tried now, the oldest first. */
export async function listWaitingDraftMails(
  database: Transaction,
  limit: number,
): Promise<{ id: string; attempts: number }[]> {
  return database.query({
    text: `select id, attempts from draft_mail where done_at is null and next_at <= clock_timestamp()
      order by asked_at limit $1`,
    values: [limit],
  });
}

/** Locks a waiting mail of a living draft; undefined when another sends it, it is done, or its draft rests too long. */
export async function lockDraftMail(tx: Transaction, id: string): Promise<DraftMailRow | undefined> {
  const [row] = await tx.query<DraftMailRow>({
    text: `select m.draft_id as "draftId", m.language, m.sealed_address as "sealedAddress",
        d.wrapped_key as "wrappedKey", d.record_id as "recordId"
      from draft_mail m join draft d on d.id = m.draft_id
      where m.id = $1 and m.done_at is null and d.updated_at > clock_timestamp() - make_interval(days => $2)
      for update of m skip locked`,
    values: [id, draftDays],
  });
  return row;
}

/** Ends a mail; the address is overwritten, it was kept for this only. */
export async function markDraftMailDone(database: Transaction, id: string, error: string | null): Promise<void> {
  await database.query({
    text: `update draft_mail set done_at = clock_timestamp(), last_error = $2, sealed_address = ''::bytea where id = $1`,
    values: [id, error],
  });
}

export async function putDraftMailOff(
  database: Transaction,
  id: string,
  { code, seconds }: { code: string; seconds: number },
): Promise<void> {
  await database.query({
    text: `update draft_mail set attempts = attempts + 1, last_error = $2,
      next_at = clock_timestamp() + make_interval(secs => $3) where id = $1 and done_at is null`,
    values: [id, code, seconds],
  });
}
