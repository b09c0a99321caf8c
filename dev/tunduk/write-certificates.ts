import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningStub } from '../../integrations/tunduk/stub/start-stub.ts';

/** Writes what a client of the stand-in needs under its home, with the trust for checking its containers; gives the folder. */
export function writeCertificates(home: string, { certificates }: RunningStub): string {
  const folder = join(home, 'certificates');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'authority.pem'), certificates.authority.certificate);
  writeFileSync(join(folder, 'trust.pem'), certificates.authority.certificate);
  writeFileSync(join(folder, 'client.pem'), certificates.client.certificate);
  writeFileSync(join(folder, 'client-key.pem'), certificates.client.key, { mode: 0o600 });
  return folder;
}
