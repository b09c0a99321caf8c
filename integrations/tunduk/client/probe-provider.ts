import { randomUUID } from 'node:crypto';
import { classifyAnswer, classifyStatus } from '../errors/classify.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import type { ServiceId, SubsystemId } from '../protocol/identifiers.ts';
import { restRequest } from '../protocol/rest-message.ts';
import type { ClientLimits } from './client-configuration.ts';
import { requireFromXRoad } from './read-rest-answer.ts';
import type { SecurityServer } from './security-server.ts';
import { send } from './send.ts';
import type { IncomingAnswer } from './send.ts';

/**
 * Calls `allowedMethods` (PR-MREST) at the subsystem of a service, which the provider's security server answers by itself,
 * for subsystems of SOAP too: whoever gets the answer knows that both servers, their keys and what lies between them work,
 * and nothing about the registry behind. It names no person and no case. Throws `TundukError` and `SendFailure`.
 */
export async function probeProvider(
  { server, client, limits }: { server: SecurityServer; client: SubsystemId; limits: ClientLimits },
  { instance, memberClass, memberCode, subsystem }: ServiceId,
): Promise<IncomingAnswer> {
  const service = { instance, memberClass, memberCode, subsystem, service: 'allowedMethods' };
  const call = { client, service, id: randomUUID(), userId: 'KG-SYS-way-to-registry', issue: 'way-to-registry' };
  const { target, headers } = restRequest({ ...call, verb: 'GET', path: '' });
  const answer = await send(server.dispatcher, { method: 'GET', target, headers }, limits.totalMs);
  requireFromXRoad(call, answer);
  if (answer.status !== 200) throw new TundukError({ failure: classifyStatus(answer.status) });
  if (!isListOfMethods(answer.body)) throw new TundukError({ failure: classifyAnswer('not-x-road') });
  return answer;
}

function isListOfMethods(body: Buffer): boolean {
  try {
    const read: unknown = JSON.parse(body.toString());
    return typeof read === 'object' && read !== null && 'service' in read && Array.isArray(read.service);
  } catch {
    return false;
  }
}
