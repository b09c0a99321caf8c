import { readFile } from 'node:fs/promises';
import type { SecurityServerConnection } from '../integrations/tunduk/client/client-configuration.ts';
import type { TundukEnvironment } from './tunduk-environment.ts';

/** How our security server is reached, with the files read. Rejects when one cannot be read. */
export async function securityServerOf(tunduk: TundukEnvironment): Promise<SecurityServerConnection> {
  const { url: address, authorityFile, fingerprint, certificateFile, keyFile } = tunduk;
  if (authorityFile === undefined) return { type: 'http', address };
  const authority = await readFile(authorityFile, 'utf8');
  const server = { authority, ...(fingerprint === undefined ? {} : { fingerprint }) };
  if (certificateFile === undefined || keyFile === undefined) return { type: 'https-noauth', address, server };
  const [certificate, key] = await Promise.all([readFile(certificateFile, 'utf8'), readFile(keyFile, 'utf8')]);
  return { type: 'https', address, server, certificate, key };
}
