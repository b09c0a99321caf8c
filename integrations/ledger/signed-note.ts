import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { IntegrationError } from '../integration-error.ts';

/** A key that others check notes with. `text` is its form in policies and on paper: `name+id+key`. */
export type VerifierKey = { name: string; id: string; text: string; publicKey: KeyObject };

/** A key that signs notes, and what checks them. */
export type SignerKey = { verifier: VerifierKey; privateKey: KeyObject };

/** The byte before a public key that says what its signatures are over. C2SP signed-note and tlog-cosignature. */
export const signatureTypes = { note: 0x01, cosignature: 0x04 } as const;
type SignatureType = keyof typeof signatureTypes;

const seedLength = 32;
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** The key of a 32-byte Ed25519 seed under a name without spaces and plus. C2SP signed-note, “Ed25519 signatures”. */
export function signerKeyOf(name: string, seed: Uint8Array, type: SignatureType = 'note'): SignerKey {
  if (seed.length !== seedLength) throw invalidKey();
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(spkiHead.length);
  return { verifier: verifierKeyOf(name, raw, type), privateKey };
}

/** Reads a verifier key `name+id+base64`, as golang.org/x/mod/sumdb/note writes it. Throws `note-key-invalid`. */
export function parseVerifierKey(text: string, type: SignatureType = 'note'): VerifierKey {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes[0] !== signatureTypes[type] || bytes.length !== 33 || bytes.toString('base64') !== encoded)
    throw invalidKey();
  const key = verifierKeyOf(name, bytes.subarray(1), type);
  if (key.id !== id) throw invalidKey();
  return key;
}

/** Signs a text that ends with a line end. The note has the text, an empty line and the signature. C2SP signed-note. */
export function signNote(text: string, { verifier, privateKey }: SignerKey): string {
  if (!isNoteText(text)) throw new IntegrationError({ code: 'note-invalid', category: 'invalid-input' });
  const signature = Buffer.concat([Buffer.from(verifier.id, 'hex'), sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${verifier.name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note that one of the keys has signed. Signatures of unknown keys are passed over; one of a known key that
 * does not hold refuses the whole note. Throws `note-invalid` and `note-not-signed`.
 */
export function openNote(note: string, keys: readonly VerifierKey[]): string {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split('\n');
  if (end < 0 || !isNoteText(text) || lines.pop() !== '' || lines.length === 0 || lines.length > 100)
    throw invalidNote();
  let isSigned = false;
  for (const line of lines) {
    const signature = readSignatureLine(line);
    if (signature === undefined) throw invalidNote();
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.id);
    if (key === undefined) continue;
    if (!verify(null, Buffer.from(text), key.publicKey, signature.bytes)) throw notSigned();
    isSigned = true;
  }
  if (!isSigned) throw notSigned();
  return text;
}

/** Reads a line `— name base64(key id ‖ signature)`; undefined for what is none. C2SP signed-note, “Signatures”. */
export function readSignatureLine(line: string): { name: string; id: string; bytes: Buffer } | undefined {
  const [, name, encoded = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (name === undefined || bytes.length < 5) return undefined;
  return { name, id: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) };
}

function verifierKeyOf(name: string, raw: Uint8Array, type: SignatureType): VerifierKey {
  if (!/^[^\s+]+$/.test(name)) throw invalidKey();
  const typed = Buffer.concat([Buffer.from([signatureTypes[type]]), raw]);
  const id = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4).toString('hex');
  const publicKey = createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' });
  return { name, id, publicKey, text: `${name}+${id}+${typed.toString('base64')}` };
}

function isNoteText(text: string): boolean {
  const isPrintable = Buffer.from(text).every((byte) => byte >= 0x20 || byte === 0x0a);
  return text.endsWith('\n') && text.isWellFormed() && isPrintable;
}

function invalidKey(): IntegrationError {
  return new IntegrationError({ code: 'note-key-invalid', category: 'invalid-input' });
}

function invalidNote(): IntegrationError {
  return new IntegrationError({ code: 'note-invalid', category: 'invalid-answer' });
}

function notSigned(): IntegrationError {
  return new IntegrationError({ code: 'note-not-signed', category: 'integrity' });
}
