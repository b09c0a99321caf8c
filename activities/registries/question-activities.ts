import type { OperationContext } from '../../operations/context.ts';
import { keepAnswer, recordFailure } from '../../operations/registries/keep-answer.ts';
import { readQuestion, readQuestionDeadline } from '../../operations/registries/read-question.ts';
import { ApplicationFailure } from '@temporalio/common';
import type { RegistryRequests } from './ask-registry.ts';

/** What the procedure of a question does besides asking. References in, facts out; each may be done twice without harm. */
export type QuestionActivities = {
  /** Until when the registry may be asked, as an ISO instant of the machine's clock; null when nobody waits any more. */
  readQuestionDeadline: (requestId: string) => Promise<string | null>;
  recordRegistryFailure: (request: { requestId: string; category: string }) => Promise<void>;
};

/** The activities over the operations. */
export function questionActivities(context: OperationContext): QuestionActivities {
  return {
    readQuestionDeadline: (requestId) =>
      withoutWords(async () => (await readQuestionDeadline(context, requestId)) ?? null),
    recordRegistryFailure: ({ requestId, category }) => withoutWords(() => recordFailure(context, requestId, category)),
  };
}

/** Where the asking activity reads its questions and keeps the answers. */
export function questionsOf(context: OperationContext): RegistryRequests {
  return {
    read: (requestId) => readQuestion(context, requestId),
    keep: (requestId, outcome) => keepAnswer(context, requestId, outcome),
  };
}

/** Failures travel into the history of the engine: only a code may, because a message can hold a person's words. */
async function withoutWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
    throw ApplicationFailure.retryable('the activity failed', code);
  }
}
