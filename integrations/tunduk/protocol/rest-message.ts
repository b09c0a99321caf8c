import { decodeClientId, encodeServiceId, encodeSubsystemId } from './identifiers.ts';
import type { ServiceId, SubsystemId } from './identifiers.ts';
import type { HeaderLine } from './message-hash.ts';

/** One REST call as we send it (PR-REST §4). Header values must be ASCII, which our ids are. */
export interface RestCall {
  verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  client: SubsystemId;
  service: ServiceId;
  /** What follows the service code, starting with `/`, already percent-encoded; may be empty. */
  path: string;
  query?: URLSearchParams;
  id: string;
  userId: string;
  issue: string;
  contentType?: string;
}

/** The path and the headers to send; `X-Road-Client` exactly once. */
export function restRequest(call: RestCall): { target: string; headers: HeaderLine[] } {
  const query = call.query?.toString() ?? '';
  return {
    target: `/r1/${encodeServiceId(call.service)}${call.path}${query === '' ? '' : `?${query}`}`,
    headers: [
      ['X-Road-Client', encodeSubsystemId(call.client)],
      ['X-Road-Id', call.id],
      ['X-Road-UserId', call.userId],
      ['X-Road-Issue', call.issue],
      ['Accept', 'application/json'],
      ...(call.contentType === undefined ? [] : [['Content-Type', call.contentType] as const]),
    ],
  };
}

/** A REST request as a security server understands it. */
export interface ReadRestRequest {
  service: ServiceId;
  client: SubsystemId;
  /** What goes to the provider after its base address, as it came; `''` or starting with `/`. */
  servicePath: string;
  query: string | undefined;
  /** The caller's `X-Road-Id`, if it sent one. */
  id: string | undefined;
}

/** Why a security server does not understand a REST request. */
export type RestRequestFault = 'protocol-version' | 'request-uri' | 'client-header' | 'client-id';

/**
 * Reads request line and headers as `RestRequest` of X-Road 7.4.2 does: version `r1`, at least five identifiers, the last
 * of several `X-Road-Client` headers counts, and the rest of the path belongs to the provider.
 */
export function readRestRequest(target: string, headers: readonly HeaderLine[]): ReadRestRequest | RestRequestFault {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const [, version, ...parts] = path.split('/');
  if (version !== 'r1') return 'protocol-version';
  const decoded = parts.slice(0, 5).map(decodePart);
  const [instance, memberClass, memberCode, subsystem, service] = decoded;
  if (!instance || !memberClass || !memberCode || !subsystem || !service) return 'request-uri';
  const last = lastHeader(headers, 'x-road-client');
  if (last === undefined) return 'client-header';
  const client = decodeClientId(last);
  if (client === undefined) return 'client-id';
  return {
    service: { instance, memberClass, memberCode, subsystem, service },
    client,
    servicePath: parts.length > 5 ? `/${parts.slice(5).join('/')}` : '',
    query: mark < 0 ? undefined : target.slice(mark + 1),
    id: lastHeader(headers, 'x-road-id') || undefined,
  };
}

/** The last header of a name, as X-Road reads them. `name` is in lower case. */
export function lastHeader(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.findLast(([one]) => one.length === name.length && one.toLowerCase() === name)?.[1];
}

const connectionHeaders = new Set(
  `connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade host user-agent
  server content-length expect`.split(/\s+/),
);

const droppedFromRequests = new Set([...connectionHeaders, 'x-road-request-id', 'x-road-request-hash']);
const droppedFromAnswers = new Set([...droppedFromRequests, 'x-road-id', 'x-road-client']);

/** The headers of a request that X-Road passes on and signs; those of the connection and its own two are dropped. */
export function keptRequestHeaders(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.filter(([name]) => !droppedFromRequests.has(name.toLowerCase()));
}

/** The headers of a provider's answer that X-Road passes on; it then adds its own five. */
export function keptAnswerHeaders(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.filter(([name]) => !droppedFromAnswers.has(name.toLowerCase()));
}

/** Header lines out of the flat list that Node keeps as they came (`rawHeaders`). */
export function headerLines(raw: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let place = 0; place + 1 < raw.length; place += 2) lines.push([raw[place] ?? '', raw[place + 1] ?? '']);
  return lines;
}

function decodePart(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
