import type { TermState } from '../../domain/records/subject.ts';
import type { SittingStatus } from '../../domain/sittings/sitting.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** Whose calendar: commissions, and with a person only what concerns that person. `until` is exclusive for sittings. */
export type CalendarFilter = {
  commissionIds: readonly string[];
  personId: string | null;
  /** Commissions in whose sittings the person takes part. */
  sitsIn: readonly string[];
  from: Instant;
  until: Instant;
};

/** The end of a term of a complaint. `sequence` grows with every change of the record. */
export type DeadlineRow = {
  recordId: string;
  rule: string;
  /** The key of the term within its record. */
  term: string;
  number: string;
  at: Instant;
  state: TermState['state'];
  sequence: number;
  changedAt: Instant;
};

/** A sitting by its hour. */
export type SittingEntryRow = {
  recordId: string;
  number: string;
  at: Instant;
  status: SittingStatus;
  itemCount: number;
  sequence: number;
  changedAt: Instant;
};

const isMine = '(x.holder = $2 or x.rapporteur = $2 or x.working_group @> to_jsonb($2::text))';
const changed = `join record r on r.id = x.id
  join lateral (select legal_at from event where record_id = x.id order by seq desc limit 1) e on true`;

/** Ends of terms from behind `from` up to `until`, which belongs to the day before it. */
export async function listDeadlineRows(database: Transaction, filter: CalendarFilter): Promise<DeadlineRow[]> {
  return database.query({
    name: 'calendar-deadlines',
    text: `select x.id as "recordId", d.rule, d.term, x.number, d.due_at as at, d.state, r.head_seq as sequence,
        e.legal_at as "changedAt"
      from complaint x join deadline d on d.record_id = x.id ${changed}
      where x.commission_id = any($1::uuid[]) and ($2::uuid is null or ${isMine})
        and d.due_at > $3 and d.due_at <= $4
      order by d.due_at, x.number, d.term limit 2000`,
    values: [filter.commissionIds, filter.personId, filter.from, filter.until],
  });
}

/** Sittings of the commissions; with a person, those they sit in and those that have a case they hold on the agenda. */
export async function listSittingEntries(database: Transaction, filter: CalendarFilter): Promise<SittingEntryRow[]> {
  return database.query({
    name: 'calendar-sittings',
    text: `select x.id as "recordId", x.number, x.starts_at as at, x.status, x.item_count as "itemCount",
        r.head_seq as sequence, e.legal_at as "changedAt"
      from sitting x ${changed}
      where x.commission_id = any($1::uuid[]) and x.starts_at >= $3 and x.starts_at < $4
        and ($2::uuid is null or x.commission_id = any($5::uuid[])
          or exists (select from complaint c where c.sitting_id = x.id and c.holder = $2))
      order by x.starts_at, x.number limit 2000`,
    values: [filter.commissionIds, filter.personId, filter.from, filter.until, filter.sitsIn],
  });
}

/** A hearing of the parties to a complaint. */
export type HearingRow = {
  recordId: string;
  hearingId: string;
  number: string;
  at: Instant;
  isHeld: boolean;
  isCancelled: boolean;
  sequence: number;
  changedAt: Instant;
};

/** Hearings of the complaints; with a person, of those that the person holds or works on. */
export async function listHearingRows(database: Transaction, filter: CalendarFilter): Promise<HearingRow[]> {
  return database.query({
    name: 'calendar-hearings',
    text: `select x.id as "recordId", h.id as "hearingId", x.number, h."startsAt" as at,
        h."heldAt" is not null as "isHeld", h."cancelledAt" is not null as "isCancelled",
        r.head_seq as sequence, e.legal_at as "changedAt"
      from complaint x ${changed}
      cross join json_to_recordset(coalesce(r.state -> 'hearings', '[]'))
        as h(id uuid, "startsAt" timestamptz, "heldAt" timestamptz, "cancelledAt" timestamptz)
      where x.commission_id = any($1::uuid[]) and ($2::uuid is null or ${isMine})
        and h."startsAt" >= $3 and h."startsAt" < $4
      order by h."startsAt", x.number limit 2000`,
    values: [filter.commissionIds, filter.personId, filter.from, filter.until],
  });
}
