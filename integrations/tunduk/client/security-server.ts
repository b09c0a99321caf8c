import { checkServerIdentity } from 'node:tls';
import type { PeerCertificate } from 'node:tls';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import type { ClientLimits, PinnedServer, SecurityServerConnection } from './client-configuration.ts';

/** Our way to one security server: one pool of kept connections. */
export interface SecurityServer {
  dispatcher: Dispatcher;
  /** `host:port`, for the log. */
  host: string;
  /** SHA-256 of the certificate that the server showed last, in hex; undefined before the first and without TLS. */
  fingerprint: () => string | undefined;
  close: () => Promise<void>;
}

/**
 * Opens nothing yet. With TLS it trusts the pinned certificate or authority alone, checks the name, and the fingerprint
 * when one is given; TLS 1.2 at least. A connection that died while idle is replaced by the pool before anything is
 * written; nothing is ever sent twice.
 */
export function connectSecurityServer(connection: SecurityServerConnection, limits: ClientLimits): SecurityServer {
  const address = new URL(connection.address);
  const seen: { fingerprint?: string } = {};
  const tls = connection.type === 'http' ? {} : tlsOptions(connection.server, seen);
  const own = connection.type === 'https' ? { cert: connection.certificate, key: connection.key } : {};
  const pool = new Pool(address.origin, {
    connections: limits.connections,
    pipelining: 1,
    connect: { timeout: limits.connectMs, ...tls, ...own },
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 4_000,
  });
  return {
    dispatcher: pool,
    host: address.host,
    fingerprint: () => seen.fingerprint,
    close: () => pool.destroy(),
  };
}

function tlsOptions(server: PinnedServer, seen: { fingerprint?: string }) {
  const wanted = server.fingerprint?.replaceAll(':', '').toLowerCase();
  return {
    ca: server.authority,
    minVersion: 'TLSv1.2' as const,
    rejectUnauthorized: true,
    ...(server.name === undefined ? {} : { servername: server.name }),
    checkServerIdentity: (host: string, certificate: PeerCertificate) => {
      const shown = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
      seen.fingerprint = shown;
      const badName = checkServerIdentity(server.name ?? host, certificate);
      if (badName !== undefined) return badName;
      return wanted === undefined || wanted === shown ? undefined : new PinMismatch();
    },
  };
}

/** The server showed another certificate than the pinned one. */
class PinMismatch extends Error {
  readonly code = 'ERR_TLS_PIN_MISMATCH';
}
