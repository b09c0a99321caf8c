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

const questions = `select request_id as "requestId", complaint_id as "complaintId", registry, exchange_id as "exchangeId",
    person_look_up as "personLookUp"
  from private.registry_question`;

export async function findQuestion(database: Transaction, requestId: string): Promise<QuestionRow | undefined> {
  const [row] = await database.query<QuestionRow>({ text: `${questions} where request_id = $1`, values: [requestId] });
  return row;
}

/** The question that an exchange belongs to. */
export async function findQuestionOfExchange(tx: Transaction, exchangeId: string): Promise<QuestionRow | undefined> {
  const [row] = await tx.query<QuestionRow>({ text: `${questions} where exchange_id = $1`, values: [exchangeId] });
  return row;
}

/**
 * Until the transaction ends, nobody else asks this registry about this person: what is counted after it stays true until
 * the question or the attempt is written.
 */
export async function lockReads(tx: Transaction, person: { personLookUp: string; registry: string }): Promise<void> {
  await tx.query({
    text: `select pg_advisory_xact_lock(hashtextextended('registry reads ' || $1 || ' ' || $2, 0))`,
    values: [person.registry, person.personLookUp],
  });
}

/**
 * How often a registry was asked about a person on the present day in Asia/Bishkek: attempts that left us, because each is
 * seen by the person, those that are about to (reserved in the last three minutes), and questions of today whose first
 * attempt is still to come. `except` is a question whose own coming attempt is not counted.
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
            left join registry_attempt_step s on s.exchange_id = a.exchange_id and s.attempt = a.attempt and s.kind = 'sending'
            left join registry_attempt_step e on e.exchange_id = a.exchange_id and e.attempt = a.attempt and e.kind = 'end')
            on a.exchange_id = q.exchange_id and e.detail #>> '{outcome,category}' is distinct from 'SS_UNREACHABLE'
              and (s.detail is not null or e.detail is null and a.reserved_at > clock_timestamp() - interval '3 minutes')
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
