import { can } from '../../domain/access/can.ts';
import type { AccessRule } from '../../domain/access/can.ts';
import { staffReads } from '../../domain/access/reading.ts';
import { actsInStead } from '../../domain/access/standing-in.ts';
import type { Actor, Commission } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import { readRecordOwner } from '../../persistence/records/read-record.ts';
import type { RecordOwner } from '../../persistence/records/read-record.ts';
import type { Moment, OperationContext } from '../context.ts';

export type OpenedRecord = { owner: RecordOwner; commission: CommissionRow; at: Moment };

/**
 * Lets staff read a record and writes down that they did, before anything is shown. A record of a commission they have
 * nothing to do with does not exist for them: NOT_FOUND, with the try kept in the audit. Of a deputy it says for whom.
 */
export async function openForReading(
  context: OperationContext,
  actor: Actor,
  request: { recordId: string; subject: string; action: string },
): Promise<Outcome<OpenedRecord>> {
  const [at, owner, commissions] = await Promise.all([
    context.clock(),
    readRecordOwner(context.database, request.recordId),
    listCommissionRows(context.database),
  ]);
  if (owner?.subject !== request.subject) return refuse('NOT_FOUND');
  const commission = commissions.find((row) => row.id === owner.commissionId);
  const isAllowed = commission !== undefined && can(actor, staffReads, commission);
  const actingFor = isAllowed ? actsInStead(actor, staffReads, commission) : null;
  await writeAudit(context.database, {
    legalAt: at.legal,
    actor: actorText(actor),
    action: request.action,
    recordId: request.recordId,
    outcome: isAllowed ? 'read' : 'refused',
    ...(isAllowed ? {} : { code: 'NOT_FOUND' }),
    ...(actingFor === null ? {} : { actingFor }),
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  return isAllowed ? granted({ owner, commission, at }) : refuse('NOT_FOUND');
}

/** Whether a person may do what the rule guards on this record, as far as commission and role go; never for one that is not there. */
export async function mayActOn(
  context: OperationContext,
  actor: Actor,
  { rule, recordId }: { rule: AccessRule; recordId: string },
): Promise<boolean> {
  const [owner, commissions] = await Promise.all([
    readRecordOwner(context.database, recordId),
    listCommissionRows(context.database),
  ]);
  const commission = commissions.find(({ id }) => id === owner?.commissionId);
  return commission !== undefined && can(actor, rule, commission);
}

/** Whether somebody may look at the lists of a commission. */
export function mayReadLists(actor: Actor, commission: Commission): boolean {
  return can(actor, staffReads, commission);
}
