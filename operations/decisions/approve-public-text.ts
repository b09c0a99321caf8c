import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { agendaItem } from '../../domain/sittings/sitting.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import type { Transaction } from '../../persistence/database.ts';
import { readDecisionText } from '../../persistence/decisions/decision-texts.ts';
import { insertPublication } from '../../persistence/decisions/publications.ts';
import type { RollCallEntry } from '../../persistence/decisions/publications.ts';
import { listStaff } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { Moment, OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/**
 * A second person approves the public text and thereby publishes the decision with its roll call. The approver names the
 * hash of the text seen: any other text, or the same person, is refused.
 */
export async function approvePublicText(
  context: OperationContext,
  actor: Actor,
  request: { decisionId: string; publicTextHash: string },
): Promise<Outcome<{ number: string }>> {
  const { decisionId, publicTextHash } = request;
  const known = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  if (!known) return refuse('NOT_FOUND');
  const { complaintIds, outcome, number } = known.state;
  const at = await context.clock();
  const result = await actOnRecords(context, {
    actor,
    anchor: decisionId,
    at,
    lock: [decisionId, ...complaintIds],
    acts: [
      { subject: 'decision', act: 'approvePublicText', recordId: decisionId, input: { publicTextHash } },
      ...complaintIds.map((recordId) => ({
        subject: 'complaint',
        act: 'publishComplaintDecision',
        recordId,
        input: { decisionId, outcome },
      })),
    ],
    alongside: (tx) => publish(tx, known.state, at),
  });
  return result.ok ? granted({ number: number ?? '' }) : result;
}

async function publish(tx: Transaction, decision: DecisionState, at: Moment): Promise<void> {
  const text = await readDecisionText(tx, decision.id, 'public');
  if (!text) throw new TypeError('an approved public text is not there');
  await insertPublication(
    tx,
    {
      decisionId: decision.id,
      number: decision.number ?? '',
      commissionId: decision.commissionId,
      language: text.language,
      body: text.body,
      rollCall: await rollCall(tx, decision),
      textHash: text.hash,
      publishedAt: at.legal,
    },
    decision.complaintIds,
  );
}

async function rollCall(tx: Transaction, decision: DecisionState): Promise<RollCallEntry[]> {
  const sitting = await readRecordState<SittingState>(tx, decision.sittingId ?? decision.id, 'sitting');
  const item = sitting && agendaItem(sitting.state, decision.itemId ?? '');
  if (!sitting || !item) return [];
  const staff = await listStaff(tx, decision.commissionId);
  return sitting.state.members.map((member) => {
    const entries = staff.filter((row) => row.personId === member);
    const known = entries.find((row) => row.role === 'chair' || row.role === 'deputyChair') ?? entries[0];
    const isPresent = sitting.state.present.includes(member);
    const choice =
      member in item.recusals ? 'recused' : (item.votes[member]?.choice ?? (isPresent ? 'notVoted' : 'absent'));
    return { name: known?.name ?? '', role: known?.role ?? 'member', choice };
  });
}
