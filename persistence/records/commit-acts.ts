import { actorText } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import type { Database, Transaction } from '../database.ts';
import type { ActBatch, CommittedRecord } from './act-batch.ts';
import { announceAct } from './act-channel.ts';
import { writeAudit } from './audit.ts';
import { BatchWork } from './batch-work.ts';
import { lockRecords } from './locked-record.ts';
import { announceOutbox } from './outbox.ts';
import { demand, RefusedInTransaction } from './refused-in-transaction.ts';
import { writeStatement } from './write-batch.ts';

/**
 * The one door for every change: locks the rows, asks the domain, appends events, updates projections, starts and ends
 * terms, writes audit and outbox, in one transaction. A refusal leaves nothing behind but its audit row.
 */
export async function commitActs(database: Database, batch: ActBatch): Promise<Outcome<readonly CommittedRecord[]>> {
  try {
    const { committed, actions } = await database.transaction((tx) => commitIn(tx, batch));
    announceOutbox(database);
    for (const act of actions) announceAct({ act, code: 'done' });
    return granted(committed);
  } catch (error) {
    if (!(error instanceof RefusedInTransaction)) throw error;
    await recordRefusal(database, batch, error.refusal);
    return error.refusal;
  }
}

type Committed = { committed: readonly CommittedRecord[]; actions: readonly string[] };

async function commitIn(tx: Transaction, batch: ActBatch): Promise<Committed> {
  demand((await batch.before?.(tx)) ?? granted(undefined));
  const named = typeof batch.acts === 'function' ? [] : batch.acts.map((act) => act.recordId);
  const locked = await lockRecords(tx, [...named, ...(batch.lock ?? [])]);
  const states = new Map([...locked].map(([id, record]) => [id, record.state]));
  const acts = typeof batch.acts === 'function' ? demand(batch.acts(states)) : batch.acts;
  const work = new BatchWork(batch, locked);
  for (const act of acts) await work.perform(tx, act);
  const written = tx.query(writeStatement(work.batch));
  const committed = work.committed();
  if (batch.alongside) {
    await written;
    await batch.alongside(tx, committed);
  }
  return { committed, actions: work.batch.audit.map((row) => row.action) };
}

async function recordRefusal(database: Database, batch: ActBatch, { refusal }: Refusal): Promise<void> {
  const acts = typeof batch.acts === 'function' ? [] : batch.acts;
  const action = acts.map((act) => `${act.subject}.${act.act}`).join(' ') || (batch.called ?? 'planned');
  announceAct({ act: action, code: refusal.code });
  const recordId = acts[0]?.recordId ?? batch.lock?.[0];
  await writeAudit(database, {
    legalAt: batch.receivedAt,
    actor: actorText(batch.actor),
    action,
    outcome: 'refused',
    code: refusal.code,
    ...(recordId === undefined ? {} : { recordId }),
    ...(batch.correlationId === undefined ? {} : { correlationId: batch.correlationId }),
  });
}
