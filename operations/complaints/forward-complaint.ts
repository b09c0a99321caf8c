import { forwardTargets } from '../../domain/complaints/complaint.ts';
import type { ForwardTarget } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import { readRecordOwner } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/**
 * The holder forwards a complaint to whom it belongs: another commission of the election, by its key, or a body outside,
 * by name. Refuses GROUND_REQUIRED for an unknown kind of addressee and INPUT_INVALID for a commission that is the own one
 * or none.
 */
export async function forwardComplaint(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { to: string; commissionKey?: string; name: string; text: string },
) {
  const { to, commissionKey, name, text, ...rest } = request;
  if (!isTarget(to)) return refuse('GROUND_REQUIRED');
  const commission = to === 'commission' ? await otherCommission(context, rest.complaintId, commissionKey) : undefined;
  if (to === 'commission' && commission === undefined) return refuse('INPUT_INVALID', { field: 'commission' });
  const paper = preparePaper('forward', { text, name });
  if (!paper.ok) return paper;
  const input = { to, ...(commission === undefined ? {} : { commissionId: commission }) };
  return actOnCase(context, actor, { ...rest, act: 'forwardComplaint', input, paper: paper.value });
}

async function otherCommission(
  context: OperationContext,
  complaintId: string,
  key: string | undefined,
): Promise<string | undefined> {
  const owner = await readRecordOwner(context.database, complaintId);
  const rows = await listCommissionRows(context.database);
  return rows.find((row) => row.key === key && row.id !== owner?.commissionId)?.id;
}

function isTarget(text: string): text is ForwardTarget {
  return (forwardTargets as readonly string[]).includes(text);
}
