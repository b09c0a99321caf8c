import type { Logger } from 'pino';
import { faultFacts } from '../operations/fault-facts.ts';

/** A piece of work done again and again; never twice at the same time. */
export type Repeated = {
  /** Does the next round now, or right after the running one. */
  nudge: () => void;
  /** No further round; resolves when the running one has ended. */
  stop: () => Promise<void>;
};

export type RepeatOptions = {
  name: string;
  /** How long after a round's end the next one begins; a function is asked at that end. */
  everyMs: number | (() => number);
  /** The first round waits too: it belongs to an hour, not to the start of the process. */
  waitsFirst?: boolean;
  /** A round. `true` asks for the next one at once, because there is more to do. */
  round: () => Promise<boolean | void>;
  log: Logger;
  onEnd?: (name: string, error: unknown) => void;
};

/** Repeats a round every `everyMs` after the last one ended. A failed round is logged by its code and tried again. */
export function repeat({ name, everyMs, waitsFirst = false, round, log, onEnd }: RepeatOptions): Repeated {
  let isStopped = false;
  let isNudged = false;
  let wake: () => void = () => undefined;
  const pause = (): Promise<void> =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, typeof everyMs === 'number' ? everyMs : everyMs());
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const work = async (): Promise<void> => {
    if (waitsFirst) await pause();
    while (!isStopped) {
      isNudged = false;
      const hasMore = await attempt(name, round, log, onEnd);
      if (hasMore || isNudged || isStopped) continue;
      await pause();
    }
  };
  const working = work();
  const nudge = (): void => {
    isNudged = true;
    wake();
  };
  const stop = async (): Promise<void> => {
    isStopped = true;
    wake();
    await working;
  };
  return { nudge, stop };
}

async function attempt(
  name: string,
  round: RepeatOptions['round'],
  log: Logger,
  onEnd: RepeatOptions['onEnd'],
): Promise<boolean> {
  try {
    const hasMore = (await round()) === true;
    onEnd?.(name, undefined);
    return hasMore;
  } catch (error) {
    const code = Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
    log.error({ round: name, code, ...(code === 'DEFECT' ? { fault: faultFacts(error) } : {}) }, 'a round failed');
    onEnd?.(name, error);
    return false;
  }
}
