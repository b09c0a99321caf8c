import { IntegrationError } from '../integration-error.ts';
import { readCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { leafHash, verifyInclusion } from './merkle-tree.ts';
import type { VerifierKey } from './signed-note.ts';

/** A proof that an entry is in a ledger, checked without asking anybody. `note` is the signed checkpoint as it stands. */
export type InclusionFile = { index: number; proof: readonly Buffer[]; note: string; extra?: Uint8Array };

const head = 'c2sp.org/tlog-proof@v1';

/** The text of a `.tlog-proof` file. C2SP tlog-proof, “Format”. */
export function inclusionText({ index, proof, note, extra }: InclusionFile): string {
  const lines = [
    head,
    ...(extra === undefined ? [] : [`extra ${Buffer.from(extra).toString('base64')}`]),
    `index ${index}`,
    ...proof.map((hash) => hash.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${note}`;
}

/** Reads a `.tlog-proof` file. Throws `proof-invalid` for a text that is none. */
export function parseInclusion(text: string): InclusionFile {
  const end = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(0, end)).split('\n');
  const extra = lines[0]?.startsWith('extra ') === true ? lines.shift()?.slice(6) : undefined;
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const isWritten = lines.every(
    (line, place) => proof[place]?.length === 32 && proof[place].toString('base64') === line,
  );
  if (first !== head || index === undefined || !isWritten || proof.length > 63)
    throw new IntegrationError({ code: 'proof-invalid', category: 'invalid-input' });
  const note = text.slice(end + 2);
  return { index: Number(index), proof, note, ...(extra === undefined ? {} : { extra: Buffer.from(extra, 'base64') }) };
}

/**
 * Whether the entry is in the ledger by this proof: the checkpoint is signed by the key, and the way leads from the entry
 * to its root. Throws `proof-invalid`, `proof-wrong`, and what `readCheckpoint` throws; answers the checkpoint.
 */
export function checkInclusion(text: string, entry: Uint8Array, key: VerifierKey): Checkpoint {
  const { index, proof, note } = parseInclusion(text);
  const checkpoint = readCheckpoint(note, key);
  const { size, root } = checkpoint;
  if (!verifyInclusion({ index, size, leaf: leafHash(entry), proof, root }))
    throw new IntegrationError({ code: 'proof-wrong', category: 'integrity' });
  return checkpoint;
}
