import { getHeapSpaceStatistics } from 'node:v8';

const windows = 5;
const perWindow = 30;

/**
 * How many bytes a turn of the work leaves among the old objects, which V8 collects rarely: the median of several stretches,
 * as a collection may fall into one. A request whose objects die with it leaves next to none.
 */
export async function bytesLeftOld(work: (turn: number) => Promise<unknown>): Promise<number> {
  let turn = 0;
  const run = async (turns: number): Promise<void> => {
    for (let done = 0; done < turns; done += 1) await work((turn += 1));
  };
  await run(perWindow);
  const left: number[] = [];
  for (let window = 0; window < windows; window += 1) {
    const before = usedByOldObjects();
    await run(perWindow);
    left.push((usedByOldObjects() - before) / perWindow);
  }
  return left.toSorted((one, other) => one - other)[Math.floor(windows / 2)] ?? 0;
}

function usedByOldObjects(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;
}
