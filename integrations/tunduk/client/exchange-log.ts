import type { EvidenceRef } from '../errors/tunduk-error.ts';

/** One question to a registry, whatever the number of its attempts. Holds no personal data. */
export interface Exchange {
  exchangeId: string;
  contract: string;
  /** Both as `sayIdentifier` writes them. */
  client: string;
  service: string;
  userId: string;
  issue: string;
  purpose: string;
  legalGround: string;
  environment: 'production' | 'test' | 'stand-in';
}

/** What is known when an attempt is about to be sent. */
export interface AttemptSending {
  at: Date;
  server: string;
  /** SHA-512 of the exact bytes in hex, and where the evidence store keeps them. */
  requestSha512: string;
  requestKey: string;
}

/** What is known when an attempt is over. */
export interface AttemptEnd {
  at: Date;
  /** `ok`, a business code, or the category of the failure. */
  outcome: { kind: 'ok' } | { kind: 'business'; code: string } | { kind: 'failure'; category: string };
  isStandIn: boolean;
  httpStatus?: number;
  faultCode?: string;
  detailId?: string;
  responseSha512?: string;
  responseKey?: string;
  /** X-Road's own id and hash of the request. */
  xRoadRequestId?: string;
  xRoadRequestHash?: string;
  /** SHA-256 of the certificate that the server showed. */
  serverFingerprint?: string;
}

/** One attempt as the log knows it. Without `sending` nothing went out; with it and without `end` nobody knows. */
export interface LoggedAttempt extends EvidenceRef {
  exchange: Exchange;
  reservedAt: Date;
  sending?: AttemptSending;
  end?: AttemptEnd;
}

/**
 * Where attempts are written down: rows that are only ever appended. The integration declares it, the product keeps it
 * in Postgres, a stand-alone client in a file. Each method resolves only when its row is kept for good, and each throws
 * what its store throws: without a log nothing is sent.
 */
export interface ExchangeLog {
  /** Takes the next attempt number of the exchange, from 1, and records it; no two callers get the same. */
  reserve(exchange: Exchange): Promise<EvidenceRef>;
  sending(attempt: EvidenceRef, sending: AttemptSending): Promise<void>;
  end(attempt: EvidenceRef, end: AttemptEnd): Promise<void>;
  /** The attempts of an exchange in their order. */
  attempts(exchangeId: string): Promise<LoggedAttempt[]>;
  /** Attempts reserved before `before` that have no end: what a crash left behind. */
  unfinished(before: Date): Promise<LoggedAttempt[]>;
}
