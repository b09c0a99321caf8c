import type { HiddenKind, RedactionGround } from './hidden-kinds.ts';

/** A hidden place: what kind of thing stood there and why it is hidden. What it was is nowhere in it. */
export type Hidden = { hidden: HiddenKind; ground: RedactionGround };

/** Words with hidden places, in reading order. */
export type Piece = string | Hidden;
export type Pieces = Piece[];

/** Stands for a hidden place where the pieces are one string: a single character that no detector takes for a value. */
export const hiddenSign = '█';

/** The words with a sign for every hidden place. */
export function joinPieces(pieces: Pieces): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : hiddenSign)).join('');
}

/** The words with the name of the kind in brackets for every hidden place, for titles and lists. */
export function plainPieces(pieces: Pieces, nameOf: (kind: HiddenKind) => string): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `[${nameOf(piece.hidden)}]`)).join('');
}
