import { cleanWords } from '../../domain/decisions/clean-words.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { insertDraftCheck } from '../../persistence/decisions/draft-checks.ts';
import { sha256 } from '../../persistence/records/event-hash.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

export type CheckDraftRequest = {
  decisionId: string;
  /** The hash of the text that was read. */
  textHash: string;
  result: 'passed' | 'returned';
  remarks: string;
  /** The version of the page; an older one is refused, so that a double click is one check. */
  expectedVersion?: number;
};

const mostRemarks = 20_000;

/**
 * Another lawyer than the drafter checks the draft: it passes, or goes back with remarks. The remarks are private, the
 * event holds their hash. Refuses DRAFT_CHANGED when the draft is no longer the text that was read.
 */
export async function checkDraft(
  context: OperationContext,
  actor: Actor,
  request: CheckDraftRequest,
): Promise<Outcome<{ result: CheckDraftRequest['result'] }>> {
  const { decisionId, textHash, result } = request;
  const remarks = cleanWords(request.remarks).trim();
  if (remarks.length > mostRemarks || remarks.includes('\0')) return refuse('INPUT_INVALID', { field: 'remarks' });
  const at = await context.clock();
  const remarksHash = remarks === '' ? {} : { remarksHash: sha256(remarks).toString('hex') };
  const input = { textHash, result, ...remarksHash };
  const { expectedVersion } = request;
  const expected = expectedVersion === undefined ? {} : { expectedVersion };
  const outcome = await actOnRecords(context, {
    actor,
    anchor: decisionId,
    at,
    acts: [{ subject: 'decision', act: 'checkDraft', recordId: decisionId, input, ...expected }],
    alongside: async (tx, committed) => {
      const decision = committed.find(({ id }) => id === decisionId)?.state as DecisionState;
      const { draftVersion, check } = decision;
      const checker = check?.checkedBy ?? '';
      await insertDraftCheck(tx, { decisionId, draftVersion, checker, result, remarks, checkedAt: at.legal });
    },
  });
  return outcome.ok ? granted({ result }) : outcome;
}
