import { randomUUID } from 'node:crypto';
import type { EvidenceStore } from '../../integrations/tunduk/client/evidence-store.ts';
import { largestMessage } from '../../integrations/tunduk/protocol/read-xml.ts';
import { findEvidenceKey, insertEvidence } from '../../persistence/tunduk/evidence-rows.ts';
import type { OperationContext } from '../context.ts';

const limit = 2 * largestMessage;

/**
 * The evidence of attempts in the document store: each side encrypted under a key of its own, which the master key wraps.
 * The row is written after the bytes; bytes without a row are swept like every other upload that was cut short.
 */
export function documentEvidenceStore({ documents, database, keyRing }: OperationContext): EvidenceStore {
  return {
    async keep({ exchangeId, attempt }, kind, bytes) {
      const id = randomUUID();
      const key = keyRing.newKey();
      const stored = await documents.put(id, oneChunk(bytes), { key, limit });
      const wrappedKey = keyRing.wrapKey(id, key);
      await insertEvidence(database, {
        id,
        exchangeId,
        attempt,
        kind,
        bytes: stored.bytes,
        sha256: stored.sha256,
        wrappedKey,
      });
      return id;
    },
    async read(id) {
      const wrapped = await findEvidenceKey(database, id);
      if (wrapped === undefined) throw new RangeError('there is no such evidence');
      const pieces: Buffer[] = [];
      for await (const piece of documents.get(id, { key: keyRing.unwrapKey(id, wrapped) })) pieces.push(piece);
      return Buffer.concat(pieces);
    },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
