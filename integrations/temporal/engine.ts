import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { engineFailure } from './engine-failure.ts';

/** What the engine says about the procedure of a complaint. `taskQueue` names the bundle it runs with. */
export type ProcedureDescription = { state: 'absent' } | { state: 'running' | 'closed'; taskQueue: string };

/** The engine as the product uses it. Every failure is an `IntegrationError`. */
export type Engine = {
  /** Wakes the procedure of a complaint and starts it when it does not run; safe to repeat. */
  wakeComplaint: (complaintId: string) => Promise<void>;
  /** Ends a running procedure and starts it anew from the facts, in one step. */
  restartComplaint: (complaintId: string) => Promise<void>;
  describeComplaint: (complaintId: string) => Promise<ProcedureDescription>;
  /** Changes when the engine has lost its memory: another database, another namespace. Fails when it does not answer. */
  identity: () => Promise<string>;
  close: () => Promise<void>;
};

export type EngineConfiguration = { address: string; namespace: string; taskQueue: string };

/** How long one question to the engine may take, retries included. */
const patienceMs = 5_000;

/** Name of the procedure's type, as the bundle exports it. */
export const complaintProcedure = 'complaintAdjudication';

/** The engine's id of a complaint's procedure: the random id of the record, nothing else. */
export function procedureId(complaintId: string): string {
  return `complaint/${complaintId}`;
}

/** Connects to the engine; rejects with `engine-unavailable` when there is none. */
export async function connectEngine({ address, namespace, taskQueue }: EngineConfiguration): Promise<Engine> {
  const connection = await inOurWords(() => Connection.connect({ address, connectTimeout: 5_000 }));
  const { workflow } = new Client({ connection, namespace });
  const ask = <T>(work: () => Promise<T>): Promise<T> =>
    inOurWords(() => connection.withDeadline(Date.now() + patienceMs, work));
  const start = (complaintId: string) =>
    ({ workflowId: procedureId(complaintId), taskQueue, args: [{ complaintId }] }) as const;
  return {
    wakeComplaint: async (id) => {
      const wake = { ...start(id), signal: 'wake', signalArgs: [] };
      await ask(() => workflow.signalWithStart(complaintProcedure, wake));
    },
    restartComplaint: async (id) => {
      const anew = { ...start(id), workflowIdConflictPolicy: 'TERMINATE_EXISTING' } as const;
      await ask(() => workflow.start(complaintProcedure, anew));
    },
    describeComplaint: (id) => ask(() => describe(workflow, id)),
    identity: () => ask(() => identityOf(connection, namespace)),
    close: () => connection.close(),
  };
}

async function describe(workflow: Client['workflow'], complaintId: string): Promise<ProcedureDescription> {
  try {
    const { status, taskQueue } = await workflow.getHandle(procedureId(complaintId)).describe();
    return { state: status.name === 'RUNNING' ? 'running' : 'closed', taskQueue };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { state: 'absent' };
    throw error;
  }
}

async function identityOf({ workflowService }: Connection, namespace: string): Promise<string> {
  const { namespaceInfo } = await workflowService.describeNamespace({ namespace });
  return namespaceInfo?.id ?? '';
}

async function inOurWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw engineFailure(error);
  }
}
