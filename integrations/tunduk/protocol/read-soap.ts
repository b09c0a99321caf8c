import type { ServiceId, SubsystemId } from './identifiers.ts';
import { child, readXml } from './read-xml.ts';
import type { XmlElement } from './read-xml.ts';
import { soapNames } from './soap-envelope.ts';
import type { SoapFault } from './soap-envelope.ts';

/** What is wrong with a message that is XML: X-Road's own code for it (reference §6.5), as 7.4.2 spells it. */
export type SoapShapeFault =
  | 'InvalidSoap'
  | 'MissingHeader'
  | 'MissingHeaderField'
  | 'DuplicateHeaderField'
  | 'MissingBody'
  | 'InvalidProtocolVersion';

/** A well-formed document that is not an X-Road message; `field` names the header field concerned. */
export class SoapShapeError extends Error {
  override readonly name = 'SoapShapeError';
  readonly fault: SoapShapeFault;
  readonly field: string | undefined;

  constructor(fault: SoapShapeFault, field?: string) {
    super(field === undefined ? fault : `${fault}: ${field}`);
    this.fault = fault;
    this.field = field;
  }
}

/** An X-Road message that is not a fault. */
export interface SoapMessage {
  client: SubsystemId;
  service: ServiceId;
  id: string;
  userId: string | undefined;
  issue: string | undefined;
  requestHash: { algorithm: string; value: string } | undefined;
  /** Every header field in order, `requestHash` left out: what an answer must repeat (PR-MESS §2.3). */
  header: readonly XmlElement[];
  wrapper: XmlElement;
}

/** Either a message or a fault; a fault needs no header. */
export type ReadSoap = { kind: 'message'; message: SoapMessage } | { kind: 'fault'; fault: SoapFault };

/** Reads the bytes of a SOAP 1.1 message. Throws `XmlReadError` and `SoapShapeError`. */
export function readSoap(bytes: Uint8Array): ReadSoap {
  const envelope = readXml(bytes);
  if (envelope.name !== 'Envelope' || envelope.namespace !== soapNames.envelope)
    throw new SoapShapeError('InvalidSoap');
  const body = child(envelope, 'Body', soapNames.envelope);
  const [wrapper, ...others] = body?.children ?? [];
  if (body === undefined || wrapper === undefined) throw new SoapShapeError('MissingBody');
  if (wrapper.name === 'Fault' && wrapper.namespace === soapNames.envelope)
    return { kind: 'fault', fault: faultOf(wrapper) };
  if (others.length > 0) throw new SoapShapeError('InvalidSoap');
  const header = child(envelope, 'Header', soapNames.envelope);
  if (header === undefined) throw new SoapShapeError('MissingHeader');
  return { kind: 'message', message: messageOf(header, wrapper) };
}

function messageOf(header: XmlElement, wrapper: XmlElement): SoapMessage {
  const once = (name: string) => {
    const found = header.children.filter((one) => one.name === name && one.namespace === soapNames.xroad);
    if (found.length > 1) throw new SoapShapeError('DuplicateHeaderField', name);
    return found[0];
  };
  const needed = (name: string) => {
    const found = once(name);
    if (found === undefined) throw new SoapShapeError('MissingHeaderField', name);
    return found;
  };
  const version = needed('protocolVersion').text.trim();
  if (version !== '4.0') throw new SoapShapeError('InvalidProtocolVersion', 'protocolVersion');
  const hash = once('requestHash');
  return {
    client: subsystemIn(needed('client')),
    service: serviceIn(needed('service')),
    id: textOf(needed('id')),
    userId: once('userId')?.text,
    issue: once('issue')?.text,
    requestHash:
      hash === undefined
        ? undefined
        : {
            algorithm: hash.attributes.find(({ name }) => name === 'algorithmId')?.value ?? '',
            value: hash.text.trim(),
          },
    header: header.children.filter((one) => one !== hash),
    wrapper,
  };
}

function textOf(element: XmlElement): string {
  if (element.text.trim() === '') throw new SoapShapeError('MissingHeaderField', element.name);
  return element.text;
}

function subsystemIn(element: XmlElement): SubsystemId {
  return {
    instance: part(element, 'xRoadInstance'),
    memberClass: part(element, 'memberClass'),
    memberCode: part(element, 'memberCode'),
    subsystem: part(element, 'subsystemCode'),
  };
}

function serviceIn(element: XmlElement): ServiceId {
  const version = child(element, 'serviceVersion', soapNames.identifiers);
  return {
    ...subsystemIn(element),
    service: part(element, 'serviceCode'),
    ...(version === undefined ? {} : { version: version.text }),
  };
}

function part(element: XmlElement, name: string): string {
  const found = child(element, name, soapNames.identifiers);
  if (found === undefined || found.text === '')
    throw new SoapShapeError('MissingHeaderField', `${element.name}/${name}`);
  return found.text;
}

function faultOf(element: XmlElement): SoapFault {
  const text = (name: string) => child(element, name)?.text.trim();
  const detail = child(element, 'detail');
  const inDetail = detail === undefined ? undefined : child(detail, 'faultDetail');
  const words = (inDetail ?? detail)?.text.trim();
  return {
    code: text('faultcode') ?? '',
    message: text('faultstring') ?? '',
    ...(words === undefined || words === '' ? {} : { detail: words }),
  };
}
