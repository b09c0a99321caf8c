import { createHash } from 'node:crypto';
import { nodeHash } from './merkle-tree.ts';

/**
 * What has to be kept of the first `size` leaves to go on with a tree: the hashes of its whole subtrees, the largest
 * first, one for each bit of the size. RFC 6962, section 2.1, read from the left.
 */
export type CompactRange = { size: number; hashes: readonly Buffer[] };

/** The range with one more leaf. Throws for hashes that are not those of a range of its size. */
export function appendLeaf({ size, hashes }: CompactRange, leaf: Buffer): CompactRange {
  const kept = [...hashes];
  let hash = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = kept.pop();
    if (left === undefined) throw new RangeError('the range has fewer hashes than its size');
    hash = nodeHash(left, hash);
  }
  return { size: size + 1, hashes: [...kept, hash] };
}

/** The root of the tree; of an empty one SHA-256 of nothing. */
export function rootOfRange({ hashes }: CompactRange): Buffer {
  const [last, ...others] = hashes.toReversed();
  if (last === undefined) return createHash('sha256').digest();
  return others.reduce((right, left) => nodeHash(left, right), last);
}
