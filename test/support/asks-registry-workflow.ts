import { proxyActivities } from '@temporalio/workflow';
import type {
  AskRegistryInput,
  AskRegistryResult,
  RegistryActivities,
} from '../../activities/registries/ask-registry.ts';

/** A procedure that asks one question, on the queue of registries, until it is answered or nobody may ask any more. */
export async function asksRegistry(taskQueue: string, input: AskRegistryInput): Promise<AskRegistryResult> {
  const { askRegistry } = proxyActivities<RegistryActivities>({ taskQueue, startToCloseTimeout: '2 minutes' });
  return askRegistry(input);
}
