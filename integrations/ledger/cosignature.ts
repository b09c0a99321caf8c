import { sign, verify } from 'node:crypto';
import { readSignatureLine } from './signed-note.ts';
import type { SignerKey, VerifierKey } from './signed-note.ts';

/** That a witness has seen a ledger grow as it should: who, and when by the witness' own clock, in seconds since 1970. */
export type Cosignature = { witness: VerifierKey; time: number; line: string };

const timeLength = 8;

/** The line with which a witness signs the text of a checkpoint. C2SP tlog-cosignature, “Ed25519 signed message”. */
export function cosign(text: string, time: number, { verifier, privateKey }: SignerKey): string {
  const stamp = Buffer.alloc(timeLength);
  stamp.writeBigUInt64BE(BigInt(time));
  const signature = sign(null, messageOf(text, time), privateKey);
  return `— ${verifier.name} ${Buffer.concat([Buffer.from(verifier.id, 'hex'), stamp, signature]).toString('base64')}`;
}

/** The cosignatures of these witnesses under a checkpoint that hold. Everything else is passed over. */
export function cosignaturesOf(note: string, witnesses: readonly VerifierKey[]): Cosignature[] {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  return note
    .slice(end + 2)
    .split('\n')
    .flatMap((line) => {
      const read = readSignatureLine(line);
      const witness = witnesses.find(({ name, id }) => name === read?.name && id === read.id);
      if (read === undefined || witness === undefined || read.bytes.length !== timeLength + 64) return [];
      const time = Number(read.bytes.readBigUInt64BE());
      const holds = verify(null, messageOf(text, time), witness.publicKey, read.bytes.subarray(timeLength));
      return holds ? [{ witness, time, line }] : [];
    });
}

function messageOf(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}
