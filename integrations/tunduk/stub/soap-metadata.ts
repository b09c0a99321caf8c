import { isSameSubsystem } from '../protocol/identifiers.ts';
import type { ServiceId } from '../protocol/identifiers.ts';
import { writeMultipart } from '../protocol/multipart.ts';
import { child } from '../protocol/read-xml.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';
import { buildSoapAnswer, soapNames } from '../protocol/soap-envelope.ts';
import { escapeXml } from '../protocol/write-xml.ts';
import { admitAtOurServer } from './admit.ts';
import type { OfferedService } from './known-services.ts';
import { headerWithHash } from './header-with-hash.ts';
import { reachProviderServer } from './provider-server.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';
import { XRoadFault } from './x-road-fault.ts';

const codes = new Set(['listMethods', 'allowedMethods', 'getWsdl']);

/** Whether a service code is one of PR-META, which the security server answers itself. */
export function isSoapMetadata({ service }: ServiceId): boolean {
  return codes.has(service);
}

/** `listMethods`, `allowedMethods` and `getWsdl` of PR-META, for SOAP services. Throws `XRoadFault`. */
export function answerSoapMetadata(
  context: StubContext,
  request: StubRequest,
  bytes: Buffer,
  message: SoapMessage,
): StubReply {
  const { client, service } = message;
  admitAtOurServer(context, client, service, request.tls);
  const all = reachProviderServer(context, client, service);
  const offered = all.filter(({ contract }) => contract.protocol === 'soap');
  const header = headerWithHash(message, bytes);
  const answer = (content: string) =>
    buildSoapAnswer(header, { namespace: soapNames.xroad, wrapper: `${service.service}Response`, content });
  if (service.service === 'getWsdl') return wsdlOf(offered, message, answer);
  const isAll = service.service === 'listMethods';
  const allowed = offered.filter(
    ({ settings }) =>
      isAll || settings.allow === 'everyone' || settings.allow.some((one) => isSameSubsystem(one, client)),
  );
  const body = answer(allowed.map(({ id }) => serviceElement(id)).join(''));
  return { status: 200, headers: [['Content-Type', 'text/xml;charset=utf-8']], body };
}

function wsdlOf(
  offered: readonly OfferedService[],
  { wrapper }: SoapMessage,
  answer: (content: string) => Buffer,
): StubReply {
  const code = child(wrapper, 'serviceCode')?.text ?? '';
  const version = child(wrapper, 'serviceVersion')?.text;
  if (code === '') throw new XRoadFault('Server.ServerProxy.InvalidRequest', 'Missing serviceCode in message body');
  const found = offered.find(({ id }) => id.service === code && id.version === version);
  if (found === undefined) throw new XRoadFault('Server.ServerProxy.UnknownService', `Unknown service: ${code}`);
  const content =
    `<p:serviceCode>${escapeXml(code)}</p:serviceCode>` +
    (version === undefined ? '' : `<p:serviceVersion>${escapeXml(version)}</p:serviceVersion>`);
  const boundary = 'xroad-stand-in-metadata';
  const parts = [
    {
      headers: { 'content-type': 'text/xml; charset=utf-8', 'content-transfer-encoding': '8bit' },
      body: answer(content),
    },
    { headers: { 'content-type': 'text/xml' }, body: Buffer.from(found.description()) },
  ];
  return {
    status: 200,
    headers: [['Content-Type', `multipart/related; type="text/xml"; boundary="${boundary}"`]],
    body: writeMultipart(parts, boundary),
  };
}

function serviceElement(id: ServiceId): string {
  const part = (name: string, value: string) => `<id:${name}>${escapeXml(value)}</id:${name}>`;
  const version = id.version === undefined ? '' : part('serviceVersion', id.version);
  return (
    `<p:service id:objectType="SERVICE">${part('xRoadInstance', id.instance)}${part('memberClass', id.memberClass)}` +
    `${part('memberCode', id.memberCode)}${part('subsystemCode', id.subsystem)}${part('serviceCode', id.service)}${version}</p:service>`
  );
}
