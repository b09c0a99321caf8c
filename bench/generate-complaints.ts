import { randomUUID } from 'node:crypto';
import { complaintKinds } from '../domain/complaints/complaint.ts';
import { addMilliseconds, instant } from '../domain/time/instant.ts';
import type { Actor } from '../domain/people/role.ts';
import type { ActRequest } from '../domain/records/subject.ts';
import { actScope } from '../operations/records/act-scope.ts';
import type { Transaction } from '../persistence/database.ts';
import { BatchWork } from '../persistence/records/batch-work.ts';
import { writeStatement } from '../persistence/records/write-batch.ts';
import type { Batch } from '../persistence/records/write-batch.ts';
import type { BenchedProduct } from './benched-product.ts';

const first = instant('2026-11-01T03:00:00Z');
const batchSize = 500;
const hash = 'a'.repeat(64);

/**
 * Fills the register: each complaint is decided by the domain and written by the statement of `commitActs`, several
 * hundred in one go, so that its chain, terms and projections pass `verify`. Half are registered.
 */
export async function generateComplaints(product: BenchedProduct, count: number): Promise<void> {
  const { context, founded } = product;
  const scope = await actScope(context, founded.commissions.cec, founded.electionId, first);
  const clerk: Actor = {
    kind: 'person',
    personId: product.clerk,
    appointments: [{ role: 'clerk', commissionId: founded.commissions.cec }],
  };
  let drawn = 0;
  const counter: Transaction = { query: <Row>() => Promise.resolve([{ last: (drawn += 1) }] as Row[]) };
  for (let done = 0; done < count; done += batchSize) {
    const batches: Batch[] = [];
    for (let index = done; index < Math.min(done + batchSize, count); index += 1) {
      const receivedAt = addMilliseconds(first, index * 50_000);
      const recordId = randomUUID();
      const work = new BatchWork({ scope, actor: clerk, receivedAt, recordedAt: receivedAt, acts: [] }, new Map());
      await work.perform(counter, filing(recordId, index));
      if (index % 2 === 0) {
        await work.perform(counter, { subject: 'complaint', act: 'registerComplaint', recordId, input: {} });
      }
      batches.push(work.batch);
    }
    await context.database.transaction((tx) => tx.query(writeStatement(merged(batches))));
  }
  await context.database.query({
    text: `insert into number_series values ($1, 'complaint', 2027, $2)
      on conflict (commission_id, kind, year) do update set last = excluded.last`,
    values: [founded.commissions.cec, drawn],
  });
  await context.database.query({ text: 'analyze' });
}

function filing(recordId: string, index: number): ActRequest {
  const input = {
    kind: complaintKinds[index % complaintKinds.length],
    respondentKind: 'unknown',
    complainantKind: 'voter',
    territory: 'KG-C',
    precinct: null,
    language: (['ky', 'ru', 'en'] as const)[index % 3],
    channel: 'desk',
    warnings: [],
    statementHash: hash,
    fileHashes: [],
  };
  return { subject: 'complaint', act: 'fileComplaint', recordId, input };
}

function merged(batches: readonly Batch[]): Batch {
  const projections = new Map<string, Record<string, unknown>[]>();
  for (const batch of batches) {
    for (const [table, rows] of batch.projections) projections.set(table, [...(projections.get(table) ?? []), ...rows]);
  }
  return {
    events: batches.flatMap((batch) => batch.events),
    records: batches.flatMap((batch) => batch.records),
    startedTerms: batches.flatMap((batch) => batch.startedTerms),
    changedTerms: batches.flatMap((batch) => batch.changedTerms),
    outbox: [],
    followed: [],
    audit: batches.flatMap((batch) => batch.audit),
    projections,
  };
}
