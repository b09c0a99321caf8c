import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IntegrationError } from '../../integration-error.ts';
import type { EvidenceStore } from './evidence-store.ts';

const keyForm = /^[0-9a-f-]{36}\.\d{1,6}\.(?:request|response|request-container|response-container)$/;

/**
 * Evidence as files of a folder, each encrypted by AES-256-GCM under `key` (32 bytes) with its own name as additional
 * data. Never overwrites: a second `keep` of one kind for one attempt rejects with `evidence-exists`. For the stand-in
 * and for clients that stand alone.
 */
export function folderEvidenceStore(folder: string, key: Buffer): EvidenceStore {
  return {
    async keep({ exchangeId, attempt }, kind, bytes) {
      const name = `${exchangeId}.${attempt}.${kind}`;
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([nonce, cipher.update(bytes), cipher.final()]);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, name), Buffer.concat([sealed, cipher.getAuthTag()]), {
        flag: 'wx',
        mode: 0o600,
      }).catch((error: NodeJS.ErrnoException) => {
        const isThere = error.code === 'EEXIST';
        throw new IntegrationError({
          code: isThere ? 'evidence-exists' : 'evidence-unavailable',
          category: isThere ? 'conflict' : 'unavailable',
          cause: error,
        });
      });
      return name;
    },
    async read(name) {
      if (!keyForm.test(name)) throw new IntegrationError({ code: 'evidence-not-found', category: 'not-found' });
      const sealed = await readFile(join(folder, name)).catch((error: unknown) => {
        throw new IntegrationError({ code: 'evidence-not-found', category: 'not-found', cause: error });
      });
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(name));
        decipher.setAuthTag(sealed.subarray(-16));
        return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      } catch (error) {
        throw new IntegrationError({ code: 'evidence-damaged', category: 'integrity', cause: error });
      }
    },
  };
}
