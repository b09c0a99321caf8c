import type { Contract } from '../contracts/contract-schema.ts';
import type { HeaderLine } from '../protocol/message-hash.ts';
import type { WayHere } from './curl.ts';
import type { PlantedFault } from './choose-fault.ts';
import type { BrokenAnswer } from './fault-rule.ts';
import type { Journal } from './journal.ts';
import type { OfferedService } from './known-services.ts';
import type { KeptMessages } from './kept-messages.ts';
import type { StubClient, StubConfiguration } from './stub-configuration.ts';
import type { TestCertificates } from './test-authority.ts';

/** States of the whole server that can be switched on. */
export const serverModes = [
  'normal',
  'globalConfOutdated',
  'timestampingDown',
  'tokenLocked',
  'certificateExpired',
  'keyRotated',
] as const;

/** One of them. */
export type ServerMode = (typeof serverModes)[number];

/** What a configuration came to: replaced as a whole when its file changes. */
export interface LoadedConfiguration {
  configuration: StubConfiguration;
  folder: string;
  services: ReadonlyMap<string, OfferedService>;
  clients: ReadonlyMap<string, StubClient>;
}

/** All that a call at the stand-in may need. */
export interface StubContext {
  loaded: () => LoadedConfiguration;
  certificates: TestCertificates;
  /** The fingerprint of the certificate that the stand-in makes for clients. */
  testFingerprint: () => string;
  journal: Journal;
  messages: KeptMessages;
  /** The planted faults of a service, those of the configuration last. */
  faults: (contract: Contract) => readonly PlantedFault[];
  mode: () => ServerMode;
  /** The time that outages, fault windows and rate limits go by; the control interface may move it. */
  now: () => Date;
  /** How far each file of recordings is in mode `sequence`. */
  replayPlaces: Map<string, number>;
  /** The number of this call, from 1. */
  nextCall: () => number;
  /** The calls of a service in the last minute, this one included. */
  countInMinute: (service: string) => number;
  /** How a caller gets to the plain port or the one with TLS, for "copy as curl". */
  way: (isTls: boolean) => WayHere;
}

/** One HTTP request as it reached the stand-in, read whole. */
export interface StubRequest {
  method: string;
  target: string;
  headers: readonly HeaderLine[];
  body: Buffer;
  /** Undefined on the plain port; the fingerprint is that of the caller's certificate, if it showed one. */
  tls: { fingerprint: string | undefined } | undefined;
}

/** What goes back. `broken` spoils the writing of it. */
export interface StubReply {
  status: number;
  headers: HeaderLine[];
  body: Buffer;
  broken?: BrokenAnswer;
  delayMs?: number;
}
