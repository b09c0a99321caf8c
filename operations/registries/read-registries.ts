import { actorText } from '../../domain/people/role.ts';
import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { countLastDay, listLastOutages } from '../../persistence/tunduk/outage-rows.ts';
import type { OutageRow } from '../../persistence/tunduk/outage-rows.ts';
import { findLastTrustLook } from '../../persistence/tunduk/trust-rows.ts';
import type { TrustLookRow } from '../../persistence/tunduk/trust-rows.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { readRegistries } from './open-answers.ts';
import { readContainers } from './read-containers.ts';
import type { KeptContainers } from './read-containers.ts';
import type { RegistryStanding } from './open-answers.ts';

/** A registry with whose it is and what came of asking it in the last day of the machine's clock. */
export type RegistryAtWork = RegistryStanding & {
  owner: Record<'ky' | 'ru' | 'en', string>;
  lastDay: { asked: number; answered: number };
};

/** What the desk's page of registries shows; times are legal. */
export type RegistriesAtWork = {
  now: Instant;
  /** Whether there is a security server at all, and whether only a set ground counts. */
  isConnected: boolean;
  needsGround: boolean;
  registries: readonly RegistryAtWork[];
  /** The last twenty, the newest first. */
  outages: readonly OutageRow[];
  /** What differed when the published certificates were last compared with those that are trusted; null before. */
  trust: TrustLookRow | null;
  containers: KeptContainers;
};

const mostOutages = 20;

/** How registries work, for all staff: nothing of a case is in it. The look is kept. Refuses NOT_ALLOWED. */
export async function readRegistriesAtWork(
  context: OperationContext,
  actor: PersonActor,
  { commission }: { commission: Commission },
): Promise<Outcome<RegistriesAtWork>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { database } = context;
  const { legal: now } = await context.clock();
  await writeAudit(database, {
    legalAt: now,
    actor: actorText(actor),
    action: 'registry.readRegistries',
    recordId: commission.id,
    outcome: 'read',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  const standings = (await readRegistries(context)).map(async (standing): Promise<RegistryAtWork> => {
    const { owner, id } = registryServices[standing.registry].contract;
    return { ...standing, owner, lastDay: await countLastDay(database, id) };
  });
  return granted({
    now,
    isConnected: context.registries !== undefined,
    needsGround: context.registries?.needsGround ?? false,
    registries: await Promise.all(standings),
    outages: await listLastOutages(database, mostOutages),
    trust: (await findLastTrustLook(database)) ?? null,
    containers: await readContainers(context),
  });
}
