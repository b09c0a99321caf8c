import { IntegrationError } from '../integration-error.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { leafHash } from './merkle-tree.ts';
import { hashOfPart } from './tile-tree.ts';
import { bundlePath, fullWidth, tilePath, tilesSince } from './tiles.ts';

/** An entry's length is written in two bytes. C2SP tlog-tiles, “Log entries”. */
const longestEntry = 65_535;

/** What a tree grows by. `entries` gives the bytes of the entries of a range, from the first to before the last. */
export type Growth = { before: number; size: number; entries: (from: number, to: number) => Promise<Uint8Array[]> };

/**
 * Writes the bundles and tiles of a tree that has grown from `before` to `size` entries. Doing it again writes the same
 * bytes; anything else throws `ledger-file-differs`, because what was published is never written over.
 */
export async function addEntries(files: LedgerFiles, { before, size, entries }: Growth): Promise<void> {
  for (const tile of tilesSince(before, size, 0)) {
    const first = tile.index * fullWidth;
    const bundle = await entries(first, first + tile.width);
    if (bundle.length !== tile.width)
      throw new IntegrationError({ code: 'ledger-entry-missing', category: 'integrity' });
    await files.add(bundlePath(tile), Buffer.concat(bundle.flatMap(withLength)));
    await files.add(tilePath(tile), Buffer.concat(bundle.map(leafHash)));
  }
  for (let level = 1; size >= fullWidth ** level; level += 1)
    for (const tile of tilesSince(before, size, level)) await addUpperTile(files, tile);
}

async function addUpperTile(files: LedgerFiles, tile: { level: number; index: number; width: number }): Promise<void> {
  const hashes: Buffer[] = [];
  for (let place = 0; place < tile.width; place += 1) {
    const path = tilePath({ level: tile.level - 1, index: tile.index * fullWidth + place, width: fullWidth });
    const below = await files.read(path);
    if (below === null) throw new IntegrationError({ code: 'ledger-tile-missing', category: 'not-found', cause: path });
    hashes.push(hashOfPart(below, 0, fullWidth));
  }
  await files.add(tilePath(tile), Buffer.concat(hashes));
}

function withLength(entry: Uint8Array): Uint8Array[] {
  if (entry.length > longestEntry)
    throw new IntegrationError({ code: 'ledger-entry-too-long', category: 'over-limit' });
  const length = Buffer.alloc(2);
  length.writeUInt16BE(entry.length);
  return [length, entry];
}
