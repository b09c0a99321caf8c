import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { xRoadIdOf } from '../protocol/exchange-ids.ts';
import type { EvidenceRef } from '../errors/tunduk-error.ts';
import type { AttemptEnd, AttemptSending, ExchangeLog, Exchange, LoggedAttempt } from './exchange-log.ts';

type Row =
  | ({ kind: 'reserved'; at: string; exchange: Exchange } & EvidenceRef)
  | ({ kind: 'sending'; sending: AttemptSending } & EvidenceRef)
  | ({ kind: 'end'; end: AttemptEnd } & EvidenceRef);

/** A log in a file, and how to let go of it. */
export interface FileExchangeLog extends ExchangeLog {
  close(): Promise<void>;
}

/**
 * A log of one process in a file of JSON lines, each on the disk before its method resolves (`isDurable: false` trusts
 * the operating system instead, for measurements). A last line cut short by a crash is left out when it is read again.
 * For one process at a time; the product's log is in Postgres.
 */
export async function openFileExchangeLog(file: string, options = { isDurable: true }): Promise<FileExchangeLog> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const attempts = new Map<string, LoggedAttempt>();
  const counts = new Map<string, number>();
  const isTorn = existsSync(file) && restore(readFileSync(file, 'utf8'), attempts, counts);
  const handle = await open(file, 'a', 0o600);
  if (isTorn) await handle.appendFile('\n');
  const append = appender(handle, options.isDurable);

  const write = async (row: Row) => {
    await append(`${JSON.stringify(row)}\n`);
    apply(row, attempts, counts);
  };
  return {
    async reserve(exchange) {
      const attempt = (counts.get(exchange.exchangeId) ?? 0) + 1;
      counts.set(exchange.exchangeId, attempt);
      const ref = { exchangeId: exchange.exchangeId, attempt, xRoadId: xRoadIdOf(exchange.exchangeId, attempt) };
      await write({ kind: 'reserved', at: new Date().toISOString(), exchange, ...ref });
      return ref;
    },
    sending: (ref, sending) => write({ kind: 'sending', sending, ...refOf(ref) }),
    end: (ref, end) => write({ kind: 'end', end, ...refOf(ref) }),
    attempts: (exchangeId) =>
      Promise.resolve(
        [...attempts.values()]
          .filter((one) => one.exchangeId === exchangeId)
          .toSorted((one, other) => one.attempt - other.attempt),
      ),
    unfinished: (before) =>
      Promise.resolve([...attempts.values()].filter((one) => one.end === undefined && one.reservedAt < before)),
    close: () => handle.close(),
  };
}

/** Lines of callers at one time go to the disk together, in their order. */
function appender(handle: FileHandle, isDurable: boolean): (line: string) => Promise<void> {
  let waiting: { lines: string; done: PromiseWithResolvers<void> } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (line) => {
    if (waiting !== undefined) {
      waiting.lines += line;
      return waiting.done.promise;
    }
    const batch = { lines: line, done: Promise.withResolvers<void>() };
    waiting = batch;
    last = last
      .then(async () => {
        waiting = undefined;
        await handle.appendFile(batch.lines);
        if (isDurable) await handle.datasync();
        batch.done.resolve();
      })
      .catch((error: unknown) => batch.done.reject(error));
    return batch.done.promise;
  };
}

function restore(text: string, attempts: Map<string, LoggedAttempt>, counts: Map<string, number>): boolean {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  for (const line of lines) {
    const row = rowOf(line);
    if (row !== undefined) apply(row, attempts, counts);
  }
  return rest !== '';
}

function rowOf(line: string): Row | undefined {
  try {
    const row = JSON.parse(line, (key, value: unknown) =>
      key === 'at' && typeof value === 'string' ? new Date(value) : value,
    ) as Row;
    return row.kind === 'reserved' ? { ...row, at: new Date(row.at).toISOString() } : row;
  } catch {
    return undefined;
  }
}

function apply(row: Row, attempts: Map<string, LoggedAttempt>, counts: Map<string, number>): void {
  const key = `${row.exchangeId}/${row.attempt}`;
  if (row.kind === 'reserved') {
    const { exchange } = row;
    attempts.set(key, { ...refOf(row), exchange, reservedAt: new Date(row.at) });
    counts.set(row.exchangeId, Math.max(row.attempt, counts.get(row.exchangeId) ?? 0));
    return;
  }
  const known = attempts.get(key);
  if (known === undefined) return;
  attempts.set(key, row.kind === 'sending' ? { ...known, sending: row.sending } : { ...known, end: row.end });
}

function refOf({ exchangeId, attempt, xRoadId }: EvidenceRef): EvidenceRef {
  return { exchangeId, attempt, xRoadId };
}
