import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { ActivityInterceptorsFactory, LogEntry } from '@temporalio/worker';
import type { ProcedureBundle } from './bundle-procedures.ts';
import { taskQueueOf } from './bundle-procedures.ts';
import { engineFailure } from './engine-failure.ts';

/** A worker that carries procedures out. `ended` resolves when it ends by `stop`, rejects when it ends by itself. */
export type ProcedureWorker = { ended: Promise<void>; stop: () => Promise<void> };

export type ProcedureWorkerOptions = {
  address: string;
  namespace: string;
  bundle: ProcedureBundle;
  /** Activities by name, each taking and giving plain JSON. */
  activities: object;
  /** Seconds between asking for an activity and its beginning. */
  onLag?: (seconds: number) => void;
};

let isRuntimeInstalled = false;

/**
 * Takes over the SDK's logging, once per process, before anything else of it is used. The process ends workers itself, so
 * the SDK listens to no signal.
 */
export function installProcedureRuntime(onLog: (level: string, message: string) => void): void {
  if (isRuntimeInstalled) return;
  isRuntimeInstalled = true;
  const logger = new DefaultLogger('WARN', ({ level, message }: LogEntry) => onLog(level, message));
  const filter = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { filter, forward: {} } } });
}

/** Starts a worker; rejects with `engine-unavailable` when the engine does not answer. Sized for two cores. */
export async function startProcedureWorker(options: ProcedureWorkerOptions): Promise<ProcedureWorker> {
  const { address, namespace, bundle, activities, onLag } = options;
  const connection = await NativeConnection.connect({ address }).catch((error: unknown) => {
    throw engineFailure(error);
  });
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue: taskQueueOf(bundle),
      workflowBundle: { code: bundle.code },
      activities,
      maxCachedWorkflows: 1_000,
      maxConcurrentWorkflowTaskExecutions: 40,
      workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 20 },
      maxConcurrentActivityTaskExecutions: 10,
      stickyQueueScheduleToStartTimeout: '5s',
      shutdownGraceTime: '2s',
      shutdownForceTime: '4s',
      interceptors: { activity: [lagInterceptor(onLag)] },
    });
    return runToItsEnd(worker, connection);
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw engineFailure(error);
  }
}

/** Runs a worker until it is stopped, and closes its connection after it. */
export function runToItsEnd(worker: Worker, connection: NativeConnection): ProcedureWorker {
  const ended = closedAfter(worker.run(), connection);
  ended.catch(() => undefined);
  const stop = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended.catch(() => undefined);
  };
  return { ended, stop };
}

async function closedAfter(run: Promise<void>, connection: NativeConnection): Promise<void> {
  try {
    await run;
  } finally {
    await connection.close().catch(() => undefined);
  }
}

function lagInterceptor(onLag: ProcedureWorkerOptions['onLag']): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute: (input, next) => {
        onLag?.(Math.max(0, Date.now() - info.currentAttemptScheduledTimestampMs) / 1_000);
        return next(input);
      },
    },
  });
}
