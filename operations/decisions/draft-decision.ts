import { randomUUID } from 'node:crypto';
import type { ComplaintOutcome, ComplaintState } from '../../domain/complaints/complaint.ts';
import { fragmentsOf } from '../../domain/decisions/decision-text.ts';
import type { DecisionText } from '../../domain/decisions/decision-text.ts';
import type { DraftDecisionInput } from '../../domain/decisions/decision-acts.ts';
import type { AttackEffect, DecisionState } from '../../domain/decisions/decision.ts';
import { openPlaceholders } from '../../domain/decisions/placeholders.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { ActRequest } from '../../domain/records/subject.ts';
import { insertDecisionText } from '../../persistence/decisions/decision-texts.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { decisionTextSchema, hashOfText } from './decision-text.ts';

export type DraftDecisionRequest = {
  complaintId: string;
  outcome: ComplaintOutcome;
  /** Checked here: see `decisionTextSchema`. */
  text: unknown;
  expectedVersion?: number;
  /** For a complaint that attacks a decision: what becomes of it. */
  attackEffect?: AttackEffect;
};

/**
 * The holder drafts the decision on a complaint, or writes a new version of the draft: versions are kept, never changed;
 * a new version needs a new check. Refuses DECISION_TEXT_EMPTY when a part is missing, and by name when outcome and
 * operative items do not agree.
 */
export async function draftDecision(
  context: OperationContext,
  actor: Actor,
  request: DraftDecisionRequest,
): Promise<Outcome<{ decisionId: string; version: number }>> {
  const { complaintId, outcome, expectedVersion } = request;
  const text = decisionTextSchema.safeParse(request.text);
  if (!text.success) return refuse('DECISION_TEXT_EMPTY', { field: String(text.error.issues[0]?.path[0] ?? '') });
  const complaint = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  if (!complaint) return refuse('NOT_FOUND');
  const known = complaint.state.decisionId;
  const decisionId = known ?? randomUUID();
  const at = await context.clock();
  const { state } = complaint;
  if (state.joinedTo !== null) return refuse('COMPLAINT_JOINED');
  const complaintIds = [complaintId, ...state.joined];
  const input = {
    ...draftInput(complaintIds, outcome, text.data),
    replaces: state.earlierDecisionIds.at(-1) ?? null,
    attackEffect: state.attacks === null ? null : (request.attackEffect ?? effectOf(text.data)),
  };
  const link = (recordId: string): ActRequest => ({
    subject: 'complaint',
    act: 'linkDecision',
    recordId,
    input: { decisionId },
  });
  const act = known === null ? 'draftDecision' : 'reviseDecision';
  const expected = expectedVersion === undefined || known === null ? {} : { expectedVersion };
  const write: ActRequest = { subject: 'decision', act, recordId: decisionId, input, ...expected };
  let version = 1;
  const result = await actOnRecords(context, {
    actor,
    anchor: complaintId,
    at,
    lock: known === null ? complaintIds : [...complaintIds, decisionId],
    acts: (states) => {
      const now = states.get(complaintId) as ComplaintState | undefined;
      if (now?.decisionId !== known || now.joined.join() !== state.joined.join()) return refuse('STALE_VERSION');
      const unlinked = complaintIds.filter((id) => (states.get(id) as ComplaintState).decisionId === null);
      return granted([write, ...unlinked.map(link)]);
    },
    alongside: async (tx, committed) => {
      const decision = committed.find((record) => record.id === decisionId)?.state as DecisionState;
      version = decision.draftVersion;
      await insertDecisionText(tx, {
        decisionId,
        kind: 'full',
        version,
        language: text.data.language,
        body: text.data,
        hash: input.textHash,
        author: decision.drafter,
        writtenAt: at.legal,
      });
    },
  });
  return result.ok ? granted({ decisionId, version }) : result;
}

/** What the items do to the decision that is attacked: one that annuls it, or none. */
function effectOf({ operative }: DecisionText): AttackEffect {
  return operative.some(({ kind }) => kind === 'annul') ? 'annulled' : 'upheld';
}

function draftInput(complaintIds: string[], outcome: ComplaintOutcome, text: DecisionText): DraftDecisionInput {
  return {
    complaintIds,
    outcome,
    textHash: hashOfText(text),
    operative: text.operative.map(({ kind, addressee }) => ({ kind, addressee: addressee.kind })),
    openPlaceholders: openPlaceholders(fragmentsOf(text).map(({ text: words }) => words)).length,
  };
}
