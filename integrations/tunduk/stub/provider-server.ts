import { classifyFault } from '../errors/classify.ts';
import { isSameSubsystem, sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { ServiceId, SubsystemId } from '../protocol/identifiers.ts';
import { chooseFault } from './choose-fault.ts';
import type { OfferedService } from './known-services.ts';
import type { StubContext } from './stub-context.ts';
import { XRoadFault } from './x-road-fault.ts';

/**
 * Reaches the security server of a subsystem, for what that server answers by itself, and gives all services behind it.
 * Where a service has the planted failure that its server is away, the server is away for metadata too. Throws `XRoadFault`.
 */
export function reachProviderServer(
  context: StubContext,
  client: SubsystemId,
  service: ServiceId,
): readonly OfferedService[] {
  const { services, configuration } = context.loaded();
  const offered = [...services.values()].filter(({ id }) => isSameSubsystem(id, service));
  const name = sayIdentifier(service);
  if (offered.length === 0)
    throw new XRoadFault('Server.ClientProxy.UnknownMember', `Could not find addresses for service provider "${name}"`);
  const met = { client: sayIdentifier(subsystemOf(client)), now: context.now(), seed: configuration.seed };
  for (const { contract } of offered) {
    const away = context.faults(contract).filter(({ rule }) => rule.kind === 'code' && isOfServer(rule.code));
    const rule = away.length === 0 ? undefined : chooseFault(away, { ...met, number: context.nextCall() });
    if (rule?.kind === 'code') throw new XRoadFault(rule.code, rule.message);
  }
  return offered;
}

function isOfServer(code: string): boolean {
  return classifyFault(code, '').category === 'PROVIDER_SS_DOWN';
}
