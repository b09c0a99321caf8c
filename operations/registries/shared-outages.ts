import type { OutageLayer, OutageStore } from '../../integrations/tunduk/client/outage-store.ts';
import { enterOutage, listOutages } from '../../persistence/tunduk/outage-rows.ts';
import type { OperationContext } from '../context.ts';
import { noteOutage } from './note-outage.ts';

/**
 * The outages of registries as all workers on one database know them. `tell` is told of what this one changed. That a
 * registry answers is looked up before it is kept, because nearly always it did before.
 */
export function sharedOutages(
  context: OperationContext,
  tell: (registry: string, change: 'opened' | 'closed') => void,
): OutageStore {
  const keep = async (registry: string, change: 'opened' | 'closed', how?: { pauseMs: number; layer: OutageLayer }) => {
    if (await noteOutage(context, registry, change, how)) tell(registry, change);
  };
  return {
    enter: (registry, pauseMs) => enterOutage(context.database, registry, pauseMs),
    open: (registry, pauseMs, layer) => keep(registry, 'opened', { pauseMs, layer }),
    close: async (registry) => {
      const out = await listOutages(context.database);
      if (out.some((one) => one.registry === registry)) await keep(registry, 'closed');
    },
  };
}
