import type { SubsystemId } from '../protocol/identifiers.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { ExchangeLog } from './exchange-log.ts';

/**
 * How our system speaks to our security server; the connection type of our subsystem there (UG-SS §9.1). `http` is for
 * tests only: whoever reaches the port speaks as us. `https` shows our certificate, `https-noauth` does not.
 */
export type SecurityServerConnection =
  | { type: 'http'; address: string }
  | { type: 'https-noauth'; address: string; server: PinnedServer }
  | { type: 'https'; address: string; server: PinnedServer; certificate: string; key: string };

/** What we know of the server's internal certificate. Nothing else is trusted, no authority of the system either. */
export interface PinnedServer {
  /** The certificate, or the authority that signed it, in PEM. */
  authority: string;
  /** SHA-256 of the certificate in hex, with or without colons; when given, no other certificate passes. */
  fingerprint?: string;
  /** The name in the certificate when it is not the host of the address. */
  name?: string;
}

/** Limits of one client. Their reasons are in the reference, §1.7 and §6.4. */
export interface ClientLimits {
  connections: number;
  connectMs: number;
  /** For the whole call; longer than the 60 s and 30 s of the servers, so that the true fault arrives. */
  totalMs: number;
}

/** The usual limits for work in the background. */
export const usualLimits: ClientLimits = { connections: 32, connectMs: 5_000, totalMs: 100_000 };

/** All a client needs; it reads no environment. */
export interface TundukClientConfiguration {
  securityServer: SecurityServerConnection;
  /** Our subsystem. Its instance is the one of every service we ask. */
  client: SubsystemId;
  /** In `production` an answer that says it comes from a stand-in is refused. */
  environment: 'production' | 'test' | 'stand-in';
  log: ExchangeLog;
  evidence: EvidenceStore;
  limits?: ClientLimits;
}
