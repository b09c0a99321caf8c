import { dirname } from 'node:path';
import type { Contract } from '../contracts/contract-schema.ts';
import { sayIdentifier } from '../protocol/identifiers.ts';
import type { WayHere } from './curl.ts';
import type { PlantedFault } from './choose-fault.ts';
import type { FaultRule } from './fault-rule.ts';
import { journalOf } from './journal.ts';
import { keptMessages } from './kept-messages.ts';
import { knownServices } from './known-services.ts';
import type { StubConfiguration } from './stub-configuration.ts';
import type { LoadedConfiguration, ServerMode, StubContext } from './stub-context.ts';
import { fingerprintOf } from './test-authority.ts';
import type { TestCertificates } from './test-authority.ts';

/** A planted fault with the id by which the control interface takes it back. */
export interface SwitchedFault extends PlantedFault {
  id: number;
  contract: string;
}

/** The state of a running stand-in: what its doors need, and what may be changed while it runs. */
export interface StubState extends StubContext {
  load(configuration: StubConfiguration, file: string): void;
  switchMode(mode: ServerMode): void;
  /** Plants a fault at one service, or at all for `*`; it goes before those of the configuration. */
  plant(contract: string, rule: FaultRule): SwitchedFault;
  takeBack(id: number): boolean;
  planted(): readonly SwitchedFault[];
  /** Those of the configuration, which only a change of its file takes back. */
  configured(): readonly (PlantedFault & { contract: string })[];
  /** Moves the stand-in's clock to a moment, from which it goes on; undefined is real time again. */
  setClock(at: Date | undefined): void;
  /** Forgets journal, messages, planted faults, counts, places of replay, mode and clock. */
  reset(): void;
  setWays(ways: { plain: WayHere; tls: WayHere }): void;
}

const minute = 60_000;

/** The state of a stand-in whose configuration is read. Throws when its services do not fit together. */
export function newStubState(
  configuration: StubConfiguration,
  file: string,
  certificates: TestCertificates,
): StubState {
  let loaded: LoadedConfiguration;
  let configured = new Map<string, PlantedFault[]>();
  let switched: SwitchedFault[] = [];
  let mode: ServerMode = 'normal';
  let fingerprint: string | undefined;
  let [calls, faultCount, offsetMs] = [0, 0, 0];
  let ways: { plain: WayHere; tls: WayHere } = { plain: { address: '' }, tls: { address: '' } };
  const recent = callsOfMinute();
  const replayPlaces = new Map<string, number>();
  const journal = journalOf(configuration.journal);
  const messages = keptMessages(1_000, 256 * 1024 * 1024);
  const now = () => new Date(Date.now() + offsetMs);

  const load = (next: StubConfiguration, from: string) => {
    const services = knownServices(next, dirname(from));
    const clients = new Map(next.clients.map((client) => [sayIdentifier(client.id), client]));
    loaded = { configuration: next, folder: dirname(from), services, clients };
    configured = faultsOf(services);
  };
  load(configuration, file);
  return {
    loaded: () => loaded,
    certificates,
    testFingerprint: () => (fingerprint ??= fingerprintOf(certificates.client.certificate)),
    journal,
    messages,
    faults: ({ id }: Contract) => [
      ...switched.filter(({ contract }) => contract === '*' || contract === id),
      ...(configured.get(id) ?? []),
    ],
    mode: () => mode,
    now,
    replayPlaces,
    nextCall: () => (calls += 1),
    countInMinute: (service) => recent.count(service, now().getTime()),
    way: (isTls) => (isTls ? ways.tls : ways.plain),
    load,
    switchMode: (next) => {
      mode = next;
    },
    plant(contract, rule) {
      faultCount += 1;
      const fault = { id: faultCount, contract, rule, struck: 0 };
      switched = [...switched, fault];
      return fault;
    },
    takeBack(id) {
      const before = switched.length;
      switched = switched.filter((one) => one.id !== id);
      return switched.length < before;
    },
    planted: () => switched,
    configured: () =>
      [...configured].flatMap(([contract, faults]) => faults.map(({ rule, struck }) => ({ contract, rule, struck }))),
    setClock: (at) => {
      offsetMs = at === undefined ? 0 : at.getTime() - Date.now();
    },
    reset() {
      [switched, mode, calls, offsetMs] = [[], 'normal', 0, 0];
      recent.clear();
      replayPlaces.clear();
      journal.clear();
      messages.clear();
      load(loaded.configuration, `${loaded.folder}/x`);
    },
    setWays: (next) => {
      ways = next;
    },
  };
}

/** The failures of a configuration by contract, none of which has struck yet. */
function faultsOf(services: LoadedConfiguration['services']): Map<string, PlantedFault[]> {
  return new Map(
    [...services.values()].map(({ contract, settings }) => [
      contract.id,
      settings.faults.map((rule) => ({ rule, struck: 0 })),
    ]),
  );
}

/** Counts the calls of each service in the last minute, the one that is being counted included. */
function callsOfMinute(): { count: (service: string, now: number) => number; clear: () => void } {
  const recent = new Map<string, number[]>();
  return {
    count: (service, now) => {
      const times = [...(recent.get(service) ?? []).filter((time) => time > now - minute), now];
      recent.set(service, times);
      return times.length;
    },
    clear: () => recent.clear(),
  };
}
