import type { Outcome } from '../../domain/refusals.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { ActRequest, RecordState } from '../../domain/records/subject.ts';
import type { Transaction } from '../../persistence/database.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { ActBatch, ActSetting, CommittedRecord } from '../../persistence/records/act-batch.ts';
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
  const { actor, lock, acts, before, alongside, called } = request;
  return commitActs(context.database, {
    setting: (tx) => settingOf(context, tx, request),
    actor,
    acts,
    ...(lock === undefined ? {} : { lock }),
    ...(called === undefined ? {} : { called }),
    ...(before === undefined ? {} : { before }),
    ...(alongside === undefined ? {} : { alongside }),
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
}

async function settingOf(
  context: OperationContext,
  tx: Transaction,
  { at, anchor, otherCommissions = [] }: RecordActs,
): Promise<ActSetting | undefined> {
  const { legal, real } = at ?? (await context.clock(tx));
  const owner = await readOwnerAndMembers(tx, anchor, legal);
  if (!owner) return undefined;
  const { commissionId, electionId } = owner;
  const scope = await actScope(context, commissionId, electionId, legal, { known: owner, tx });
  const others = otherCommissions.filter((id) => id !== commissionId);
  const otherScopes = await Promise.all(others.map((id) => actScope(context, id, electionId, legal, { tx })));
  return { scope, otherScopes, receivedAt: legal, recordedAt: real };
}
