import { z } from 'zod';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { askableRegistries } from '../../domain/complaints/asked-registry.ts';
import type { AskableRegistry } from '../../domain/complaints/asked-registry.ts';
import type { RegistryGround } from '../../domain/law/law-pack.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listOutages } from '../../persistence/tunduk/outage-rows.ts';
import type { StandingOutage } from '../../persistence/tunduk/outage-rows.ts';
import { listAnswers } from '../../persistence/tunduk/question-rows.ts';
import { recordKeyOf } from '../complaints/act-on-case.ts';
import type { OperationContext } from '../context.ts';
import { presentLaw } from '../law/find-pack.ts';
import { answerPlace } from './keep-answer.ts';

const told = z.union([
  z.strictObject({ data: z.record(z.string(), z.unknown()) }),
  z.strictObject({ code: z.string() }),
]);

/** What a registry said, opened; the callers have proved that they may see it. */
export type OpenedAnswer = { isStandIn: boolean } & z.infer<typeof told>;

/**
 * A registry that can be asked: the ground the commission has set, or null, how often a day, and since when it is out.
 * `probe` is the last look at the way to it during this outage.
 */
export type RegistryStanding = {
  registry: AskableRegistry;
  ground: RegistryGround | null;
  readsPerPersonAndDay: number;
  outSince: Instant | null;
  probe: StandingOutage['probe'];
};

/** The answers of registries in a case, by the id of the request. */
export async function openAnswers(
  context: OperationContext,
  complaintId: string,
): Promise<ReadonlyMap<string, OpenedAnswer>> {
  const rows = await listAnswers(context.database, complaintId);
  if (rows.length === 0) return new Map();
  const key = await recordKeyOf(context, context.database, complaintId);
  return new Map(
    rows.map(({ requestId, isStandIn, sealed }) => {
      const opened = told.parse(JSON.parse(openField(key, answerPlace(requestId), sealed)));
      return [requestId, { isStandIn, ...opened }];
    }),
  );
}

/** How the registries stand that may be asked about a complainant. */
export async function readRegistries(context: OperationContext): Promise<RegistryStanding[]> {
  const [out, law] = await Promise.all([listOutages(context.database), presentLaw(context)]);
  const outages = new Map(out.map((one) => [one.registry, one]));
  return askableRegistries.map((registry) => {
    const { limits } = registryServices[registry].contract;
    return {
      registry,
      ground: law?.registries?.[registry] ?? null,
      readsPerPersonAndDay: limits.readsPerPersonAndDay,
      outSince: outages.get(registry)?.openedAt ?? null,
      probe: outages.get(registry)?.probe ?? null,
    };
  });
}
