import { randomUUID } from 'node:crypto';
import { isAskableRegistry } from '../../domain/complaints/asked-registry.ts';
import { certaintyOfGround } from '../../domain/law/law-pack.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { exchangeIdOf } from '../../integrations/tunduk/protocol/exchange-ids.ts';
import { countReadsToday, insertQuestion, lockReads } from '../../persistence/tunduk/question-rows.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from '../complaints/act-on-case.ts';
import type { CaseRequest } from '../complaints/act-on-case.ts';
import { presentLaw } from '../law/find-pack.ts';
import { openComplainantPin } from './complainant-pin.ts';
import { purposeOfQuestion } from './purpose.ts';

/**
 * Asks a registry about the complainant of a case; the question goes out afterwards, by the procedure. The ground is that of
 * the law in force now, whatever the case is under: it is the commission's right. Refuses REGISTRY_NOT_CONNECTED,
 * REGISTRY_GROUND_NOT_SET where only a set ground counts (UN is none), COMPLAINANT_PIN_UNKNOWN when nobody
 * has proved a PIN, REGISTRY_READS_SPENT when the person was asked about as often today as the contract allows, and
 * REGISTRY_ALREADY_ASKED while a question is open.
 */
export async function askRegistry(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { registry: string },
): Promise<Outcome<{ requestId: string }>> {
  const { registry, ...rest } = request;
  if (!isAskableRegistry(registry)) return refuse('INPUT_INVALID', { field: 'registry' });
  if (context.registries === undefined) return refuse('REGISTRY_NOT_CONNECTED');
  const { contract } = registryServices[registry];
  const certainty = certaintyOfGround(await presentLaw(context), registry);
  if (context.registries.needsGround && certainty === 'UN') return refuse('REGISTRY_GROUND_NOT_SET');
  const { complaintId } = rest;
  const requestId = randomUUID();
  const outcome = await actOnCase(context, actor, {
    ...rest,
    act: 'askRegistry',
    input: { requestId, registry, certainty },
    before: async (tx) => {
      const pin = await openComplainantPin(context, tx, complaintId);
      if (pin === undefined) return refuse('COMPLAINANT_PIN_UNKNOWN');
      const personLookUp = context.keyRing.lookUp(pin);
      await lockReads(tx, { personLookUp, registry });
      const { reads } = await countReadsToday(tx, { personLookUp, registry });
      return reads < contract.limits.readsPerPersonAndDay ? granted(undefined) : refuse('REGISTRY_READS_SPENT');
    },
    alongside: async (tx) => {
      const pin = await openComplainantPin(context, tx, complaintId);
      const exchangeId = exchangeIdOf({
        asker: `complaint/${complaintId}`,
        key: requestId,
        service: contract.id,
        purpose: purposeOfQuestion,
      });
      const personLookUp = context.keyRing.lookUp(pin ?? '');
      await insertQuestion(tx, { requestId, complaintId, registry, exchangeId, personLookUp });
    },
  });
  return outcome.ok ? granted({ requestId }) : outcome;
}
