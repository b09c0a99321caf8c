import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { IntegrationError } from '../integration-error.ts';
import type { KeyFile } from './key-file.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import { formatReceiptCode, isSameReceiptCode, parseReceiptCode } from './receipt-code.ts';
import { contextOf, openBytes, sealBytes } from './sealed-bytes.ts';

/** The keys of the house, without showing them. Wrapped keys are for bytea columns. */
export interface KeyRing {
  /** The version with which new keys are wrapped. */
  readonly currentVersion: number;
  /** A random key of 32 bytes for a record or a document. */
  newKey(): Buffer;
  /** Wraps a record's key under the current version; it opens for this record id only. */
  wrapKey(recordId: string, key: Buffer): Buffer;
  /** Refuses with `wrapped-key-damaged`, or `wrapped-key-version-missing` when its version left the file. */
  unwrapKey(recordId: string, wrapped: Buffer): Buffer;
  /** The version that wrapped it, so that a rotation finds what is left to rewrap. */
  versionOf(wrapped: Buffer): number;
  /** The same key under the current version; unchanged when it already is. */
  rewrap(recordId: string, wrapped: Buffer): Buffer;
  /** HMAC-SHA-256 of a PIN in hex: equal PINs are found, no PIN is told. Spaces do not matter. */
  lookUp(pin: string): string;
  /** The code that opens the private details of a case: 80 bits, derived anew each time, never stored. */
  receiptCode(caseId: string, version: number): string;
  /** The token of the link that opens a draft: 256 bits, derived anew each time, never stored. */
  draftLink(draftId: string): string;
  /** HMAC-SHA-256 in hex of what the house notes for itself: who has the database alone cannot write such a note. */
  noteMark(text: string): string;
  /** The token of a follower's link to confirm or to stop: 256 bits, derived anew each time, never stored. */
  followLink(followerId: string, purpose: 'confirm' | 'stop'): string;
  /** Whether somebody typed the code of this case and version, however sloppily; constant time. */
  isReceiptCode(typed: string, caseId: string, version: number): boolean;
}

/** Where the master key is, and whether it may be made when it is missing (demonstration only). */
export interface KeyRingConfiguration {
  file: string;
  createIfMissing: boolean;
}

/** Opens the key file; its refusals are those of `readKeyFile`. */
export async function openKeyRing(configuration: KeyRingConfiguration): Promise<KeyRing> {
  try {
    return keyRing(await readKeyFile(configuration.file));
  } catch (error) {
    const isMissing = error instanceof IntegrationError && error.code === 'key-file-missing';
    if (!isMissing || !configuration.createIfMissing) {
      throw error;
    }
  }
  await createKeyFile(configuration.file).catch((error: unknown) => {
    const isMadeByAnother = error instanceof IntegrationError && error.code === 'key-file-exists';
    if (!isMadeByAnother) {
      throw error;
    }
  });
  return keyRing(await readKeyFile(configuration.file));
}

/** The key ring over a key file's content. */
export function keyRing(file: KeyFile): KeyRing {
  const wrapping = new Map(file.wrapping.map(({ version, key }) => [version, Buffer.from(key, 'base64')]));
  const root = Buffer.from(file.derivation, 'base64');
  const lookUpKey = subKey(root, 'shailoo look-up 1');
  const receiptKey = subKey(root, 'shailoo receipt code 1');
  const draftLinkKey = subKey(root, 'shailoo draft link 1');
  const noteKey = subKey(root, 'shailoo note 1');
  const followLinkKey = subKey(root, 'shailoo follow link 1');

  function wrappingKey(version: number): Buffer {
    const key = wrapping.get(version);
    if (key === undefined) {
      throw new IntegrationError({ code: 'wrapped-key-version-missing', category: 'configuration' });
    }
    return key;
  }

  function wrapKey(recordId: string, key: Buffer): Buffer {
    if (key.length !== 32) {
      throw new RangeError('A key has 32 bytes.');
    }
    const version = Buffer.alloc(2);
    version.writeUInt16BE(file.current);
    const sealed = sealBytes(wrappingKey(file.current), contextOfKey(recordId, file.current), key);
    return Buffer.concat([version, sealed]);
  }

  function unwrapKey(recordId: string, wrapped: Buffer): Buffer {
    const version = versionOf(wrapped);
    const key = wrappingKey(version);
    return openBytes(key, contextOfKey(recordId, version), wrapped.subarray(2), 'wrapped-key-damaged');
  }

  function receiptCode(caseId: string, version: number): string {
    const mac = createHmac('sha256', receiptKey)
      .update(contextOf(caseId, String(version)))
      .digest();
    return formatReceiptCode(mac.subarray(0, 10));
  }

  return {
    currentVersion: file.current,
    newKey: () => randomBytes(32),
    wrapKey,
    unwrapKey,
    versionOf,
    rewrap: (recordId, wrapped) =>
      versionOf(wrapped) === file.current ? wrapped : wrapKey(recordId, unwrapKey(recordId, wrapped)),
    lookUp: (pin) => createHmac('sha256', lookUpKey).update(pin.replace(/\s/gu, '')).digest('hex'),
    receiptCode,
    draftLink: (draftId) => createHmac('sha256', draftLinkKey).update(contextOf(draftId)).digest('base64url'),
    noteMark: (text) => createHmac('sha256', noteKey).update(text).digest('hex'),
    followLink: (followerId, purpose) =>
      createHmac('sha256', followLinkKey).update(contextOf(followerId, purpose)).digest('base64url'),
    isReceiptCode: (typed, caseId, version) =>
      isSameReceiptCode(parseReceiptCode(typed) ?? '', receiptCode(caseId, version)),
  };
}

function versionOf(wrapped: Buffer): number {
  if (wrapped.length < 2) {
    throw new IntegrationError({ code: 'wrapped-key-damaged', category: 'integrity' });
  }
  return wrapped.readUInt16BE();
}

function contextOfKey(recordId: string, version: number): Buffer {
  return contextOf('shailoo key', recordId, String(version));
}

function subKey(root: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), purpose, 32));
}
