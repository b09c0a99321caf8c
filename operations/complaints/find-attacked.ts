import { randomUUID } from 'node:crypto';
import { formatComplaintNumber, parseComplaintNumber } from '../../domain/complaints/complaint-number.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { ActRequest, RecordState } from '../../domain/records/subject.ts';
import { listComplaintsByNumber } from '../../persistence/complaints/case-page.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import { readRecordOwner } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';

/**
 * The complaint that a filing attacks, by its number, at a commission directly below the one it is filed with. `key/number`
 * names the commission too, because every commission has numbers of its own. Undefined
 * when there is none: then the filing is received all the same, and a person looks for what is meant.
 */
export async function findAttacked(
  context: OperationContext,
  written: string,
  commissionId: string,
): Promise<{ id: string; scope: ActScope } | undefined> {
  const [, key, number = written] = /^([a-z][a-z0-9-]*)\/(.+)$/.exec(written.trim()) ?? [];
  const parsed = parseComplaintNumber(number);
  if (!parsed) return undefined;
  const commissions = await listCommissionRows(context.database);
  const below = new Set(commissions.filter(({ parentId }) => parentId === commissionId).map(({ key }) => key));
  const rows = await listComplaintsByNumber(context.database, formatComplaintNumber(parsed));
  const [row, ...others] = rows.filter(
    ({ commissionKey }) => below.has(commissionKey) && (key === undefined || key === commissionKey),
  );
  if (!row || others.length > 0) return undefined;
  const owner = await readRecordOwner(context.database, row.id);
  if (!owner) return undefined;
  const { legal } = await context.clock();
  return { id: row.id, scope: await actScope(context, owner.commissionId, owner.electionId, legal) };
}

/** The act that tells the attacked case of the appeal; none where there is nothing to contest yet. */
export function appealAct(attacked: RecordState | undefined, complaintId: string): ActRequest[] {
  const state = attacked as ComplaintState | undefined;
  if (!state || (state.decidedAt === null && state.inactionAt === null)) return [];
  const input = { appealId: randomUUID(), to: 'upperCommission', complaintId };
  return [{ subject: 'complaint', act: 'recordAppeal', recordId: state.id, input }];
}
