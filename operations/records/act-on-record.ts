import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { ActRequest, RecordState } from '../../domain/records/subject.ts';
import type { Transaction } from '../../persistence/database.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { ActBatch, CommittedRecord } from '../../persistence/records/act-batch.ts';
import { readOwnerAndMembers } from '../../persistence/records/read-record.ts';
import type { Moment, OperationContext } from '../context.ts';
import { actScope } from './act-scope.ts';

/** A request to act on existing records of one commission. */
export type RecordActs = {
  actor: Actor;
  /** The record whose commission and election the acts belong to. */
  anchor: string;
  /** When the complete request arrived; taken from the clock when absent. */
  at?: Moment;
  lock?: readonly string[];
  acts: readonly ActRequest[] | ((states: ReadonlyMap<string, RecordState>) => Outcome<readonly ActRequest[]>);
  before?: (tx: Transaction) => Promise<Outcome<unknown>>;
  alongside?: ActBatch['alongside'];
  /** What the audit calls a refusal where the acts are planned later. */
  called?: string;
  /** Commissions besides the anchor's whose records take part; same election. */
  otherCommissions?: readonly string[];
};

/** Acts on records through the one door. Refuses NOT_FOUND for an unknown anchor. */
export async function actOnRecords(
  context: OperationContext,
  request: RecordActs,
): Promise<Outcome<readonly CommittedRecord[]>> {
  const at = request.at ?? (await context.clock());
  const owner = await readOwnerAndMembers(context.database, request.anchor, at.legal);
  if (!owner) return refuse('NOT_FOUND');
  const scope = await actScope(context, owner.commissionId, owner.electionId, at.legal, owner);
  const otherScopes = await Promise.all(
    (request.otherCommissions ?? [])
      .filter((id) => id !== owner.commissionId)
      .map((id) => actScope(context, id, owner.electionId, at.legal)),
  );
  const { actor, lock, acts, before, alongside, called } = request;
  return commitActs(context.database, {
    scope,
    otherScopes,
    actor,
    receivedAt: at.legal,
    recordedAt: at.real,
    acts,
    ...(lock === undefined ? {} : { lock }),
    ...(called === undefined ? {} : { called }),
    ...(before === undefined ? {} : { before }),
    ...(alongside === undefined ? {} : { alongside }),
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
}
