import { closeOutage, openOutage } from '../../persistence/tunduk/outage-rows.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';

/**
 * Keeps as a fact that a registry counts as out, or that it answers again: a row that stays, and the audit. Said again of
 * one that is out already, or is not, it keeps nothing.
 */
export async function noteOutage(
  { database, clock, correlationId }: OperationContext,
  registry: string,
  change: 'opened' | 'closed',
): Promise<void> {
  const { legal } = await clock();
  const said = {
    legalAt: legal,
    actor: 'system:registries',
    outcome: 'done' as const,
    code: registry,
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  await database.transaction(async (tx) => {
    if (change === 'opened') {
      if (await openOutage(tx, registry, legal)) await writeAudit(tx, { ...said, action: 'registry.openOutage' });
    } else if (await closeOutage(tx, registry, legal)) {
      await writeAudit(tx, { ...said, action: 'registry.closeOutage' });
    }
  });
}
