import { closeOutage, openOutage } from '../../persistence/tunduk/question-rows.ts';
import type { OperationContext } from '../context.ts';

/** Keeps as a fact that a registry counts as out, or that it answers again. */
export async function noteOutage(
  { database, clock }: OperationContext,
  registry: string,
  change: 'opened' | 'closed',
): Promise<void> {
  const { legal } = await clock();
  await (change === 'opened' ? openOutage(database, registry, legal) : closeOutage(database, registry, legal));
}
