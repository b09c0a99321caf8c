import type { RegistryOutcomeKind } from '../../domain/complaints/asked-registry.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import type { RegistryOutcome } from '../../integrations/tunduk/client/tunduk-client.ts';
import { findQuestion, insertAnswer } from '../../persistence/tunduk/question-rows.ts';
import { actOnCase } from '../complaints/act-on-case.ts';
import type { OperationContext } from '../context.ts';

const system = { kind: 'system', name: 'workflow' } as const;

/** Where a sealed answer belongs. */
export function answerPlace(requestId: string): { table: string; column: string; rowId: string } {
  return { table: 'registry_answer', column: 'sealed', rowId: requestId };
}

/**
 * Keeps a registry's answer sealed and records that it came, both or neither. A second one changes nothing, and neither
 * does one to a request that was answered by letter or withdrawn in the meantime: its evidence is kept with the attempt.
 */
export async function keepAnswer(
  context: OperationContext,
  requestId: string,
  answer: RegistryOutcome<unknown>,
): Promise<void> {
  const question = await findQuestion(context.database, requestId);
  if (question === undefined) return;
  const { evidence, isStandIn } = answer;
  const told = answer.kind === 'ok' ? { data: answer.data } : { code: answer.code };
  const outcome: RegistryOutcomeKind = answer.kind === 'ok' ? 'data' : 'notice';
  await actOnCase(context, system, {
    complaintId: question.complaintId,
    act: 'recordRegistryAnswer',
    input: { requestId, outcome, isStandIn },
    alongside: (tx, recordKey) => {
      const sealed = sealField(recordKey, answerPlace(requestId), JSON.stringify(told));
      return insertAnswer(tx, { requestId, attempt: evidence.attempt, isStandIn, sealed });
    },
  });
}

/** Records that the registry will not answer over Tunduk; `category` is the class of the failure. */
export async function recordFailure(context: OperationContext, requestId: string, category: string): Promise<void> {
  const question = await findQuestion(context.database, requestId);
  if (question === undefined) return;
  const input = { requestId, category };
  await actOnCase(context, system, { complaintId: question.complaintId, act: 'recordRegistryFailure', input });
}
