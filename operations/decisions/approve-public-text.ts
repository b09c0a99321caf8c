import type { ApprovePublicTextInput } from '../../domain/decisions/decision-acts.ts';
import type { PublicText } from '../../domain/decisions/decision-text.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { ApprovalOfMarks } from '../../domain/decisions/redaction/judge-kept.ts';
import { leftPlaces } from '../../domain/decisions/redaction/marks.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { agendaItem } from '../../domain/sittings/sitting.ts';
import type { AgendaItem, SittingState } from '../../domain/sittings/sitting.ts';
import type { Transaction } from '../../persistence/database.ts';
import { readDecisionText } from '../../persistence/decisions/decision-texts.ts';
import { insertPublication } from '../../persistence/decisions/publications.ts';
import type { PublicationRow, PublishedDissent, RollCallEntry } from '../../persistence/decisions/publications.ts';
import { listStaff } from '../../persistence/people/read-people.ts';
import type { StaffRow } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { listDissents } from '../../persistence/sittings/dissents.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Moment, OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { knownOfCase } from './known-of-case.ts';
import { publicTitle } from './public-title.ts';

export type ApprovePublicTextRequest = {
  decisionId: string;
  publicTextHash: string;
  dissents: readonly string[];
  /** Places that the detector is sure of and that stay, each with a ground. */
  kept?: ApprovalOfMarks['kept'];
};

/**
 * A second person approves the public text and thereby publishes the decision with its roll call and the dissenting
 * opinions. The approver names the hashes of the text and of the opinions seen: any others, or the same person, are
 * refused. Refuses REDACTION_LEFT while the detector is sure of a value that is neither hidden nor kept with a ground.
 */
export async function approvePublicText(
  context: OperationContext,
  actor: Actor,
  request: ApprovePublicTextRequest,
): Promise<Outcome<{ number: string }>> {
  const { decisionId, publicTextHash, dissents, kept = [] } = request;
  const known = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  if (!known) return refuse('NOT_FOUND');
  const text = await readDecisionText(context.database, decisionId, 'public');
  const left = text ? leftPlaces(text.body, await knownOfCase(context, known.state)) : [];
  const input: ApprovePublicTextInput = {
    publicTextHash,
    dissents,
    inText: text?.body.dissents.map(({ hash }) => hash) ?? [],
    left: left.map(({ key, place, kind }) => ({ key, place, kind })),
    kept,
  };
  const { complaintIds, outcome, number, sittingId } = known.state;
  const at = await context.clock();
  const result = await actOnRecords(context, {
    actor,
    anchor: decisionId,
    at,
    lock: [decisionId, ...complaintIds, ...(sittingId === null ? [] : [sittingId])],
    acts: [
      { subject: 'decision', act: 'approvePublicText', recordId: decisionId, input },
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
      title: publicTitle(text.body),
      body: text.body,
      ...(await voices(tx, decision, text.body, at.legal)),
      textHash: text.hash,
      publishedAt: at.legal,
    },
    decision.complaintIds,
  );
}

type Voices = { signature: PublicationRow['signature']; rollCall: RollCallEntry[]; dissents: PublishedDissent[] };

/** Who signed and voted, by the offices they had when it was signed: one may have left since. */
async function voices(tx: Transaction, decision: DecisionState, text: PublicText, now: Instant): Promise<Voices> {
  const sitting = await readRecordState<SittingState>(tx, decision.sittingId ?? decision.id, 'sitting');
  const item = sitting && agendaItem(sitting.state, decision.itemId ?? '');
  const staff = await listStaff(tx, decision.commissionId, decision.signedAt ?? now);
  const signature = decision.signedBy === null ? null : publicMember(staff, decision.signedBy);
  if (!sitting || !item) return { signature, rollCall: [], dissents: [] };
  const written = await listDissents(tx, [item.itemId]);
  return {
    signature,
    rollCall: sitting.state.members.map((member) => ({
      ...publicMember(staff, member),
      choice: choiceOf(sitting.state, item, member),
    })),
    dissents: written.flatMap(({ member, hash }) => {
      const burned = text.dissents.find((one) => one.hash === hash);
      return burned ? [{ ...publicMember(staff, member), ...burned }] : [];
    }),
  };
}

function publicMember(staff: readonly StaffRow[], member: string): { name: string; role: string } {
  const entries = staff.filter((row) => row.personId === member);
  const known = entries.find((row) => row.role === 'chair' || row.role === 'deputyChair') ?? entries[0];
  return { name: known?.name ?? '', role: known?.role ?? 'member' };
}

function choiceOf(sitting: SittingState, item: AgendaItem, member: string): RollCallEntry['choice'] {
  if (member in item.recusals) return 'recused';
  return item.votes[member]?.choice ?? (sitting.present.includes(member) ? 'notVoted' : 'absent');
}
