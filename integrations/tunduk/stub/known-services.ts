import { isAbsolute, join } from 'node:path';
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

/** Every service of a configuration by its identifier; throws when a row names no contract or two services meet. */
export function knownServices(configuration: StubConfiguration, folder: string): Map<string, OfferedService> {
  const own = configuration.contracts.map((one) => ownService(isAbsolute(one) ? one : join(folder, one)));
  const all = [...Object.values(registryServices), ...own];
  const missing = configuration.services.find(
    ({ contract }) => contract !== '*' && !all.some((one) => one.contract.id === contract),
  );
  if (missing !== undefined) throw new Error(`services: there is no contract ${missing.contract}`);
  const offered = new Map<string, OfferedService>();
  for (const { contract, scenarios, folder: place } of all) {
    const rows = configuration.services;
    const settings = rows.find((row) => row.contract === contract.id) ?? rows.find((row) => row.contract === '*');
    if (settings === undefined) continue;
    const { version, ...code } = contract.service;
    const id: ServiceId = { instance: configuration.instance, ...code, ...(version === undefined ? {} : { version }) };
    const key = sayIdentifier(id);
    if (offered.has(key)) throw new Error(`services: two contracts offer ${key}`);
    const description = () => printDescription(contract, place).text;
    offered.set(key, { id, contract, settings, scenarios, description });
  }
  return offered;
}

/** Whether some service of this subsystem is offered. */
export function isKnownProvider(services: ReadonlyMap<string, OfferedService>, id: ServiceId): boolean {
  const provider = `${sayIdentifier(subsystemOf(id))}/`;
  return [...services.keys()].some((key) => key.startsWith(provider));
}

function ownService(folder: string): { contract: Contract; scenarios: () => ScenarioBook; folder: string } {
  const book = readScenarios(folder);
  return { contract: readContract(folder), scenarios: () => book, folder };
}
