import { IntegrationError } from '../integration-error.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { hashLength, nodeHash } from './merkle-tree.ts';
import type { Subtrees } from './merkle-tree.ts';
import { tilePath, tileWidth } from './tiles.ts';

/** How many levels of the tree one tile spans. */
const tileHeight = 8;

/**
 * The subtrees of a tree of `size` leaves, read from its tiles; a tile is read once. Throws `ledger-tile-missing`, and
 * `ledger-tile-damaged` for one of a wrong length.
 */
export function tileTree(files: Pick<LedgerFiles, 'read'>, size: number): Subtrees {
  const known = new Map<string, Promise<Buffer>>();
  const tileOf = (level: number, index: number): Promise<Buffer> => {
    const path = tilePath({ level, index, width: tileWidth(size, level, index) });
    const reading = known.get(path) ?? readTile(files, path, tileWidth(size, level, index));
    known.set(path, reading);
    return reading;
  };
  return async (height, index) => {
    const level = Math.floor(height / tileHeight);
    const count = 2 ** (height - level * tileHeight);
    const first = index * count;
    const tile = await tileOf(level, Math.floor(first / 2 ** tileHeight));
    return hashOfPart(tile, first % 2 ** tileHeight, count);
  };
}

/** The hash above `count` neighbours in a tile, a power of two. */
export function hashOfPart(tile: Buffer, first: number, count: number): Buffer {
  if (count === 1) return tile.subarray(first * hashLength, (first + 1) * hashLength);
  const half = count / 2;
  return nodeHash(hashOfPart(tile, first, half), hashOfPart(tile, first + half, half));
}

async function readTile(files: Pick<LedgerFiles, 'read'>, path: string, width: number): Promise<Buffer> {
  const tile = await files.read(path);
  if (tile === null) throw new IntegrationError({ code: 'ledger-tile-missing', category: 'not-found', cause: path });
  if (tile.length !== width * hashLength)
    throw new IntegrationError({ code: 'ledger-tile-damaged', category: 'integrity', cause: path });
  return tile;
}
