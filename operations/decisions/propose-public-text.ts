import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { insertDecisionText } from '../../persistence/decisions/decision-texts.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { decisionTextSchema, hashOfText } from './decision-text.ts';

/** Proposes the text for the public, without names of private persons. A new proposal replaces an unapproved one. */
export async function proposePublicText(
  context: OperationContext,
  actor: Actor,
  request: { decisionId: string; text: unknown },
): Promise<Outcome<{ publicTextHash: string }>> {
  const text = decisionTextSchema.safeParse(request.text);
  if (!text.success) return refuse('DECISION_TEXT_EMPTY', { field: String(text.error.issues[0]?.path[0] ?? '') });
  const publicTextHash = hashOfText(text.data);
  const { decisionId } = request;
  const at = await context.clock();
  const result = await actOnRecords(context, {
    actor,
    anchor: decisionId,
    at,
    acts: [{ subject: 'decision', act: 'proposePublicText', recordId: decisionId, input: { publicTextHash } }],
    alongside: async (tx, committed) => {
      const decision = committed[0]?.state as DecisionState;
      await insertDecisionText(tx, {
        decisionId,
        kind: 'public',
        version: decision.publicTextVersion,
        language: text.data.language,
        body: text.data,
        hash: publicTextHash,
        author: decision.publicTextBy ?? '',
        writtenAt: at.legal,
      });
    },
  });
  return result.ok ? granted({ publicTextHash }) : result;
}
