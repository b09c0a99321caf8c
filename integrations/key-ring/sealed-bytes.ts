import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { IntegrationError } from '../integration-error.ts';

const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a random 96-bit IV: IV, tag, cipher text. Only the same context opens it again. */
export function sealBytes(key: Buffer, context: Buffer, plain: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(context);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** The plain bytes; refuses with the given code when key, context or any byte is another one. */
export function openBytes(key: Buffer, context: Buffer, sealed: Buffer, code: string): Buffer {
  if (sealed.length < ivBytes + tagBytes) {
    throw new IntegrationError({ code, category: 'integrity' });
  }
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new IntegrationError({ code, category: 'integrity', cause });
  }
}

/** Several texts as one context; no two different lists give the same bytes. */
export function contextOf(...parts: string[]): Buffer {
  return Buffer.from(JSON.stringify(parts), 'utf8');
}
