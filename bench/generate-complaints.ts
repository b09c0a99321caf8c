import { randomUUID } from 'node:crypto';
import { complaintKinds, outcomes, respondentKinds } from '../domain/complaints/complaint.ts';
import type { ComplaintOutcome } from '../domain/complaints/complaint.ts';
import { territoryGroups } from '../domain/places/territories.ts';
import { addMilliseconds } from '../domain/time/instant.ts';
import type { Actor } from '../domain/people/role.ts';
import type { ActRequest } from '../domain/records/subject.ts';
import { actScope } from '../operations/records/act-scope.ts';
import type { Transaction } from '../persistence/database.ts';
import { BatchWork } from '../persistence/records/batch-work.ts';
import { writeStatement } from '../persistence/records/write-batch.ts';
import type { ProjectionRow } from '../persistence/records/projected-rows.ts';
import type { Batch } from '../persistence/records/write-batch.ts';
import type { BenchedProduct } from './benched-product.ts';
import { copyFinished } from './copy-finished.ts';
import { publishedDecisions } from './published-decisions.ts';
import type { Concluded } from './published-decisions.ts';

const batchSize = 200;
const hash = 'a'.repeat(64);
const day = 24 * 3_600_000;
/** Of a hundred finished cases: closed after a published decision, left unexamined, withdrawn. */
const published = 60;
const unexamined = 85;

/**
 * Fills the register with complaints filed at equal distances until now, the open ones over six days. The newest two in a hundred are
 * open; they and the first finished ones are filed and registered by the domain and written by the statement of `commitActs`, several hundred
 * in one go. Of finished ones only the rows that pages and the search read are brought to their end, and those beyond
 * `mostMade` are copies of them under other ids, numbers and moments, as acts for each would take hours: their events say
 * less than their rows, and `verify` is not for them.
 */
export async function generateComplaints(
  product: Pick<BenchedProduct, 'context' | 'founded' | 'clerk'>,
  count: number,
  mostMade = 20_000,
): Promise<void> {
  const { context, founded } = product;
  const { legal: now } = await context.clock();
  const open = Math.ceil(count * 0.02);
  const finished = count - open;
  const apart = Math.ceil((6 * day) / open);
  const copies = Math.ceil(finished / mostMade);
  const made = Math.ceil(finished / copies);
  const clerk: Actor = {
    kind: 'person',
    personId: product.clerk,
    appointments: [{ role: 'clerk', commissionId: founded.commissions.cec }],
  };
  const first = addMilliseconds(now, -count * apart);
  const scope = await actScope(context, founded.commissions.cec, founded.electionId, first);
  let drawn = 0;
  const counter: Transaction = { home: {}, query: <Row>() => Promise.resolve([{ last: (drawn += 1) }] as Row[]) };
  const publish = publishedDecisions();
  for (let done = 0; done < made + open; done += batchSize) {
    const batches: Batch[] = [];
    const concluded: Concluded[] = [];
    for (let index = done; index < Math.min(done + batchSize, made + open); index += 1) {
      const isFinished = index < made;
      const place = isFinished ? index * copies : finished + index - made;
      const receivedAt = addMilliseconds(first, place * apart);
      const recordId = randomUUID();
      const work = new BatchWork({ scope, actor: clerk, receivedAt, recordedAt: receivedAt }, new Map());
      await work.perform(counter, filing(recordId, index));
      if (isFinished || index % 2 === 0) {
        await work.perform(counter, { subject: 'complaint', act: 'registerComplaint', recordId, input: {} });
      }
      if (isFinished) {
        const decisionId = index % 100 < published ? randomUUID() : null;
        const at = addMilliseconds(receivedAt, 2 * day);
        const outcome = outcomes[index % outcomes.length] ?? 'refused';
        conclude(work.batch, { share: index % 100, decisionId, at, outcome });
        const { commissions, electionId } = founded;
        if (decisionId !== null) {
          concluded.push({ complaintId: recordId, decisionId, commissionId: commissions.cec, electionId, at });
        }
      }
      batches.push(work.batch);
    }
    await context.database.transaction(async (tx) => {
      await tx.query(writeStatement(merged(batches)));
      if (concluded.length > 0) await tx.query(publish(concluded));
    });
  }
  await context.database.query({ text: 'analyze' });
  await copyFinished(context.database, { copies, apart });
  await context.database.query({
    text: `insert into number_series values ($1, 'complaint', 2027, $2)
      on conflict (commission_id, kind, year) do update set last = excluded.last`,
    values: [founded.commissions.cec, drawn + made * copies],
  });
  await context.database.query({ text: 'vacuum analyze' });
}

type Conclusion = { share: number; decisionId: string | null; at: string; outcome: ComplaintOutcome };

/** Brings the row of the complaint in the batch to the end of its case. */
function conclude(batch: Batch, { share, decisionId, at, outcome }: Conclusion): void {
  const isLate = share % 20 === 0;
  const status = decisionId !== null ? 'closed' : share < unexamined ? 'leftUnexamined' : 'withdrawn';
  const end = { status, decide_state: isLate ? 'metLate' : 'met', decided_at: status === 'withdrawn' ? null : at };
  const decision = decisionId === null ? {} : { decision_id: decisionId, published_at: at, outcome };
  const left = status === 'leftUnexamined' ? { ground: 'late' } : {};
  for (const { row } of batch.projections.get('complaint') ?? []) Object.assign(row, end, decision, left);
  for (const term of batch.startedTerms) Object.assign(term, { state: end.decide_state, ended_at: at });
  batch.outbox = [];
}

const places = territoryGroups.flatMap(({ key, parts }) => [key, ...parts]);

function filing(recordId: string, index: number): ActRequest {
  const input = {
    kind: complaintKinds[index % complaintKinds.length],
    respondentKind: respondentKinds[index % respondentKinds.length],
    complainantKind: 'voter',
    territory: places[(index * 7) % places.length],
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
  const projections = new Map<string, ProjectionRow[]>();
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
