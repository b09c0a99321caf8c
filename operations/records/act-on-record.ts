import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Actor } from '../../domain/people/role.ts';
import { subjects } from '../../domain/records/subjects.ts';
import type { ActRequest, RecordState } from '../../domain/records/subject.ts';
import type { Transaction } from '../../persistence/database.ts';
import { commitActs, commitUnlocked } from '../../persistence/records/commit-acts.ts';
import type { ActBatch, ActSetting, CommittedRecord } from '../../persistence/records/act-batch.ts';
import { readActFacts, readRecordAndActFacts } from '../../persistence/records/read-record.ts';
import type { ActFacts } from '../../persistence/records/read-record.ts';
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
  let at = request.at ?? (context.clock.isOfDatabase === true ? null : await context.clock());
  const traced = context.correlationId === undefined ? {} : { correlationId: context.correlationId };
  const alone = actAlone(request);
  if (alone) {
    const record = await readRecordAndActFacts(context.database, request.anchor, at?.legal ?? null);
    if (!record) return refuse('NOT_FOUND');
    const setting = await settingOf(context, context.database, { ...record, ...at });
    const unlocked = { setting, actor: request.actor, acts: [alone] as const, ...traced };
    const outcome = await commitUnlocked(context.database, unlocked, record);
    if (outcome) return outcome;
    at = { legal: record.legal, real: record.real };
  }
  const { actor, anchor, lock, acts, before, alongside, called, otherCommissions } = request;
  return commitActs(context.database, {
    setting: async (tx) => {
      const facts = await readActFacts(tx, anchor, at?.legal ?? null);
      return facts && settingOf(context, tx, { ...facts, ...at }, otherCommissions);
    },
    actor,
    acts,
    ...(lock === undefined ? {} : { lock }),
    ...(called === undefined ? {} : { called }),
    ...(before === undefined ? {} : { before }),
    ...(alongside === undefined ? {} : { alongside }),
    ...traced,
  });
}

/** The act of a request that has nothing around it, looks at its own record only and draws no number. */
function actAlone({ anchor, acts, lock, before, alongside, otherCommissions }: RecordActs): ActRequest | undefined {
  if (typeof acts === 'function' || lock || before || alongside || otherCommissions) return undefined;
  const [act, ...more] = acts;
  if (act?.recordId !== anchor || more.length > 0) return undefined;
  return subjects[act.subject]?.acts[act.act]?.numbering ? undefined : act;
}

async function settingOf(
  context: OperationContext,
  tx: Transaction,
  facts: ActFacts,
  otherCommissions: readonly string[] = [],
): Promise<ActSetting> {
  const { legal, real, commissionId, electionId } = facts;
  const scope = await actScope(context, commissionId, electionId, legal, { known: facts, tx });
  const others = otherCommissions.filter((id) => id !== commissionId);
  const otherScopes = await Promise.all(others.map((id) => actScope(context, id, electionId, legal, { tx })));
  return { scope, otherScopes, receivedAt: legal, recordedAt: real };
}
