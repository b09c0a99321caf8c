import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Instant } from '../domain/time/instant.ts';

/** Database roles of the processes; what each may touch is granted in the migrations. */
export type DatabaseRole = 'shailoo_portal' | 'shailoo_desk' | 'shailoo_worker' | 'shailoo_ledger';

/** A statement with values; the name makes the driver prepare it once per connection. */
export type Statement = { text: string; values?: readonly unknown[]; name?: string };

/** Where statements are asked: inside a transaction, or each by itself. */
export type Transaction = {
  query: <Row>(statement: Statement) => Promise<Row[]>;
  /** The same object for every handle on one database: what is remembered of a database is kept under it. */
  home: object;
};

/** The product's handle on Postgres. Instants come back as text with microseconds, `bigint` as number, dates as `YYYY-MM-DD`. */
export type Database = Transaction & {
  transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** Reads of one moment, whatever is committed meanwhile. Writes are refused. */
  snapshot: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** As `query`, over a connection of its own: for what takes long, so that nothing else of a request waits behind it. */
  queryAlone: Transaction['query'];
  /**
   * A `query` for one request: statements that it asks in one turn travel together over one connection, are answered in
   * their order, and stand or fall each by itself. Not for two requests: the one would wait for the other.
   */
  gatheredQuery: () => Transaction['query'];
  /**
   * Tells what is announced on a channel; resolves to the function that stops. After the connection broke, `onMessage` is
   * called with an empty text as soon as it listens again.
   */
  listen: (channel: string, onMessage: (payload: string) => void) => Promise<() => Promise<void>>;
  close: () => Promise<void>;
};

const listenAgainAfterMs = 1_000;

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string) {
    if (oid === 1184) return instantOfPostgres;
    if (oid === 1082) return (text: string) => text;
    if (oid === 20) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** Opens a pool. With a role, every connection acts with that role's rights only. A pool error is told to `onError`. */
export function openDatabase(
  url: string,
  options: { role?: DatabaseRole; max?: number; onError?: (error: Error) => void } = {},
): Database {
  const settings = `-c timezone=UTC${options.role ? ` -c role=${options.role}` : ''}`;
  const max = options.max ?? 10;
  const stream = gatheringSocket;
  const pool = new pg.Pool({ connectionString: url, max, options: settings, types, pipeline: true, stream });
  pool.on('error', (error) => options.onError?.(error));
  const snapshot = 'begin isolation level repeatable read, read only';
  const query: Transaction['query'] = async (statement) => rowsOf(await pool.query(toConfig(statement)));
  return {
    home: pool,
    query,
    queryAlone: query,
    transaction: (work) => inTransaction(pool, 'begin', work),
    snapshot: (work) => inTransaction(pool, snapshot, work),
    gatheredQuery: () => askTogether(pool),
    listen: (channel, onMessage) => listen(pool, channel, onMessage),
    close: () => pool.end(),
  };
}

/** Asks what comes in one turn over one connection. */
function askTogether(pool: pg.Pool): Transaction['query'] {
  type Asked = { statement: Statement; resolve: (rows: never[]) => void; reject: (error: unknown) => void };
  let waiting: Asked[] = [];
  const take = (): Asked[] => {
    const taken = waiting;
    waiting = [];
    return taken;
  };
  const send = async (): Promise<void> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    const answers = take().map(({ statement, resolve, reject }) =>
      ask(client, statement).then((found) => resolve(rowsOf(found)), reject),
    );
    await Promise.all(answers);
    client.off('error', onError);
    client.release(broken);
  };
  return (statement) =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      if (waiting.length === 1) send().catch((error: unknown) => take().forEach((one) => one.reject(error)));
    });
}

/**
 * What the work asks first is sent together with the begin, and the commit together with what the work did not wait for:
 * each costs no way of its own. Resolves only after everything is committed; throws what Postgres refused.
 */
async function inTransaction<T>(pool: pg.Pool, begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  const unanswered = new Set<Promise<unknown>>();
  let isOver = false;
  const query = <Row>(statement: Statement): Promise<Row[]> => {
    if (isOver) throw new Error('a statement was asked after its transaction');
    const answer = ask(client, statement).then((found) => rowsOf<Row>(found));
    unanswered.add(answer);
    void answer.catch(() => undefined).then(() => unanswered.delete(answer));
    return answer;
  };
  try {
    void query({ text: begin });
    const result = await work({ query, home: pool });
    const committed = ask(client, { text: 'commit' });
    await Promise.all([...unanswered, committed]);
    if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    isOver = true;
    client.off('error', onError);
    client.release(broken);
  }
}

/**
 * Asks by the driver's callback. Its promises put a function into a property of each query; V8 makes such functions old
 * objects, and what they see, the answer and who waits for it, then outlives its request until old objects are collected.
 */
function ask(client: pg.ClientBase, statement: Statement): Promise<pg.QueryResult> {
  return new Promise<pg.QueryResult>((resolve, reject) => {
    client.query(toConfig(statement), (error: Error | null, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  }).catch((error: Error) => {
    // So that the trace leads to who asked, and not to the socket.
    Error.captureStackTrace(error);
    throw error;
  });
}

/** A socket that sends in one go what is written in one turn: to send costs more than most statements. */
function gatheringSocket(): Socket {
  const socket = new Socket();
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let isGathering = false;
  const send = (): void => {
    isGathering = false;
    socket.uncork();
  };
  const gather = (...given: unknown[]): boolean => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(send);
    }
    return write(...given);
  };
  // Not before: `connect` puts the socket's own `write` in place.
  socket.once('connect', () => (socket.write = gather));
  return socket;
}

/** Listens on a connection of its own. When it breaks, it listens anew and says so once: something may have been missed. */
async function listen(
  pool: pg.Pool,
  channel: string,
  onMessage: (payload: string) => void,
): Promise<() => Promise<void>> {
  const ending = new AbortController();
  const attach = async (): Promise<void> => {
    const client = await pool.connect();
    let isAttached = false;
    let isReleased = false;
    const release = (): void => {
      if (!isReleased) client.release(true);
      isReleased = true;
    };
    client.on('error', () => {
      release();
      if (isAttached) void attachAgain();
      isAttached = false;
    });
    client.on('notification', ({ payload }) => !ending.signal.aborted && onMessage(payload ?? ''));
    ending.signal.addEventListener('abort', release, { once: true });
    try {
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      isAttached = true;
      if (ending.signal.aborted) release();
    } catch (error) {
      release();
      throw error;
    }
  };
  const attachAgain = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await attach();
        return onMessage('');
      } catch {
        await sleep(listenAgainAfterMs, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  };
  await attach();
  return () => Promise.resolve(ending.abort());
}

function toConfig({ text, values, name }: Statement): pg.QueryConfig {
  return { text, values: values ? [...values] : [], ...(name === undefined ? {} : { name }) };
}

function rowsOf<Row>(result: pg.QueryResult): Row[] {
  return result.rows as Row[];
}

/** Of `2027-01-11 04:00:00.25+00`. */
function instantOfPostgres(text: string): Instant {
  const fraction = text.slice(20, -3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(6, '0')}Z` as Instant;
}

/** True for Postgres' error of a violated unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === '23505';
}

/** True for a statement that Postgres ended because two waited for each other. */
export function isDeadlock(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === '40P01';
}

/** True for a statement that was ended because it took longer than its time limit. */
export function isTimedOut(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === '57014';
}

/**
 * True where Postgres refused a statement and so undid its transaction; false where that is not known, as when the connection
 * broke or the server was told to stop (classes 08 and 57P: it may have committed before it said so).
 */
export function isRolledBack(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code !== undefined && !/^(08|57P)/.test(error.code);
}
