import { Agent } from 'undici';
import type { Contract } from '../contracts/contract-schema.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { restParts } from '../contracts/rest-values.ts';
import { wrapRequest } from '../contracts/wrap-values.ts';
import { send } from '../client/send.ts';
import type { IncomingAnswer } from '../client/send.ts';
import type { HeaderLine } from '../protocol/message-hash.ts';
import type { ServiceId, SubsystemId } from '../protocol/identifiers.ts';
import { restRequest } from '../protocol/rest-message.ts';
import { buildSoapRequest, headerTree } from '../protocol/soap-envelope.ts';
import { writeElements } from '../protocol/write-xml.ts';

/** What a run against a provider needs to know. */
export interface ProviderTarget {
  contract: Contract;
  /** The address of the provider's own system, behind its security server. */
  endpoint: string;
  instance: string;
  /** Who asks; a subsystem that the provider knows. */
  client: SubsystemId;
  /** Fields of a request that finds somebody, one that finds nobody, and one that is invalid. */
  found: FieldRecord;
  notFound: FieldRecord;
  invalid: FieldRecord;
  /** When agreed: the certificates for mTLS, in PEM. */
  tls?: { authority: string; certificate: string; key: string };
  totalMs: number;
}

/** How a request differs from the plain right one. */
export interface Change {
  values?: FieldRecord;
  client?: SubsystemId | 'none';
  issue?: string;
  id?: string;
  /** Changes the exact text of a SOAP message or the body of a REST one. */
  text?: (text: string) => string;
  headers?: readonly HeaderLine[];
}

/** Asks a provider as its security server would. */
export interface ProviderProbe {
  target: ProviderTarget;
  ask: (change?: Change) => Promise<IncomingAnswer>;
  /** The bytes of the SOAP request that `ask` would send. */
  soapText: (change?: Change) => string;
  /** The same request over a connection without our certificate, or with other TLS limits. */
  askOver: (tls: object) => Promise<IncomingAnswer>;
  close: () => Promise<void>;
}

/** A probe of one provider. */
export function providerProbe(target: ProviderTarget): ProviderProbe {
  const agentFor = (tls: object) => new Agent({ connect: { timeout: 5_000, ...tls }, keepAliveTimeout: 1_000 });
  const own = target.tls;
  const agent = agentFor(own === undefined ? {} : { ca: own.authority, cert: own.certificate, key: own.key });
  const askWith = (dispatcher: Agent, change: Change) => {
    const { origin, pathname } = new URL(target.endpoint);
    const base = pathname.replace(/\/$/, '');
    const message =
      target.contract.protocol === 'soap' ? soapMessage(target, change, base) : restMessage(target, change, base);
    return send(
      { dispatch: (options, handler) => dispatcher.dispatch({ ...options, origin }, handler) } as Agent,
      message,
      target.totalMs,
    );
  };
  return {
    target,
    ask: (change = {}) => askWith(agent, change),
    soapText: (change = {}) => soapText(target, change),
    askOver: async (tls) => {
      const other = agentFor(tls);
      return askWith(other, {}).finally(() => void other.destroy());
    },
    close: () => agent.destroy(),
  };
}

function serviceOf({ contract, instance }: ProviderTarget): ServiceId {
  const { version, ...code } = contract.service;
  return { instance, ...code, ...(version === undefined ? {} : { version }) };
}

function soapText(target: ProviderTarget, change: Change): string {
  const { contract } = target;
  if (contract.protocol !== 'soap') return '';
  const { namespace, wrapper } = contract.soap;
  const content = writeElements(wrapRequest(contract, change.values ?? target.found), 'p');
  const client = change.client === 'none' || change.client === undefined ? target.client : change.client;
  const header = {
    client,
    service: serviceOf(target),
    id: change.id ?? crypto.randomUUID(),
    userId: 'KG-CONFORMANCE',
    issue: change.issue ?? '2026-1',
  };
  const text = buildSoapRequest(headerTree(header), { namespace, wrapper, content }).toString();
  const whole = change.client === 'none' ? text.replace(/<xroad:client .*?<\/xroad:client>/, '') : text;
  return change.text === undefined ? whole : change.text(whole);
}

function soapMessage(target: ProviderTarget, change: Change, base: string) {
  const action = target.contract.protocol === 'soap' ? (target.contract.soap.action ?? '') : '';
  const headers: HeaderLine[] = [
    ['Content-Type', 'text/xml; charset=utf-8'],
    ['SOAPAction', `"${action}"`],
    ...(change.headers ?? []),
  ];
  return { method: 'POST', target: base || '/', headers, body: Buffer.from(soapText(target, change)) } as const;
}

function restMessage(target: ProviderTarget, change: Change, base: string) {
  const { contract } = target;
  if (contract.protocol !== 'rest') throw new TypeError('not a REST contract');
  const parts = restParts(contract, change.values ?? target.found);
  const service = serviceOf(target);
  const client = change.client === 'none' || change.client === undefined ? target.client : change.client;
  const call = {
    verb: contract.rest.method,
    client,
    service,
    path: parts.path,
    id: change.id ?? crypto.randomUUID(),
    userId: 'KG-CONFORMANCE',
    issue: change.issue ?? '2026-1',
  };
  const { headers } = restRequest(call);
  const query = parts.query === undefined ? '' : `?${parts.query.toString()}`;
  const body = parts.body === undefined ? undefined : Buffer.from(change.text?.(parts.body.toString()) ?? parts.body);
  return {
    method: contract.rest.method,
    target: `${base}${parts.path}${query}` || '/',
    headers: [
      ...headers.filter(([name]) => !(name === 'X-Road-Client' && change.client === 'none')),
      ...(body === undefined ? [] : [['Content-Type', 'application/json; charset=utf-8'] as const]),
      ...(change.headers ?? []),
    ],
    ...(body === undefined ? {} : { body }),
  };
}
