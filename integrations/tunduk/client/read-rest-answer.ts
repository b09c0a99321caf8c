import { valuesFromJson } from '../contracts/field-values.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { businessCode } from '../contracts/registry-service.ts';
import type { RestContract } from '../contracts/wrap-values.ts';
import { classifyAnswer, classifyFault, classifyStatus } from '../errors/classify.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import {
  decodeClientId,
  decodeServiceId,
  encodeServiceId,
  encodeSubsystemId,
  isSameSubsystem,
  sayIdentifier,
} from '../protocol/identifiers.ts';
import type { ServiceId, SubsystemId } from '../protocol/identifiers.ts';
import { readRestError } from '../protocol/rest-error.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { notFromXRoad } from './not-from-x-road.ts';
import { retryAfterMs } from './retry-after.ts';
import type { IncomingAnswer } from './send.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const own = ['x-road-id', 'x-road-client', 'x-road-service', 'x-road-request-id', 'x-road-request-hash'];

/** What a REST answer must repeat of its call. */
export interface RestExpectation {
  id: string;
  client: SubsystemId;
  service: ServiceId;
}

/**
 * The fields of a REST answer: X-Road's own error first, then id, client and service, then the status as the contract
 * reads it, then the body. A business answer by status alone gives no fields. Throws `TundukError`.
 */
export function readRestAnswer(
  contract: RestContract,
  expected: RestExpectation,
  answer: IncomingAnswer,
): FieldRecord | undefined {
  requireFromXRoad(expected, answer);
  if (businessCode(contract, {}, answer.status) !== undefined) return undefined;
  if (answer.status < 200 || answer.status > 299) {
    throw new TundukError({ failure: classifyStatus(answer.status), ...retryAfterMs(answer) });
  }
  return fieldsOf(contract, answer);
}

/** An answer that X-Road carried to this call: not its own error, and id, client and service are ours. Throws `TundukError`. */
export function requireFromXRoad(expected: RestExpectation, answer: IncomingAnswer): void {
  const code = lastHeader(answer.headers, 'x-road-error');
  if (code !== undefined) throw xRoadFault(code, answer);
  requireAnswerTo(expected, answer);
}

function xRoadFault(code: string, answer: IncomingAnswer): TundukError {
  const error = readRestError(answer.body, lastHeader(answer.headers, 'content-type') ?? '');
  return new TundukError({
    failure: classifyFault(code, error?.message ?? ''),
    faultCode: code,
    ...(error === undefined || error.detail === '' ? {} : { detailId: error.detail }),
  });
}

function requireAnswerTo(expected: RestExpectation, answer: IncomingAnswer): void {
  const header = (name: string) => lastHeader(answer.headers, name);
  if (own.every((name) => header(name) === undefined)) throw notFromXRoad(answer);
  const faults = [
    header('x-road-id') === expected.id ? undefined : 'X-Road-Id',
    isClient(header('x-road-client') ?? '', expected.client) ? undefined : 'X-Road-Client',
    isService(header('x-road-service') ?? '', expected.service) ? undefined : 'X-Road-Service',
    header('x-road-request-id') ? undefined : 'X-Road-Request-Id',
    isSha512(header('x-road-request-hash')) ? undefined : 'X-Road-Request-Hash',
  ].filter((name) => name !== undefined);
  if (faults.length > 0) {
    throw new TundukError({ failure: classifyAnswer('integrity'), cause: new Error(faults.join(', ')) });
  }
}

function isClient(text: string, expected: SubsystemId): boolean {
  if (text === encodeSubsystemId(expected)) return true;
  const client = decodeClientId(text);
  return client !== undefined && isSameSubsystem(client, expected);
}

function isService(text: string, expected: ServiceId): boolean {
  if (text === encodeServiceId(expected)) return true;
  const service = decodeServiceId(text);
  return service !== undefined && sayIdentifier(service) === sayIdentifier(expected);
}

function isSha512(hash: string | undefined): boolean {
  return hash !== undefined && Buffer.from(hash, 'base64').length === 64;
}

function fieldsOf(contract: RestContract, answer: IncomingAnswer): FieldRecord {
  try {
    const type = lastHeader(answer.headers, 'content-type') ?? '';
    if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw new TypeError('the answer is not JSON');
    const text = utf8.decode(answer.body);
    return valuesFromJson(contract.answer, JSON.parse(text));
  } catch (error) {
    throw new TundukError({ failure: classifyAnswer('contract'), cause: error });
  }
}
