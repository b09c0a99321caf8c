import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import type { ActRequest } from '../../domain/records/subject.ts';
import type { Database, Transaction } from '../database.ts';
import type { ActBatch, ActSetting, CommittedRecord } from './act-batch.ts';
import { announceAct } from './act-channel.ts';
import { writeAudit } from './audit.ts';
import { BatchWork } from './batch-work.ts';
import { writeGathered } from './gathered-writes.ts';
import { lockRecords } from './locked-record.ts';
import type { LockedRecord } from './locked-record.ts';
import { announceOutbox } from './outbox.ts';
import { demand, RefusedInTransaction } from './refused-in-transaction.ts';
import { writeStatement } from './write-batch.ts';

/**
 * The one door for every change: locks the rows, asks the domain, appends events, updates projections, starts and ends
 * terms, writes audit and outbox, in one transaction. A refusal leaves nothing behind but its audit row; NOT_FOUND, where
 * the acts have no record, not even that.
 */
export async function commitActs(database: Database, batch: ActBatch): Promise<Outcome<readonly CommittedRecord[]>> {
  let setting: ActSetting | undefined;
  try {
    const work = await database.transaction(async (tx) => {
      const [found, locked] = await bothEnded(findSetting(tx, batch), lockFor(tx, batch));
      setting = found;
      return commitIn(tx, batch, demand(found ? granted(found) : refuse('NOT_FOUND')), demand(locked));
    });
    return committedAs(database, work);
  } catch (error) {
    return refusedAs(database, batch, setting, error);
  }
}

/**
 * The same door for an act that looks at one record only and draws no number: it is decided on the record as it was read,
 * and written without a lock, under load in one statement with others. Undefined when another act on the record came first,
 * whose event has the place of this one's: then nothing was written, and the act is to be committed under a lock.
 */
export async function commitUnlocked(
  database: Database,
  batch: UnlockedAct,
  record: LockedRecord,
): Promise<Outcome<readonly CommittedRecord[]> | undefined> {
  try {
    const work = await decide(database, batch, batch.setting, new Map([[record.id, record]]));
    if (work.batch.events.length === 0) return undefined;
    return (await writeGathered(database, work.batch)) ? committedAs(database, work) : undefined;
  } catch (error) {
    return refusedAs(database, batch, batch.setting, error);
  }
}

/** A single act with nothing around it. */
export type UnlockedAct = Pick<ActBatch, 'actor' | 'correlationId'> & {
  setting: ActSetting;
  acts: readonly [ActRequest];
};

function committedAs(database: Database, work: BatchWork): Outcome<readonly CommittedRecord[]> {
  announceOutbox(database);
  for (const { action } of work.batch.audit) announceAct({ act: action, code: 'done' });
  return granted(work.committed());
}

async function refusedAs(
  database: Database,
  batch: ActBatch,
  setting: ActSetting | undefined,
  error: unknown,
): Promise<Refusal> {
  if (!(error instanceof RefusedInTransaction)) throw error;
  if (setting) await recordRefusal(database, batch, setting, error.refusal);
  return error.refusal;
}

async function findSetting(tx: Transaction, { setting }: ActBatch): Promise<ActSetting | undefined> {
  return typeof setting === 'function' ? setting(tx) : setting;
}

async function lockFor(tx: Transaction, batch: ActBatch): Promise<Outcome<Map<string, LockedRecord>>> {
  const ready = await batch.before?.(tx);
  if (ready?.ok === false) return ready;
  const named = typeof batch.acts === 'function' ? [] : batch.acts.map((act) => act.recordId);
  return granted(await lockRecords(tx, [...named, ...(batch.lock ?? [])]));
}

/** Both answers, after both have ended: nothing is asked any more on the connection of a transaction that failed. */
async function bothEnded<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

async function commitIn(
  tx: Transaction,
  batch: ActBatch,
  setting: ActSetting,
  locked: Map<string, LockedRecord>,
): Promise<BatchWork> {
  const work = await decide(tx, batch, setting, locked);
  const written = tx.query(writeStatement(work.batch));
  if (batch.alongside) {
    await written;
    await batch.alongside(tx, work.committed());
  }
  return work;
}

async function decide(
  tx: Transaction,
  { acts, actor, correlationId }: Pick<ActBatch, 'acts' | 'actor' | 'correlationId'>,
  setting: ActSetting,
  records: Map<string, LockedRecord>,
): Promise<BatchWork> {
  const states = new Map([...records].map(([id, record]) => [id, record.state]));
  const planned = typeof acts === 'function' ? demand(acts(states)) : acts;
  const work = new BatchWork({ ...setting, actor, ...(correlationId === undefined ? {} : { correlationId }) }, records);
  for (const act of planned) await work.perform(tx, act);
  return work;
}

async function recordRefusal(
  database: Database,
  batch: ActBatch,
  { receivedAt }: ActSetting,
  { refusal }: Refusal,
): Promise<void> {
  const acts = typeof batch.acts === 'function' ? [] : batch.acts;
  const action = acts.map((act) => `${act.subject}.${act.act}`).join(' ') || (batch.called ?? 'planned');
  announceAct({ act: action, code: refusal.code });
  const recordId = acts[0]?.recordId ?? batch.lock?.[0];
  await writeAudit(database, {
    legalAt: receivedAt,
    actor: actorText(batch.actor),
    action,
    outcome: 'refused',
    code: refusal.code,
    ...(recordId === undefined ? {} : { recordId }),
    ...(batch.correlationId === undefined ? {} : { correlationId: batch.correlationId }),
  });
}
