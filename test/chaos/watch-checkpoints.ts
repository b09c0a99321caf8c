import { setTimeout as sleep } from 'node:timers/promises';

/** Somebody outside who keeps every checkpoint that the portal shows. */
export type CheckpointWatch = { stop: () => Promise<string[]> };

const everyMs = 500;

/** Looks at the portal's checkpoint again and again, whatever happens to the portal; the last look is at the end. */
export function watchCheckpoints(portal: string): CheckpointWatch {
  const ending = new AbortController();
  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    const answer = await fetch(`${portal}/ledger/checkpoint`);
    if (answer.ok) seen.add(await answer.text());
  };
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await look().catch(() => undefined);
      await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      await watching;
      await look();
      return [...seen];
    },
  };
}
