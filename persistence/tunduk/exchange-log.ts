import type { Database, Transaction } from '../database.ts';

type Timed = { at: Date };
type Reference = { exchangeId: string; attempt: number; xRoadId: string };

type Logged<Exchange, Sending, End> = Reference & {
  exchange: Exchange;
  reservedAt: Date;
  sending?: Sending;
  end?: End;
};

type Row = Reference & {
  exchange: unknown;
  reservedAt: string;
  sending: { at: string } | null;
  end: { at: string } | null;
};

/** The log of attempts as the Tunduk client declares it, satisfied by its shape. */
export type ExchangeRows<Exchange, Sending, End> = {
  reserve: (exchange: Exchange) => Promise<Reference>;
  sending: (attempt: Reference, sending: Sending) => Promise<void>;
  end: (attempt: Reference, end: End) => Promise<void>;
  attempts: (exchangeId: string) => Promise<Logged<Exchange, Sending, End>[]>;
  unfinished: (before: Date) => Promise<Logged<Exchange, Sending, End>[]>;
};

const columns = `a.exchange_id as "exchangeId", a.attempt, a.x_road_id as "xRoadId", a.exchange, a.reserved_at as "reservedAt",
  s.detail as sending, e.detail as "end"
  from registry_attempt a
  left join registry_attempt_step s on s.exchange_id = a.exchange_id and s.attempt = a.attempt and s.kind = 'sending'
  left join registry_attempt_step e on e.exchange_id = a.exchange_id and e.attempt = a.attempt and e.kind = 'end'`;

/**
 * Attempts and their steps in Postgres, inserted and never changed. Two callers of one exchange wait for each other, so
 * that no attempt number is given twice. A step that is already there is refused by its key. `mayReserve` runs in the
 * transaction that reserves an attempt: what it throws leaves no attempt, and `reserve` throws it.
 */
export function postgresExchangeLog<Exchange extends { exchangeId: string }, Sending extends Timed, End extends Timed>(
  database: Database,
  xRoadIdOf: (exchangeId: string, attempt: number) => string,
  mayReserve: (tx: Transaction, exchangeId: string) => Promise<void> = () => Promise.resolve(),
): ExchangeRows<Exchange, Sending, End> {
  const step = async ({ exchangeId, attempt }: Reference, kind: 'sending' | 'end', detail: Timed) => {
    await database.query({
      text: `insert into registry_attempt_step (exchange_id, attempt, kind, detail) values ($1, $2, $3, $4)`,
      values: [exchangeId, attempt, kind, JSON.stringify(detail)],
    });
  };
  const read = async (where: string, value: unknown) => {
    const rows = await database.query<Row>({ text: `select ${columns} where ${where}`, values: [value] });
    return rows.map((row) => loggedFrom<Exchange, Sending, End>(row));
  };
  return {
    reserve: (exchange) =>
      database.transaction(async (tx) => {
        const { exchangeId } = exchange;
        await tx.query({ text: `select pg_advisory_xact_lock(hashtextextended($1, 10))`, values: [exchangeId] });
        await mayReserve(tx, exchangeId);
        const [last] = await tx.query<{ attempt: number }>({
          text: `select coalesce(max(attempt), 0) as attempt from registry_attempt where exchange_id = $1`,
          values: [exchangeId],
        });
        const attempt = (last?.attempt ?? 0) + 1;
        const xRoadId = xRoadIdOf(exchangeId, attempt);
        await tx.query({
          text: `insert into registry_attempt (exchange_id, attempt, x_road_id, exchange) values ($1, $2, $3, $4)`,
          values: [exchangeId, attempt, xRoadId, JSON.stringify(exchange)],
        });
        return { exchangeId, attempt, xRoadId };
      }),
    sending: (attempt, sending) => step(attempt, 'sending', sending),
    end: (attempt, end) => step(attempt, 'end', end),
    attempts: (exchangeId) => read('a.exchange_id = $1 order by a.attempt', exchangeId),
    unfinished: (before) => read('a.reserved_at < $1 and e.detail is null order by a.reserved_at', before),
  };
}

function loggedFrom<Exchange, Sending, End>(row: Row): Logged<Exchange, Sending, End> {
  const timed = <Step>(detail: { at: string }) => ({ ...detail, at: new Date(detail.at) }) as Step;
  return {
    exchangeId: row.exchangeId,
    attempt: row.attempt,
    xRoadId: row.xRoadId,
    exchange: row.exchange as Exchange,
    reservedAt: new Date(row.reservedAt),
    ...(row.sending === null ? {} : { sending: timed<Sending>(row.sending) }),
    ...(row.end === null ? {} : { end: timed<End>(row.end) }),
  };
}
