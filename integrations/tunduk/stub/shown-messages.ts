import type { FieldRecord, FieldValue } from '../contracts/field-values.ts';
import { looseRestParts } from '../contracts/rest-values.ts';
import type { Contract } from '../contracts/contract-schema.ts';
import { child, readXml, valueOf } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';
import type { ReadRestRequest } from '../protocol/rest-message.ts';
import { soapNames } from '../protocol/soap-envelope.ts';
import { isXmlRecord, nil } from '../protocol/xml-value.ts';
import type { StubRequest } from './stub-context.ts';

/** What is larger is not kept for the page. */
const largestShown = 256 * 1024;

/** Fields of a message when somebody looks at the page; undefined when they cannot be told. */
export type ShownLater = () => FieldRecord | undefined;

/**
 * The fields of a REST request as they came, right or wrong: so that a call that was refused, or passed on to a provider,
 * can be looked at. Whoever shows them masks what is personal and what the contract does not name.
 */
export function shownRestRequest(contract: Contract, request: StubRequest, read: ReadRestRequest): ShownLater {
  const { method, body } = request;
  if (contract.protocol !== 'rest' || body.length > largestShown) return () => undefined;
  return tried(() => looseRestParts(contract, { method, path: read.servicePath, query: read.query, body }));
}

/** The fields of a SOAP request, as they came. */
export function shownSoapRequest(contract: Contract, wrapper: XmlElement, size: number): ShownLater {
  if (contract.protocol !== 'soap' || size > largestShown) return () => undefined;
  return tried(() => inside(valueOf(wrapper), contract.soap.requestIn));
}

/** The fields of an answer of a provider, as they came. */
export function shownAnswer(contract: Contract, body: Buffer): ShownLater {
  if (body.length === 0 || body.length > largestShown) return () => undefined;
  if (contract.protocol === 'rest') return tried(() => JSON.parse(body.toString()) as unknown);
  return tried(() => {
    const wrapper = child(readXml(body), 'Body', soapNames.envelope)?.children[0];
    return wrapper?.name === contract.soap.answerWrapper ? inside(valueOf(wrapper), contract.soap.answerIn) : undefined;
  });
}

function inside(wrapper: unknown, place: string | undefined): unknown {
  if (place === undefined || !isXmlRecord(wrapper)) return wrapper;
  return Object.hasOwn(wrapper, place) ? wrapper[place] : undefined;
}

function tried(read: () => unknown): ShownLater {
  return () => {
    try {
      const found = plain(read());
      return isXmlRecord(found) ? (found as FieldRecord) : undefined;
    } catch {
      return undefined;
    }
  };
}

function plain(value: unknown): FieldValue {
  if (value === nil || value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((one: unknown) => plain(one));
  if (isXmlRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value as string);
}
