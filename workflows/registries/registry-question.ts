import { ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { RegistryActivities } from '../../activities/registries/ask-registry.ts';
import type { QuestionActivities } from '../../activities/registries/question-activities.ts';
import { registryTaskQueue } from '../../domain/complaints/registry-queue.ts';

/** The procedure of one question is started with its id and nothing else. */
export type QuestionInput = { requestId: string };

/** How it ended. `over`: nobody waits any more, or the legal term passed; then people enter the answer by letter. */
export type QuestionEnd = { end: 'answered' | 'failed' | 'over' };

const { readQuestionDeadline, recordRegistryFailure } = proxyActivities<QuestionActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

const { askRegistry } = proxyActivities<RegistryActivities>({
  taskQueue: registryTaskQueue,
  startToCloseTimeout: '3 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '30 minutes' },
});

/** The answer came too late, or nobody needs it: the request itself is where that is kept. */
const overs: readonly string[] = ['REGISTRY_DEADLINE', 'REQUEST_CLOSED'];

/**
 * Asks a registry until it answers or the legal term of the request is over. Every pause is told by the activity; what will
 * not pass is recorded, and the request stays open for an answer by letter.
 */
export async function registryQuestion({ requestId }: QuestionInput): Promise<QuestionEnd> {
  const deadline = await readQuestionDeadline(requestId);
  if (deadline === null) return { end: 'over' };
  try {
    await askRegistry({ requestId, deadline });
    return { end: 'answered' };
  } catch (error) {
    const category = categoryOf(error);
    if (category === undefined) throw error;
    if (overs.includes(category)) return { end: 'over' };
    await recordRegistryFailure({ requestId, category });
    return { end: 'failed' };
  }
}

function categoryOf(error: unknown): string | undefined {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) return undefined;
  return error.cause.type ?? 'DEFECT';
}
