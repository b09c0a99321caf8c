import { IntegrationError } from '../integration-error.ts';
import { hashLength } from './merkle-tree.ts';
import { openNote } from './signed-note.ts';
import type { VerifierKey } from './signed-note.ts';

/** How large a ledger was and what its root was. `origin` names the ledger. C2SP tlog-checkpoint. */
export type Checkpoint = { origin: string; size: number; root: Buffer };

/** The text of a checkpoint, which a key signs. C2SP tlog-checkpoint, “Note text”. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/**
 * Reads a signed checkpoint of the ledger that the key names. Throws what `openNote` throws, and `checkpoint-invalid` for
 * another origin or a text that is not one.
 */
export function readCheckpoint(note: string, key: VerifierKey): Checkpoint {
  const [origin, size = '', encoded = '', ...rest] = openNote(note, [key]).split('\n');
  const root = Buffer.from(encoded, 'base64');
  const isNumber = /^(0|[1-9]\d{0,15})$/.test(size) && Number.isSafeInteger(Number(size));
  const isRoot = root.length === hashLength && root.toString('base64') === encoded;
  if (origin !== key.name || !isNumber || !isRoot || rest.pop() !== '' || rest.includes(''))
    throw new IntegrationError({ code: 'checkpoint-invalid', category: 'invalid-answer' });
  return { origin, size: Number(size), root };
}
