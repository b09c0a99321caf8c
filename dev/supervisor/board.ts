import { readPartsBoard, writePartsBoard } from '../../processes/parts-board.ts';
import type { PartName, PartsBoard, PartState } from '../../processes/parts-board.ts';

export type Board = {
  set: (name: PartName, state: PartState) => void;
  get: (name: PartName) => PartState | undefined;
};

/** The board of parts that this start maintains; everything an earlier start said is forgotten. */
export function openBoard(home: string): Board {
  let parts: PartsBoard = {};
  writePartsBoard(home, parts);
  const set = (name: PartName, state: PartState) => {
    parts = { ...parts, [name]: state };
    writePartsBoard(home, parts);
  };
  return { set, get: (name) => parts[name] };
}

/** Says on the board of a home that everything has stopped. */
export function closeBoard(home: string): void {
  const stopped = Object.keys(readPartsBoard(home)).map((name) => [name, { state: 'stopped' }]);
  writePartsBoard(home, Object.fromEntries(stopped));
}
