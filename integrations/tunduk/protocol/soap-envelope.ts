import { checkedIdentifier } from './identifiers.ts';
import type { ServiceId, SubsystemId } from './identifiers.ts';
import type { XmlElement } from './read-xml.ts';
import { rememberedBy } from './remembered-by.ts';
import { writeElement } from './write-element.ts';
import { escapeXml } from './write-xml.ts';

/** The name spaces of PR-MESS 4.0 and SOAP 1.1. */
export const soapNames = {
  envelope: 'http://schemas.xmlsoap.org/soap/envelope/',
  xroad: 'http://x-road.eu/xsd/xroad.xsd',
  identifiers: 'http://x-road.eu/xsd/identifiers',
  schemaInstance: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

/** The header of a request (PR-MESS §2.2). All of it is always sent: without the last three a call cannot be explained. */
export interface SoapHeader {
  client: SubsystemId;
  service: ServiceId;
  /** The `X-Road-Id` of this attempt. */
  id: string;
  userId: string;
  issue: string;
}

/** Content of a body as already escaped XML, and the name space under which its wrapper lives as prefix `p`. */
export interface SoapBody {
  namespace: string;
  wrapper: string;
  content: string;
}

/**
 * The exact bytes of a request whose header is `headerTree`: UTF-8, header fields in one fixed order, wrapper element `p:<wrapper>`. The same input
 * gives the same bytes, on which `requestHash` depends. Throws `XmlWriteError`.
 */
export function buildSoapRequest(header: readonly XmlElement[], body: SoapBody): Buffer {
  return envelopeAround(header.map(writeHeaderElement).join(''), bodyElement(body));
}

/** The bytes of an answer: the header fields exactly as `headerXml` gives them (`writeHeaderElement`), then the wrapper. */
export function buildSoapAnswer(headerXml: string, body: SoapBody): Buffer {
  return envelopeAround(headerXml, bodyElement(body));
}

/** What a security server says of its own or the provider's failure (PR-MESS §2.7); it goes out with HTTP 200. */
export interface SoapFault {
  code: string;
  message: string;
  detail?: string;
}

/** The bytes of a fault. */
export function buildSoapFault({ code, message, detail }: SoapFault): Buffer {
  const words =
    detail === undefined
      ? ''
      : `<detail><xroad:faultDetail xmlns:xroad="${soapNames.xroad}">${escapeXml(detail)}</xroad:faultDetail></detail>`;
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soapNames.envelope}"><SOAP-ENV:Body><SOAP-ENV:Fault>` +
      `<faultcode>${escapeXml(code)}</faultcode><faultstring>${escapeXml(message)}</faultstring>${words}` +
      `</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
    'utf8',
  );
}

/** The header as elements: what is written, and what an answer must repeat. Throws `IdentifierError`. */
export function headerTree({ client, service, id, userId, issue }: SoapHeader): XmlElement[] {
  return [
    clientElement(client),
    serviceElement(service),
    leaf(soapNames.xroad, 'userId', userId),
    leaf(soapNames.xroad, 'id', id),
    leaf(soapNames.xroad, 'issue', issue),
    protocolVersion,
  ];
}

const protocolVersion = leaf(soapNames.xroad, 'protocolVersion', '4.0');

const clientElement = rememberedBy((client: SubsystemId) =>
  group('client', 'SUBSYSTEM', subsystemParts(checkedIdentifier(client))),
);

const serviceElement = rememberedBy((service: ServiceId) => {
  checkedIdentifier(service);
  const version = service.version === undefined ? [] : [part('serviceVersion', service.version)];
  return group('service', 'SERVICE', [...subsystemParts(service), part('serviceCode', service.service), ...version]);
});

/** The name of SHA-512 in `requestHash` (XML Encryption). */
export const sha512Uri = 'http://www.w3.org/2001/04/xmlenc#sha512';

function subsystemParts({ instance, memberClass, memberCode, subsystem }: SubsystemId): XmlElement[] {
  const named = { xRoadInstance: instance, memberClass, memberCode, subsystemCode: subsystem };
  return Object.entries(named).map(([name, text]) => part(name, text));
}

function part(name: string, text: string): XmlElement {
  return leaf(soapNames.identifiers, name, text);
}

function leaf(namespace: string, name: string, text: string): XmlElement {
  return { namespace, name, attributes: [], children: [], text };
}

function group(name: string, objectType: string, children: XmlElement[]): XmlElement {
  const mark = { namespace: soapNames.identifiers, name: 'objectType', value: objectType };
  const element = { namespace: soapNames.xroad, name, attributes: [mark], children, text: '' };
  written.set(element, writeHeaderElement(element));
  return element;
}

/** What was written of the groups that are in every request of a client. */
const written = new WeakMap<XmlElement, string>();

/** A header element under the prefixes that the envelope declares, or under its own name space when it is another. */
export function writeHeaderElement(element: XmlElement): string {
  const known = written.get(element);
  if (known !== undefined) return known;
  const { namespace, name, attributes, children, text } = element;
  const prefix = prefixes.get(namespace);
  if (prefix === undefined || attributes.some((one) => one.namespace !== soapNames.identifiers)) {
    return writeElement(element);
  }
  const marks = attributes.map((one) => ` id:${one.name}="${escapeXml(one.value)}"`).join('');
  const inside = children.length === 0 ? escapeXml(text) : children.map(writeHeaderElement).join('');
  return `<${prefix}:${name}${marks}>${inside}</${prefix}:${name}>`;
}

const prefixes: ReadonlyMap<string, string> = new Map([
  [soapNames.xroad, 'xroad'],
  [soapNames.identifiers, 'id'],
]);

function bodyElement({ namespace, wrapper, content }: SoapBody): string {
  return `<p:${wrapper} xmlns:p="${escapeXml(namespace)}">${content}</p:${wrapper}>`;
}

/** A whole message around a written header and body; it declares `xroad`, `id` and `xsi`. */
export function envelopeAround(header: string, body: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="${soapNames.envelope}" xmlns:xroad="${soapNames.xroad}" ` +
      `xmlns:id="${soapNames.identifiers}" xmlns:xsi="${soapNames.schemaInstance}">` +
      `<soapenv:Header>${header}</soapenv:Header><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>\n`,
    'utf8',
  );
}
