import { isIdentifierPart, sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { ServiceId, SubsystemId } from '../protocol/identifiers.ts';
import { isKnownProvider } from './known-services.ts';
import type { OfferedService } from './known-services.ts';
import { outageNow } from './outage-now.ts';
import type { StubContext, StubRequest } from './stub-context.ts';
import { XRoadFault } from './x-road-fault.ts';

const ours = 'Server.ClientProxy';
const theirs = 'Server.ServerProxy';

/**
 * Lets a call through to its service as two security servers would, in their order: state of our server, identifiers,
 * client, its connection type, the provider's address; then at the provider's side service, access, outage, kind of
 * service. Throws `XRoadFault`.
 */
export function admit(
  context: StubContext,
  call: { client: SubsystemId; service: ServiceId; protocol: 'soap' | 'rest'; tls: StubRequest['tls'] },
): OfferedService {
  const { client, service, protocol, tls } = call;
  admitAtOurServer(context, client, service, tls);
  const { services } = context.loaded();
  const name = sayIdentifier(service);
  const offered = services.get(name) ?? (protocol === 'rest' ? soapServiceOf(services, name) : undefined);
  if (offered === undefined) {
    if (!isKnownProvider(services, service)) {
      throw new XRoadFault(`${ours}.UnknownMember`, `Could not find addresses for service provider "${name}"`);
    }
    throw new XRoadFault(`${theirs}.UnknownService`, `Unknown service: SERVICE:${name}`);
  }
  if (!isAllowed(offered, client)) {
    throw new XRoadFault(`${theirs}.AccessDenied`, `Request is not allowed: SERVICE:${name}`);
  }
  refuseInOutage(context, offered, name);
  if (offered.contract.protocol !== protocol) {
    throw new XRoadFault(
      `${theirs}.ServiceType`,
      `Service is not a ${protocol.toUpperCase()} service: SERVICE:${name}`,
    );
  }
  return offered;
}

/** The same for a service of the server itself (metadata), which needs a client and its connection only. */
export function admitAtOurServer(
  context: StubContext,
  client: SubsystemId,
  service: ServiceId,
  tls: StubRequest['tls'],
): void {
  refuseInMode(context);
  const { configuration, clients } = context.loaded();
  const mode = configuration.strictIdentifiers ? 'strict' : 'lenient';
  for (const part of [...Object.values(client), ...Object.values(service)]) {
    if (part !== '' && !isIdentifierPart(String(part), mode)) {
      throw new XRoadFault(`${ours}.InvalidClientIdentifier`, 'Identifier contains illegal characters');
    }
  }
  const name = sayIdentifier(subsystemOf(client));
  const known = clients.get(name);
  if (known === undefined) throw new XRoadFault(`${ours}.UnknownMember`, `Client 'SUBSYSTEM:${name}' not found`);
  const listed = () => known.certificates.map((one) => certificateOf(context, one));
  const fault = connectionFault(known.connection, tls, listed);
  if (fault !== undefined) {
    throw new XRoadFault(`${ours}.SslAuthenticationFailed`, `Client (SUBSYSTEM:${name}) ${fault}`);
  }
}

function connectionFault(type: string, tls: StubRequest['tls'], known: () => readonly string[]): string | undefined {
  if (type === 'HTTP') return undefined;
  if (tls === undefined) return `specifies ${type} but client made plaintext connection`;
  if (type === 'HTTPS NOAUTH') return undefined;
  if (tls.fingerprint === undefined) return 'specifies HTTPS but did not supply TLS certificate';
  return known().includes(tls.fingerprint)
    ? undefined
    : 'TLS certificate does not match any of the internal certificates';
}

function certificateOf({ testFingerprint }: StubContext, name: string): string {
  return name === 'test' ? testFingerprint() : name.replaceAll(':', '').toLowerCase();
}

function refuseInMode(context: StubContext): void {
  switch (context.mode()) {
    case 'globalConfOutdated':
      throw new XRoadFault(`${ours}.OutdatedGlobalConf`, 'Global configuration is expired');
    case 'timestampingDown':
      throw new XRoadFault(`${ours}.LoggingFailed.TimestamperFailed`, 'Cannot time-stamp messages');
    case 'tokenLocked':
      throw new XRoadFault(`${ours}.CannotCreateSignature.Signer.TokenNotActive`, 'Token is not active');
    case 'normal':
    case 'certificateExpired':
    case 'keyRotated':
  }
}

function isAllowed({ settings }: OfferedService, client: SubsystemId): boolean {
  const name = sayIdentifier(subsystemOf(client));
  return settings.allow === 'everyone' || settings.allow.some((one) => sayIdentifier(one) === name);
}

function refuseInOutage(context: StubContext, { settings, contract }: OfferedService, name: string): void {
  const planned = contract.plannedOutages.map((one) => ({ ...one, kind: 'disabled' as const }));
  const outage = outageNow([...settings.outages, ...planned], context.now());
  if (outage?.kind === 'dead') throw new XRoadFault(`${theirs}.ServiceFailed.NetworkError`, 'Connection refused');
  if (outage !== undefined) {
    throw new XRoadFault(`${theirs}.ServiceDisabled`, `Service SERVICE:${name} is disabled: ${outage.notice.ru}`);
  }
}

/** REST names no version, so a SOAP service is found without it, to be refused as of the other kind. */
function soapServiceOf(services: ReadonlyMap<string, OfferedService>, name: string): OfferedService | undefined {
  return [...services.values()].find(({ id, contract }) => {
    const { version: _version, ...plain } = id;
    return contract.protocol === 'soap' && sayIdentifier(plain) === name;
  });
}
