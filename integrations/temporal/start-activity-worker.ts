import { NativeConnection, Worker } from '@temporalio/worker';
import { engineFailure } from './engine-failure.ts';
import { runToItsEnd } from './start-procedure-worker.ts';
import type { ProcedureWorker } from './start-procedure-worker.ts';

export type ActivityWorkerOptions = {
  address: string;
  namespace: string;
  taskQueue: string;
  /** Activities by name, each taking and giving plain JSON. */
  activities: object;
  /** How many may run at once. */
  parallel: number;
};

/** A worker for activities alone, on a queue of their own; rejects with `engine-unavailable` without an engine. */
export async function startActivityWorker(options: ActivityWorkerOptions): Promise<ProcedureWorker> {
  const { address, namespace, taskQueue, activities, parallel } = options;
  const connection = await NativeConnection.connect({ address }).catch((error: unknown) => {
    throw engineFailure(error);
  });
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      activities,
      maxConcurrentActivityTaskExecutions: parallel,
      shutdownGraceTime: '2s',
      shutdownForceTime: '4s',
    });
    return runToItsEnd(worker, connection);
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw engineFailure(error);
  }
}
