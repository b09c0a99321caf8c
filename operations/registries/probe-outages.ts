import { askableRegistries } from '../../domain/complaints/asked-registry.ts';
import type { TundukClient } from '../../integrations/tunduk/client/tunduk-client.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { TundukError } from '../../integrations/tunduk/errors/tunduk-error.ts';
import { insertProbe, takeProbes } from '../../persistence/tunduk/outage-rows.ts';
import type { OperationContext } from '../context.ts';
import { noteOutage } from './note-outage.ts';

/** How often the way to a registry that is out is looked at while nobody asks it. */
export const probeEveryMs = 5 * 60_000;

/**
 * Looks at the way to each registry that is out and that no question tries at present, one worker at a time, and keeps
 * what came of it. An open way ends an outage that lay on the way. One that lay at the registry goes on: that its security
 * server answers says nothing about it, and only a question can. Tells which outages it ended. Failures of the way are
 * what is kept, not thrown.
 */
export async function probeOutages(
  context: OperationContext,
  client: Pick<TundukClient, 'probe'>,
  everyMs: number = probeEveryMs,
): Promise<string[]> {
  const ended: string[] = [];
  for (const { registry, layer } of await takeProbes(context.database, everyMs)) {
    const known = askableRegistries.find((one) => one === registry);
    if (known === undefined) continue;
    const category = await failureOnTheWay(client, known);
    const { legal: probedAt } = await context.clock();
    await insertProbe(context.database, { registry, probedAt, category });
    const isEnd = category === null && layer === 'way';
    if (isEnd && (await noteOutage(context, registry, 'closed'))) ended.push(registry);
  }
  return ended;
}

async function failureOnTheWay(
  client: Pick<TundukClient, 'probe'>,
  registry: (typeof askableRegistries)[number],
): Promise<string | null> {
  try {
    await client.probe(registryServices[registry].contract);
    return null;
  } catch (error) {
    if (error instanceof TundukError) return error.failure.category;
    throw error;
  }
}
