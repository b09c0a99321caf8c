import { setTimeout as sleep } from 'node:timers/promises';
import { isDeadlock, isRolledBack, isUniqueViolation } from '../database.ts';
import type { Database } from '../database.ts';
import { shapeOf, writeStatement } from './write-batch.ts';
import type { Batch } from './write-batch.ts';

/** Batches that go in one statement are one, two or four: more sizes would be more statements to prepare. */
const sizes = [4, 2, 1];

/** A statement that takes longer waits for somebody's lock: those behind it go on without it. */
const patienceMs = 50;

type Waiting = {
  database: Database;
  batch: Batch;
  shape: string;
  resolve: (isWritten: boolean) => void;
  reject: (error: unknown) => void;
};

/**
 * Writes a batch in one statement without a lock. Batches that come while a statement is on its way wait for it, and those
 * that are alike are then written by one: under load they share a commit. None is spoilt by another: what Postgres refused
 * together is written by each alone. False, and nothing is written, where another batch on the record came first.
 */
export function writeGathered(database: Database, batch: Batch): Promise<boolean> {
  let gathering = gatherings.get(database.home);
  if (!gathering) gatherings.set(database.home, (gathering = new Gathering()));
  return gathering.write(database, batch);
}

const gatherings = new WeakMap<object, Gathering>();

class Gathering {
  #waiting: Waiting[] = [];
  #isSending = false;

  write(database: Database, batch: Batch): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ database, batch, shape: shapeOf(batch), resolve, reject });
      if (!this.#isSending) void this.#send();
    });
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.length > 0) {
      await Promise.race([writeAll(this.#take()), sleep(patienceMs, undefined, { ref: false })]);
    }
    this.#isSending = false;
  }

  /** The first that waits, and those like it. */
  #take(): Waiting[] {
    const alike = this.#waiting.filter(({ shape }) => shape === this.#waiting[0]?.shape);
    const taken = alike.slice(
      0,
      sizes.find((size) => size <= alike.length),
    );
    this.#waiting = this.#waiting.filter((one) => !taken.includes(one));
    return taken;
  }
}

/** Writes batches together; never rejects: each is told what became of it. */
async function writeAll(taken: readonly Waiting[]): Promise<void> {
  const [first, ...others] = taken;
  if (!first) return;
  try {
    await first.database.query(writeStatement(others.length === 0 ? first.batch : together(taken)));
    for (const { resolve } of taken) resolve(true);
  } catch (error) {
    if (others.length > 0 && isRolledBack(error)) return void (await Promise.all(taken.map((one) => writeAll([one]))));
    const isOvertaken = isUniqueViolation(error) || isDeadlock(error);
    for (const { resolve, reject } of taken) {
      if (isOvertaken) resolve(false);
      else reject(error);
    }
  }
}

function together(taken: readonly Waiting[]): Batch {
  const batches = taken.map(({ batch }) => batch);
  const projections: Batch['projections'] = new Map();
  for (const [table, rows] of batches.flatMap((batch) => [...batch.projections])) {
    projections.set(table, [...(projections.get(table) ?? []), ...rows]);
  }
  return {
    events: batches.flatMap(({ events }) => events),
    records: batches.flatMap(({ records }) => records),
    startedTerms: batches.flatMap(({ startedTerms }) => startedTerms),
    changedTerms: batches.flatMap(({ changedTerms }) => changedTerms),
    outbox: batches.flatMap(({ outbox }) => outbox),
    followed: batches.flatMap(({ followed }) => followed),
    audit: batches.flatMap(({ audit }) => audit),
    projections,
  };
}
