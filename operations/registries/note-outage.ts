import type { OutageLayer } from '../../integrations/tunduk/client/outage-store.ts';
import { usualGuard } from '../../integrations/tunduk/client/service-guard.ts';
import { closeOutage, openOutage } from '../../persistence/tunduk/outage-rows.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';

/**
 * Keeps as a fact that a registry counts as out, and is left alone for `pauseMs`, or that it answers again: a row that
 * stays, and the audit. Said again of one that is out already, or is not, it keeps nothing. Tells whether it kept something.
 */
export async function noteOutage(
  { database, clock, correlationId }: OperationContext,
  registry: string,
  change: 'opened' | 'closed',
  { pauseMs = usualGuard.openMs, layer = 'registry' }: { pauseMs?: number; layer?: OutageLayer } = {},
): Promise<boolean> {
  const { legal } = await clock();
  const said = {
    legalAt: legal,
    actor: 'system:registries',
    outcome: 'done' as const,
    code: registry,
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  return database.transaction(async (tx) => {
    if (change === 'opened') {
      const isNew = await openOutage(tx, registry, legal, { pauseMs, layer });
      if (isNew) await writeAudit(tx, { ...said, action: 'registry.openOutage' });
      return isNew;
    }
    const isNew = await closeOutage(tx, registry, legal);
    if (isNew) await writeAudit(tx, { ...said, action: 'registry.closeOutage' });
    return isNew;
  });
}
