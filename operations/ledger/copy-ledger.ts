import { IntegrationError } from '../../integrations/integration-error.ts';
import { signedPath, verifierKeyPath } from '../../integrations/ledger/ledger-files.ts';
import type { LedgerFiles, LedgerFolder } from '../../integrations/ledger/ledger-files.ts';
import { rootHash } from '../../integrations/ledger/merkle-tree.ts';
import { tileTree } from '../../integrations/ledger/tile-tree.ts';
import { bundlePath, tilePath, tilesSince } from '../../integrations/ledger/tiles.ts';
import { readPublishedLedger } from './ledger.ts';
import type { PublishedLedger } from './ledger.ts';

/** How many entries the copy has after a round, and how many files the round brought. */
export type CopiedLedger = { size: number; files: number };

/**
 * Brings a copy of the published ledger up to its checkpoint: entries and tiles, then every checkpoint signed meanwhile and
 * the key, then the checkpoint itself, so that who reads the copy at any moment finds whole what its checkpoint says. A round
 * that was cut short is gone through again and writes the same. The copy only grows: one that the ledger here does not
 * continue, or of another key, throws `ledger-copy-differs` and stays as it is, because it tells what was here before.
 */
export async function copyLedger(
  from: Pick<LedgerFolder, 'read' | 'signedSizes'>,
  to: LedgerFiles,
): Promise<CopiedLedger> {
  const [published, copied] = await Promise.all([readPublishedLedger(from), readPublishedLedger(to)]);
  const before = copied?.checkpoint.size ?? 0;
  if (copied !== null && !(await continues(from, published, copied))) throw differs();
  if (published === null || published.note === copied?.note) return { size: before, files: 0 };
  const { size } = published.checkpoint;
  const sizes = (await from.signedSizes()).filter((signed) => signed > before && signed <= size);
  const paths = [...pathsSince(before, size), ...sizes.map(signedPath), verifierKeyPath];
  for (const path of paths) {
    const bytes = await from.read(path);
    if (bytes === null) throw new IntegrationError({ code: 'ledger-tile-missing', category: 'not-found', cause: path });
    await to.add(path, bytes);
  }
  await to.replaceCheckpoint(published.note);
  return { size, files: paths.length + 1 };
}

/** Whether the ledger here begins with its copy and has the same key. */
async function continues(
  from: Pick<LedgerFolder, 'read'>,
  published: PublishedLedger | null,
  { key, checkpoint }: PublishedLedger,
): Promise<boolean> {
  if (published === null || published.key.text !== key.text) return false;
  const { size } = published.checkpoint;
  if (size < checkpoint.size) return false;
  return (await rootHash(tileTree(from, size), checkpoint.size)).equals(checkpoint.root);
}

/** The bundles of entries and the tiles that a ledger of `size` has and one of `before` had not, the lowest first. */
function pathsSince(before: number, size: number): string[] {
  const lowest = tilesSince(before, size, 0);
  const paths = lowest.flatMap((tile) => [bundlePath(tile), tilePath(tile)]);
  for (let level = 1, tiles = lowest; tiles.length > 0; level += 1) {
    tiles = tilesSince(before, size, level);
    paths.push(...tiles.map(tilePath));
  }
  return paths;
}

function differs(): IntegrationError {
  return new IntegrationError({ code: 'ledger-copy-differs', category: 'integrity' });
}
