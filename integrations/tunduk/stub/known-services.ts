import { resolve } from 'node:path';
import type { Contract } from '../contracts/contract-schema.ts';
import { printDescription } from '../contracts/print-description.ts';
import { readContract } from '../contracts/read-contract.ts';
import { readScenarios } from '../contracts/read-scenarios.ts';
import type { ScenarioBook } from '../contracts/read-scenarios.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { ServiceId } from '../protocol/identifiers.ts';
import type { StubConfiguration, StubService } from './stub-configuration.ts';

/** A service that the stand-in offers. */
export interface OfferedService {
  id: ServiceId;
  contract: Contract;
  settings: StubService;
  scenarios: () => ScenarioBook;
  description: () => string;
}

/** Every service of a configuration by its identifier. A contract of its own goes before one of ours of the same id or service. */
export function knownServices(configuration: StubConfiguration, folder: string): Map<string, OfferedService> {
  const offered = new Map<string, OfferedService>();
  for (const { contract, scenarios, folder: place } of describedServices(configuration, folder)) {
    const rows = configuration.services;
    const settings = rows.find((row) => row.contract === contract.id) ?? rows.find((row) => row.contract === '*');
    const id = serviceOf(contract, configuration.instance);
    const key = sayIdentifier(id);
    if (settings === undefined || offered.has(key)) continue;
    const description = () => printDescription(contract, place).text;
    offered.set(key, { id, contract, settings, scenarios, description });
  }
  return offered;
}

/**
 * What the parts of a configuration say of each other and is not so: contracts that cannot be read or that two folders
 * describe, services of no contract, callers that are no clients. Each with its place in the file.
 */
export function faultsOfFit(
  configuration: StubConfiguration,
  folder: string,
): { path: (string | number)[]; fault: string }[] {
  const { contracts, services, clients } = configuration;
  const unread = contracts.flatMap((one, place) => {
    const fault = faultOfFolder(resolve(folder, one));
    return fault === undefined ? [] : [{ path: ['contracts', place], fault }];
  });
  if (unread.length > 0) return unread;
  const own = contracts.map((one) => readContract(resolve(folder, one)));
  const twins = own.flatMap((contract, place) => {
    const key = (one: Contract) => sayIdentifier(serviceOf(one, configuration.instance));
    const first = own.findIndex((one) => one.id === contract.id || key(one) === key(contract));
    return first === place
      ? []
      : [{ path: ['contracts', place], fault: `describes the same service as ${contracts[first] ?? ''}` }];
  });
  const ids = new Set(describedServices(configuration, folder).map(({ contract }) => contract.id));
  const names = new Set(clients.map(({ id }) => sayIdentifier(id)));
  const rows = services.flatMap(({ contract, allow, faults }, place) => [
    ...(contract === '*' || ids.has(contract)
      ? []
      : [{ path: ['services', place, 'contract'], fault: `there is no contract ${contract}` }]),
    ...(allow === 'everyone' ? [] : allow.map((one) => sayIdentifier(one))).flatMap((one, index) =>
      names.has(one) ? [] : [{ path: ['services', place, 'allow', index], fault: `${one} is not among clients` }],
    ),
    ...faults.flatMap(({ client }, index) =>
      client === undefined || names.has(client)
        ? []
        : [{ path: ['services', place, 'faults', index, 'client'], fault: `${client} is not among clients` }],
    ),
  ]);
  return [...twins, ...rows];
}

function faultOfFolder(folder: string): string | undefined {
  try {
    readContract(folder);
    readScenarios(folder);
    return undefined;
  } catch (error) {
    const isMissing = Error.isError(error) && 'code' in error && error.code === 'ENOENT';
    if (isMissing) return `${folder} has no contract.yaml and scenarios.yaml`;
    return Error.isError(error) ? error.message : String(error);
  }
}

type DescribedService = { contract: Contract; scenarios: () => ScenarioBook; folder: string };

function describedServices({ contracts }: StubConfiguration, folder: string): DescribedService[] {
  const own = contracts.map((one) => ownService(resolve(folder, one)));
  const ours = Object.values(registryServices).filter(
    ({ contract }) => !own.some((one) => one.contract.id === contract.id),
  );
  return [...own, ...ours];
}

function serviceOf({ service }: Contract, instance: string): ServiceId {
  const { version, ...code } = service;
  return { instance, ...code, ...(version === undefined ? {} : { version }) };
}

/** Whether some service of this subsystem is offered. */
export function isKnownProvider(services: ReadonlyMap<string, OfferedService>, id: ServiceId): boolean {
  const provider = `${sayIdentifier(subsystemOf(id))}/`;
  return [...services.keys()].some((key) => key.startsWith(provider));
}

function ownService(folder: string): DescribedService {
  const book = readScenarios(folder);
  return { contract: readContract(folder), scenarios: () => book, folder };
}
