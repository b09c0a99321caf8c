import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A question to a registry about the complainant of a case; the PIN is known by its look-up only. */
export type QuestionRow = {
  requestId: string;
  complaintId: string;
  registry: string;
  exchangeId: string;
  personLookUp: string;
};

export async function insertQuestion(tx: Transaction, row: QuestionRow): Promise<void> {
  await tx.query({
    text: `insert into private.registry_question (request_id, complaint_id, registry, exchange_id, person_look_up)
      values ($1, $2, $3, $4, $5)`,
    values: [row.requestId, row.complaintId, row.registry, row.exchangeId, row.personLookUp],
  });
}

export async function findQuestion(database: Transaction, requestId: string): Promise<QuestionRow | undefined> {
  const [row] = await database.query<QuestionRow>({
    text: `select request_id as "requestId", complaint_id as "complaintId", registry, exchange_id as "exchangeId",
        person_look_up as "personLookUp"
      from private.registry_question where request_id = $1`,
    values: [requestId],
  });
  return row;
}

/**
 * How often a registry was asked about a person on the present day in Asia/Bishkek: attempts that left us, because each is
 * seen by the person, and questions of today whose first attempt is still to come. `except` is a question whose own
 * coming attempt is not counted.
 */
export async function countReadsToday(
  database: Transaction,
  { personLookUp, registry, except = null }: { personLookUp: string; registry: string; except?: string | null },
): Promise<{ reads: number; untilMidnightMs: number }> {
  const [row] = await database.query<{ reads: number; untilMidnightMs: number }>({
    text: `with day as (
          select date_trunc('day', clock_timestamp() at time zone 'Asia/Bishkek') at time zone 'Asia/Bishkek' as begins),
        asked as (
          select q.request_id, q.asked_at >= day.begins as is_of_today, count(a.attempt) as attempts,
            count(a.attempt) filter (where a.reserved_at >= day.begins) as today
          from private.registry_question q cross join day
          left join (registry_attempt a
            join registry_attempt_step s on s.exchange_id = a.exchange_id and s.attempt = a.attempt and s.kind = 'sending'
            left join registry_attempt_step e on e.exchange_id = a.exchange_id and e.attempt = a.attempt and e.kind = 'end')
            on a.exchange_id = q.exchange_id and e.detail #>> '{outcome,category}' is distinct from 'SS_UNREACHABLE'
          where q.person_look_up = $1 and q.registry = $2 group by q.request_id, q.asked_at, day.begins)
      select coalesce(sum(case when attempts = 0 and is_of_today and request_id is distinct from $3 then 1 else today end), 0)::integer as reads,
        extract(epoch from day.begins + interval '1 day' - clock_timestamp())::float8 * 1000 as "untilMidnightMs"
      from day left join asked on true group by day.begins`,
    values: [personLookUp, registry, except],
  });
  return row ?? { reads: 0, untilMidnightMs: 0 };
}

/** A sealed answer; it opens under the record's key at this request only. */
export type AnswerRow = { requestId: string; attempt: number; isStandIn: boolean; sealed: Buffer };

export async function insertAnswer(tx: Transaction, row: AnswerRow): Promise<void> {
  await tx.query({
    text: `insert into private.registry_answer (request_id, attempt, is_stand_in, sealed) values ($1, $2, $3, $4)`,
    values: [row.requestId, row.attempt, row.isStandIn, row.sealed],
  });
}

/** The answers that a case has, in no promised order. */
export async function listAnswers(database: Transaction, complaintId: string): Promise<AnswerRow[]> {
  return database.query({
    text: `select a.request_id as "requestId", a.attempt, a.is_stand_in as "isStandIn", a.sealed
      from private.registry_answer a join private.registry_question q on q.request_id = a.request_id
      where q.complaint_id = $1`,
    values: [complaintId],
  });
}

/** A registry counts as out from a moment of legal time; one that is out already stays so. */
export async function openOutage(database: Transaction, registry: string, at: Instant): Promise<void> {
  await database.query({
    text: `insert into registry_outage (registry, opened_at) values ($1, $2) on conflict do nothing`,
    values: [registry, at],
  });
}

export async function closeOutage(database: Transaction, registry: string, at: Instant): Promise<void> {
  await database.query({
    text: `update registry_outage set closed_at = $2 where registry = $1 and closed_at is null`,
    values: [registry, at],
  });
}

/** Registries that are out now, and since when. */
export async function listOutages(database: Transaction): Promise<{ registry: string; openedAt: Instant }[]> {
  return database.query({
    text: `select registry, opened_at as "openedAt" from registry_outage where closed_at is null`,
  });
}
