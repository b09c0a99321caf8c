import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import type { Database, Transaction } from '../database.ts';
import type { ActBatch, ActSetting, CommittedRecord } from './act-batch.ts';
import { announceAct } from './act-channel.ts';
import { writeAudit } from './audit.ts';
import { BatchWork } from './batch-work.ts';
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
    const { committed, actions } = await database.transaction(async (tx) => {
      const [found, locked] = await bothEnded(findSetting(tx, batch), lockFor(tx, batch));
      setting = found;
      return commitIn(tx, batch, demand(found ? granted(found) : refuse('NOT_FOUND')), demand(locked));
    });
    announceOutbox(database);
    for (const act of actions) announceAct({ act, code: 'done' });
    return granted(committed);
  } catch (error) {
    if (!(error instanceof RefusedInTransaction)) throw error;
    if (setting) await recordRefusal(database, batch, setting, error.refusal);
    return error.refusal;
  }
}

type Committed = { committed: readonly CommittedRecord[]; actions: readonly string[] };

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
): Promise<Committed> {
  const states = new Map([...locked].map(([id, record]) => [id, record.state]));
  const acts = typeof batch.acts === 'function' ? demand(batch.acts(states)) : batch.acts;
  const { actor, correlationId } = batch;
  const work = new BatchWork({ ...setting, actor, ...(correlationId === undefined ? {} : { correlationId }) }, locked);
  for (const act of acts) await work.perform(tx, act);
  const written = tx.query(writeStatement(work.batch));
  const committed = work.committed();
  if (batch.alongside) {
    await written;
    await batch.alongside(tx, committed);
  }
  return { committed, actions: work.batch.audit.map((row) => row.action) };
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
