import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trustText } from '../../integrations/tunduk/client/trust-file.ts';
import type { RunningStub } from '../../integrations/tunduk/stub/start-stub.ts';
import { certificatesFolder } from '../../integrations/tunduk/stub/test-authority.ts';
import { approvedByStandIn } from '../../integrations/tunduk/stub/verification-conf.ts';

/**
 * Writes what a client of the stand-in needs under its home, with the trust for checking its
 * containers and the certificate of a stranger, to see it refused; gives the folder.
 */
export function writeCertificates(home: string, { certificates, state }: RunningStub): string {
  const folder = certificatesFolder(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'authority.pem'), certificates.authority.certificate);
  const { configuration } = state.loaded();
  writeFileSync(join(folder, 'trust.pem'), trustText(approvedByStandIn(configuration, certificates)));
  writeFileSync(join(folder, 'client.pem'), certificates.client.certificate);
  writeFileSync(join(folder, 'client-key.pem'), certificates.client.key, { mode: 0o600 });
  writeFileSync(join(folder, 'stranger.pem'), certificates.stranger.certificate);
  writeFileSync(join(folder, 'stranger-key.pem'), certificates.stranger.key, { mode: 0o600 });
  return folder;
}
