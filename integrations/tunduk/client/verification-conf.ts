import { IntegrationError } from '../../integration-error.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { readSharedParams, wrong } from './read-shared-params.ts';
import type { ApprovedCertificate } from './read-shared-params.ts';
import type { SecurityServer } from './security-server.ts';
import { SendFailure, send } from './send.ts';
import { unzipWithin } from './unzip-within.ts';
import type { Files } from './unzip-within.ts';

/** Which instance's configuration is wanted of which server, and whether an answer of a stand-in counts. */
export type ConfigurationSource = {
  server: SecurityServer;
  instance: string;
  environment: 'production' | 'test' | 'stand-in';
  totalMs: number;
};

/**
 * Asks our security server for the global configuration with which signed containers are verified (`/verificationconf`,
 * UG-SIGDOC 3.2). The archive bears no signature: the server has checked that of the central server, and what vouches
 * for the answer is our pinned connection to it. Throws `IntegrationError`: `tunduk-trust-unavailable`,
 * `tunduk-trust-refused`, `tunduk-trust-stand-in`, and as `readVerificationConf`.
 */
export async function fetchVerificationConf(source: ConfigurationSource): Promise<ApprovedCertificate[]> {
  const { server, instance, environment, totalMs } = source;
  const message = { method: 'GET' as const, target: '/verificationconf', headers: [] };
  const answer = await send(server.dispatcher, message, totalMs).catch((cause: unknown) => {
    if (cause instanceof SendFailure && cause.isTooLarge) throw wrong('tunduk-trust-unreadable', cause);
    throw new IntegrationError({ code: 'tunduk-trust-unavailable', category: 'unavailable', cause });
  });
  const { status, headers, body } = answer;
  if (environment === 'production' && lastHeader(headers, 'x-tunduk-stub') !== undefined)
    throw new IntegrationError({ code: 'tunduk-trust-stand-in', category: 'integrity' });
  if (status !== 200)
    throw new IntegrationError({ code: 'tunduk-trust-refused', category: status >= 500 ? 'unavailable' : 'refused' });
  return readVerificationConf(body, instance);
}

/**
 * The certificates that the archive approves for messages of an instance, which must be the one of the server. Those of
 * federated instances in it are not read. Throws as `readSharedParams`.
 */
export function readVerificationConf(archive: Uint8Array, instance: string): ApprovedCertificate[] {
  const files = unpacked(archive);
  const identifier = files['verificationconf/instance-identifier'];
  if (identifier === undefined) throw wrong('tunduk-trust-unreadable');
  if (Buffer.from(identifier).toString().trim() !== instance) throw wrong('tunduk-trust-other-instance');
  const params = files[`verificationconf/${instance}/shared-params.xml`];
  if (params === undefined) throw wrong('tunduk-trust-unreadable');
  return readSharedParams(params, instance);
}

function unpacked(archive: Uint8Array): Files {
  try {
    return unzipWithin(archive);
  } catch (cause) {
    throw wrong('tunduk-trust-unreadable', cause);
  }
}
