/** A tile: the hashes of consecutive subtrees of one height, 256 of them or, at the right edge, fewer. */
export type Tile = { level: number; index: number; width: number };

/** Hashes in a full tile, and entries in a full bundle. */
export const fullWidth = 256;

/** The path of a tile below the ledger's address: `tile/0/x001/x234/067.p/112`. C2SP tlog-tiles, “Merkle Tree”. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${placePath(index)}${partial(width)}`;
}

/** The path of a bundle of entries: `tile/entries/x001/x234/067.p/112`. C2SP tlog-tiles, “Log entries”. */
export function bundlePath({ index, width }: Pick<Tile, 'index' | 'width'>): string {
  return `tile/entries/${placePath(index)}${partial(width)}`;
}

/** How many hashes a tile of a level has in a tree of `size` leaves; 0 where there is no such tile. */
export function tileWidth(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / fullWidth ** level);
  return Math.max(0, Math.min(fullWidth, hashes - index * fullWidth));
}

/** The tiles of a level that a tree of `size` has, and that one of `before` had not or had narrower. */
export function tilesSince(before: number, size: number, level: number): Tile[] {
  const first = Math.floor(before / fullWidth ** (level + 1));
  const tiles: Tile[] = [];
  for (let index = first; tileWidth(size, level, index) > 0; index += 1) {
    const width = tileWidth(size, level, index);
    if (width !== tileWidth(before, level, index)) tiles.push({ level, index, width });
  }
  return tiles;
}

function partial(width: number): string {
  return width === fullWidth ? '' : `.p/${width}`;
}

function placePath(index: number): string {
  const last = String(index % 1000).padStart(3, '0');
  let path = last;
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  return path;
}
