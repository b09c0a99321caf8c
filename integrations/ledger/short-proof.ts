import { parseInclusion } from './inclusion-file.ts';
import { checkpointText, readCheckpoint } from './checkpoint.ts';
import { parseVerifierKey, readSignatureLine } from './signed-note.ts';

/**
 * What a printed proof says beside the way to the root. `header` are the fields that the chain hashes; the entry is not in
 * it, because it follows from the event.
 */
export type ProvenEvent = {
  number: string;
  salt: string;
  commitment: string;
  prev: string;
  header: {
    recordId: string;
    seq: number;
    subject: string;
    kind: string;
    schemaVersion: number;
    status: string;
    legalAt: string;
    recordedAt: string;
    actor: string;
    /** Only of what a deputy did for somebody: that person's id. */
    actingFor?: string;
  };
};

/** The first byte: without cosignatures, which older readers know too, with them, and done by a deputy. */
const versions = { plain: 1, cosigned: 2, byDeputy: 3 } as const;

/** So many cosignatures a QR takes at most: with more, its squares get too fine for paper. */
const mostCosignatures = 3;
const cosignatureLength = 8 + 64;

/**
 * A proof as short bytes, for a QR: version; number, origin, subject, kind, status, actor, each with its length in a byte;
 * record id (16); seq and schema version; legal and recording instant in microseconds since 1970 (8 each); salt, commitment
 * and previous hash (32 each); place and size of the ledger; how many hashes the way has and the hashes; key id (4) and
 * Ed25519 signature (64) of the checkpoint. Version 2 goes on with the number of cosignatures of witnesses and, of each, key id
 * (4), its own time in seconds since 1970 (8) and Ed25519 signature (64). Version 3 is of what a deputy did: as version 2, where
 * the number of cosignatures may be 0, and then the id of the person it was done for (16). Numbers that are not of fixed length are LEB128.
 * The root follows from the way.
 */
export function shortProof(event: ProvenEvent, proofFile: string, keyText: string): Buffer {
  const { index, proof, note } = parseInclusion(proofFile);
  const key = parseVerifierKey(keyText);
  const { origin, size, root } = readCheckpoint(note, key);
  const { header } = event;
  const lines = note.slice(checkpointText({ origin, size, root }).length);
  const cosignatures = cosignaturesIn(lines);
  const { actingFor } = header;
  const isCosigned = cosignatures.length > 0;
  const version = actingFor !== undefined ? versions.byDeputy : isCosigned ? versions.cosigned : versions.plain;
  return Buffer.concat([
    Buffer.from([version]),
    ...[event.number, origin, header.subject, header.kind, header.status, header.actor].map(shortText),
    idBytes(header.recordId),
    leb128(header.seq),
    leb128(header.schemaVersion),
    microseconds(header.legalAt),
    microseconds(header.recordedAt),
    ...[event.salt, event.commitment, event.prev].map((hex) => Buffer.from(hex, 'hex')),
    leb128(index),
    leb128(size),
    leb128(proof.length),
    ...proof,
    signatureOf(lines, key.name, key.id),
    ...(version === versions.plain ? [] : [leb128(cosignatures.length), ...cosignatures]),
    ...(actingFor === undefined ? [] : [idBytes(actingFor)]),
  ]);
}

/** The bytes as decimal digits: a QR holds three of them in ten bits. The first byte is not zero, so none is lost. */
export function digitsOf(bytes: Uint8Array): string {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`).toString();
}

/** The first cosignatures under a checkpoint, told by their length; the ledger's process has checked them. C2SP tlog-cosignature. */
function cosignaturesIn(lines: string): Buffer[] {
  return lines
    .split('\n')
    .flatMap((line) => {
      const read = readSignatureLine(line);
      return read?.bytes.length === cosignatureLength ? [Buffer.concat([Buffer.from(read.id, 'hex'), read.bytes])] : [];
    })
    .slice(0, mostCosignatures);
}

function signatureOf(lines: string, name: string, id: string): Buffer {
  for (const line of lines.split('\n')) {
    const [, signer, encoded = ''] = line.split(' ');
    const bytes = Buffer.from(encoded, 'base64');
    if (signer === name && bytes.subarray(0, 4).toString('hex') === id) return bytes;
  }
  throw new TypeError('a checkpoint that was read has no signature');
}

function shortText(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) throw new TypeError('a text of a printed proof is longer than 255 bytes');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function leb128(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; bytes.length === 0 || rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
  }
  return Buffer.from(bytes);
}

function microseconds(instant: string): Buffer {
  const [, seconds = '', fraction = ''] = /^(.*)\.(\d{6})Z$/.exec(instant) ?? [];
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Date.parse(`${seconds}Z`)) * 1_000n + BigInt(fraction));
  return bytes;
}
