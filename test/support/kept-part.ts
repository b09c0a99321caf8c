import { setTimeout as sleep } from 'node:timers/promises';

/** A part that runs: `ended` resolves when it is gone, however it went. */
export type RunningPart = { ended: Promise<unknown>; stop: () => Promise<unknown> };

export type KeptPartOptions = {
  name: string;
  /** Starts it; resolves when it is ready, rejects when it does not come up. */
  launch: () => Promise<RunningPart>;
  /** The process to be killed, as soon as there is one, also while it starts. */
  pid: () => number | undefined;
};

/** A part that is started again whenever it ends, as a service manager would. */
export type KeptPart = {
  name: string;
  /** Sends SIGKILL to its process; false when there is none at this moment. */
  kill: () => boolean;
  /** Resolves when it is ready; at once when it is. */
  ready: () => Promise<void>;
  /** Milliseconds from each SIGKILL to the moment when it was ready again. */
  recoveries: readonly number[];
  stop: () => Promise<void>;
};

const pauseMs = 200;

/** Starts a part and keeps it up until it is stopped. Rejects when it does not come up the first time. */
export async function keepPart({ name, launch, pid }: KeptPartOptions): Promise<KeptPart> {
  const recoveries: number[] = [];
  let killedAt: number | undefined;
  let isStopping = false;
  let running: RunningPart | undefined = await launch();
  let isReady = Promise.withResolvers<void>();
  isReady.resolve();

  const comeUp = async (): Promise<void> => {
    while (!isStopping && running === undefined) {
      running = await launch().catch(() => undefined);
      if (running === undefined) await sleep(pauseMs);
    }
    if (killedAt !== undefined) recoveries.push(Date.now() - killedAt);
    killedAt = undefined;
    isReady.resolve();
  };
  const keepUp = async (): Promise<void> => {
    while (!isStopping) {
      await running?.ended;
      if (isStopping) return;
      running = undefined;
      isReady = Promise.withResolvers<void>();
      await comeUp();
    }
  };
  const keeping = keepUp();
  return {
    name,
    recoveries,
    kill: () => {
      const target = pid();
      if (target === undefined || !sendKill(target)) return false;
      killedAt ??= Date.now();
      return true;
    },
    ready: () => isReady.promise,
    stop: async () => {
      isStopping = true;
      await running?.stop();
      await keeping;
      await running?.stop();
    },
  };
}

function sendKill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
