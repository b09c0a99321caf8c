import { isSameSubsystem } from '../protocol/identifiers.ts';
import type { ServiceId } from '../protocol/identifiers.ts';
import type { ReadRestRequest } from '../protocol/rest-message.ts';
import { admitAtOurServer } from './admit.ts';
import type { OfferedService } from './known-services.ts';
import { reachProviderServer } from './provider-server.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';
import { XRoadFault } from './x-road-fault.ts';

const codes = new Set(['listMethods', 'allowedMethods', 'getOpenAPI']);

/** Whether a service code is one of PR-MREST, which the security server answers itself. */
export function isRestMetadata({ service }: ServiceId): boolean {
  return codes.has(service);
}

/** `listMethods`, `allowedMethods` and `getOpenAPI` of PR-MREST, for REST services. Throws `XRoadFault`. */
export function answerRestMetadata(context: StubContext, request: StubRequest, read: ReadRestRequest): StubReply {
  const { client, service } = read;
  admitAtOurServer(context, client, service, request.tls);
  const all = reachProviderServer(context, client, service);
  const offered = all.filter(({ contract }) => contract.protocol === 'rest');
  if (service.service === 'getOpenAPI') return openApiOf(offered, new URLSearchParams(read.query ?? ''), service);
  const isAll = service.service === 'listMethods';
  const allowed = offered.filter(
    ({ settings }) =>
      isAll || settings.allow === 'everyone' || settings.allow.some((one) => isSameSubsystem(one, client)),
  );
  return json({ service: allowed.map(methodOf) });
}

function openApiOf(offered: readonly OfferedService[], query: URLSearchParams, service: ServiceId): StubReply {
  const code = query.get('serviceCode');
  if (!code) throw new XRoadFault('Server.ServerProxy.InvalidRequest', 'Missing serviceCode in message body');
  const found = offered.find(({ id }) => id.service === code);
  if (found === undefined) {
    throw new XRoadFault('Server.ServerProxy.UnknownService', `Unknown service: SERVICE:${service.subsystem}/${code}`);
  }
  return { status: 200, headers: [['Content-Type', 'text/yaml']], body: Buffer.from(found.description()) };
}

function methodOf({ id, contract }: OfferedService): object {
  return {
    xroad_instance: id.instance,
    member_class: id.memberClass,
    member_code: id.memberCode,
    subsystem_code: id.subsystem,
    service_code: id.service,
    object_type: 'SERVICE',
    service_type: 'OPENAPI',
    endpoint_list:
      contract.protocol === 'rest' ? [{ method: contract.rest.method, path: contract.rest.path || '/' }] : [],
  };
}

function json(content: object): StubReply {
  return {
    status: 200,
    headers: [['Content-Type', 'application/json;charset=utf-8']],
    body: Buffer.from(JSON.stringify(content)),
  };
}
