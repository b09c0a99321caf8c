import { createHash } from 'node:crypto';

/** The hash of a whole subtree: of 2^height leaves, the first of which is `index · 2^height`. 32 bytes. */
export type Subtrees = (height: number, index: number) => Promise<Buffer>;

/** Bytes of a hash. */
export const hashLength = 32;

/** The hash of a leaf: SHA-256(0x00 ‖ entry). RFC 6962, section 2.1. */
export function leafHash(entry: Uint8Array): Buffer {
  return createHash('sha256').update(leafPrefix).update(entry).digest();
}

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). RFC 6962, section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

/** The root of a tree of `size` leaves; of an empty one SHA-256 of nothing. RFC 6962, section 2.1. */
export async function rootHash(subtrees: Subtrees, size: number): Promise<Buffer> {
  return size === 0 ? createHash('sha256').digest() : rangeHash(subtrees, 0, size);
}

/** The way from a leaf to the root of a tree, the leaf's sibling first. RFC 6962, section 2.1.1. */
export async function inclusionProof(subtrees: Subtrees, index: number, size: number): Promise<Buffer[]> {
  if (!isPlace(index) || !isPlace(size) || index >= size) throw new RangeError('no such leaf');
  const path = async (from: number, to: number): Promise<Buffer[]> => {
    if (to - from === 1) return [];
    const middle = from + leftPart(to - from);
    return index < middle
      ? [...(await path(from, middle)), await rangeHash(subtrees, middle, to)]
      : [...(await path(middle, to)), await rangeHash(subtrees, from, middle)];
  };
  return path(0, size);
}

/** Shows that the first `before` leaves of a tree of `size` are the earlier tree. RFC 6962, section 2.1.2. */
export async function consistencyProof(subtrees: Subtrees, before: number, size: number): Promise<Buffer[]> {
  if (!isPlace(before) || !isPlace(size) || before === 0 || before > size) throw new RangeError('no such trees');
  const part = async (from: number, to: number, isWhole: boolean): Promise<Buffer[]> => {
    if (before === to) return isWhole ? [] : [await rangeHash(subtrees, from, to)];
    const middle = from + leftPart(to - from);
    return before <= middle
      ? [...(await part(from, middle, isWhole)), await rangeHash(subtrees, middle, to)]
      : [...(await part(middle, to, false)), await rangeHash(subtrees, from, middle)];
  };
  return part(0, size, true);
}

/** Whether the proof leads from the leaf at `index` to the root of a tree of `size`. RFC 9162, section 2.1.3.2. */
export function verifyInclusion(claim: {
  index: number;
  size: number;
  leaf: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}): boolean {
  const { index, size, leaf, proof, root } = claim;
  if (!isPlace(index) || !isPlace(size) || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  const walk = new Walk(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (walk.isOver) return false;
    hash = walk.isRight() ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    walk.up();
  }
  return walk.isOver && Buffer.from(hash).equals(root);
}

/**
 * Whether the tree of `size` begins with the tree of `before`. A proof from an empty tree shows nothing and is refused.
 * RFC 9162, section 2.1.4.2.
 */
export function verifyConsistency(claim: {
  before: number;
  size: number;
  beforeRoot: Uint8Array;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}): boolean {
  const { before, size, beforeRoot, root, proof } = claim;
  if (!isPlace(before) || !isPlace(size) || before === 0 || before > size) return false;
  if (![beforeRoot, root, ...proof].every(isHash)) return false;
  if (before === size) return proof.length === 0 && Buffer.from(beforeRoot).equals(root);
  const [first, ...rest] = isPowerOfTwo(before) ? [beforeRoot, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  const walk = new Walk(before - 1, size - 1);
  walk.skipRight();
  let [earlier, later] = [first, first];
  for (const sibling of rest) {
    if (walk.isOver) return false;
    if (walk.isRight()) {
      earlier = nodeHash(sibling, earlier);
      later = nodeHash(sibling, later);
    } else later = nodeHash(later, sibling);
    walk.up();
  }
  return walk.isOver && Buffer.from(earlier).equals(beforeRoot) && Buffer.from(later).equals(root);
}

/** A place and the last place of its level, on the way up. Plain numbers: a tree may pass 2^31 leaves. */
class Walk {
  #place: number;
  #last: number;
  constructor(place: number, last: number) {
    this.#place = place;
    this.#last = last;
  }
  get isOver(): boolean {
    return this.#last === 0;
  }
  /** Whether the node has its sibling at the left; a node without one at the right goes up until it has. */
  isRight(): boolean {
    if (this.#place % 2 === 0 && this.#place !== this.#last) return false;
    while (this.#place % 2 === 0 && this.#place !== 0) this.up();
    return true;
  }
  skipRight(): void {
    while (this.#place % 2 === 1) this.up();
  }
  up(): void {
    this.#place = Math.floor(this.#place / 2);
    this.#last = Math.floor(this.#last / 2);
  }
}

async function rangeHash(subtrees: Subtrees, from: number, to: number): Promise<Buffer> {
  const length = to - from;
  if (isPowerOfTwo(length)) return subtrees(Math.log2(length), from / length);
  const middle = from + leftPart(length);
  return nodeHash(await rangeHash(subtrees, from, middle), await rangeHash(subtrees, middle, to));
}

/** The largest power of two below a length. */
function leftPart(length: number): number {
  let part = 1;
  while (part * 2 < length) part *= 2;
  return part;
}

function isPowerOfTwo(value: number): boolean {
  let power = 1;
  while (power < value) power *= 2;
  return power === value;
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === hashLength;
}
