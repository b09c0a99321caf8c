import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { registryActivities } from '../activities/registries/ask-registry.ts';
import { questionActivities, questionsOf } from '../activities/registries/question-activities.ts';
import { complaintActivities } from '../activities/complaints/complaint-activities.ts';
import { bundleProcedures, taskQueueOf } from '../integrations/temporal/bundle-procedures.ts';
import type { ProcedureBundle } from '../integrations/temporal/bundle-procedures.ts';
import { connectEngine } from '../integrations/temporal/engine.ts';
import type { Engine } from '../integrations/temporal/engine.ts';
import { startProcedureWorker } from '../integrations/temporal/start-procedure-worker.ts';
import type { ProcedureWorker } from '../integrations/temporal/start-procedure-worker.ts';
import { registryTaskQueue } from '../domain/complaints/registry-queue.ts';
import { startActivityWorker } from '../integrations/temporal/start-activity-worker.ts';
import { serviceGuard } from '../integrations/tunduk/client/service-guard.ts';
import type { ServiceGuard } from '../integrations/tunduk/client/service-guard.ts';
import { sharedOutages } from '../operations/registries/shared-outages.ts';
import type { TundukClient } from '../integrations/tunduk/client/tunduk-client.ts';
import type { OperationContext } from '../operations/context.ts';
import { rehydrate } from '../operations/records/rehydrate.ts';

export type FollowEngineOptions = {
  context: OperationContext;
  log: Logger;
  /** host:port of the engine, asked again and again; undefined while there is none. */
  address: () => string | undefined;
  namespace: string;
  /** Undefined where registries are not asked. */
  registries: TundukClient | undefined;
  /** The file that exports the procedures. */
  workflowsPath: string;
  onLag: (seconds: number) => void;
  onState: (isUp: boolean) => void;
};

export type FollowedEngine = {
  /** The engine while it answers. */
  current: () => Engine | undefined;
  /** Lets every open procedure look at the facts again, soon. */
  rehydrateSoon: () => void;
  stop: () => Promise<void>;
};

const lookEveryMs = 2_000;
const missesBeforeReconnecting = 5;
const nightMs = 24 * 3_600_000;
const recordsPerSecond = 40;
const longestPauseMs = 30_000;

/**
 * Keeps a worker on the engine, which may be absent, in the making, gone for a while or come back without its memory.
 * Each time it appears, and every night, open records get their procedures back from the facts.
 */
export function followEngine(options: FollowEngineOptions): FollowedEngine {
  const ending = new AbortController();
  const follower = new Follower(options, ending.signal);
  const following = follower.run();
  return {
    current: () => follower.engine,
    rehydrateSoon: () => void (follower.rehydratedAt = 0),
    stop: async () => {
      ending.abort();
      await following;
    },
  };
}

class Follower {
  engine: Engine | undefined;
  rehydratedAt = 0;
  readonly #options: FollowEngineOptions;
  readonly #signal: AbortSignal;
  #bundle: ProcedureBundle | undefined;
  #guard: ServiceGuard | undefined;

  constructor(options: FollowEngineOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  async run(): Promise<void> {
    for (let pauseMs = 1_000; !this.#signal.aborted;) {
      const address = this.#options.address();
      try {
        if (address !== undefined) {
          await this.#stayWith(address);
          pauseMs = 1_000;
        }
      } catch (error) {
        this.#options.log.warn({ code: codeOf(error) }, 'the engine is not there; everything else goes on');
        pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      }
      await this.#pause(pauseMs * (0.75 + Math.random() / 2));
    }
  }

  async #stayWith(address: string): Promise<void> {
    const { context, namespace, workflowsPath, onLag, log } = this.#options;
    const bundle = (this.#bundle ??= await bundleProcedures(workflowsPath));
    const engine = await connectEngine({ address, namespace, taskQueue: taskQueueOf(bundle) });
    try {
      await engine.identity();
      const activities = { ...complaintActivities(context), ...questionActivities(context) };
      const worker = await startProcedureWorker({ address, namespace, bundle, activities, onLag });
      log.info({ bundle: bundle.hash }, 'procedures run');
      const rest = new AbortController();
      const registries = await this.#askRegistries(address).catch(async (error: unknown) => {
        await worker.stop();
        throw error;
      });
      try {
        const ends = registries === undefined ? [worker.ended] : [worker.ended, registries.ended];
        await Promise.race([...ends, this.#watch(engine, address, AbortSignal.any([this.#signal, rest.signal]))]);
      } finally {
        rest.abort();
        this.#set(undefined);
        await Promise.all([worker.stop(), registries?.stop()]);
      }
    } finally {
      await engine.close().catch(() => undefined);
    }
  }

  /** One guard for the whole life of the process: a registry that is out stays out when the engine comes and goes. */
  async #askRegistries(address: string): Promise<ProcedureWorker | undefined> {
    const { context, namespace, registries: client, log } = this.#options;
    if (client === undefined) return undefined;
    const tell = (registry: string, change: 'opened' | 'closed') =>
      log.warn({ registry, change }, 'the outage of a registry');
    const guard = (this.#guard ??= serviceGuard(sharedOutages(context, tell)));
    const activities = registryActivities({ client, guard, requests: questionsOf(context) });
    return startActivityWorker({ address, namespace, taskQueue: registryTaskQueue, activities, parallel: 20 });
  }

  async #watch(engine: Engine, address: string, signal: AbortSignal): Promise<void> {
    let identity: string | undefined;
    let misses = 0;
    while (!signal.aborted && (this.#options.address() ?? address) === address) {
      const found = await engine.identity().catch(() => undefined);
      misses = found === undefined ? misses + 1 : 0;
      if (misses > missesBeforeReconnecting) return;
      const isBack = this.engine === undefined || found !== identity;
      this.#set(found === undefined ? undefined : engine);
      identity = found ?? identity;
      if (found !== undefined && (isBack || Date.now() - this.rehydratedAt > nightMs))
        await this.#rehydrate(engine, signal);
      await this.#pause(lookEveryMs);
    }
  }

  async #rehydrate(engine: Engine, signal: AbortSignal): Promise<void> {
    const { context, log } = this.#options;
    if (this.#bundle === undefined) return;
    this.rehydratedAt = Date.now();
    try {
      const taskQueue = taskQueueOf(this.#bundle);
      const done = await rehydrate(context, { engine, taskQueue, perSecond: recordsPerSecond, signal });
      log.info(done, 'open records have their procedures');
    } catch (error) {
      this.rehydratedAt = 0;
      if (!signal.aborted) log.warn({ code: codeOf(error) }, 'open records did not all get their procedures');
    }
  }

  #set(engine: Engine | undefined): void {
    this.engine = engine;
    this.#options.onState(engine !== undefined);
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#signal }).catch(() => undefined);
  }
}

function codeOf(error: unknown): string {
  return Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
}
