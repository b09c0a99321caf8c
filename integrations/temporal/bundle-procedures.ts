import { createHash } from 'node:crypto';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The code of the procedures as the engine's worker runs it, and the fingerprint of what it does. */
export type ProcedureBundle = { code: string; hash: string };

/** Bundles the procedures that the file at `workflowsPath` exports. The same sources give the same hash. */
export async function bundleProcedures(workflowsPath: string): Promise<ProcedureBundle> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  const withoutSourceMap = code.replace(/\n\/\/# sourceMappingURL=.*\s*$/s, '');
  return { code, hash: createHash('sha256').update(withoutSourceMap).digest('hex').slice(0, 12) };
}

/**
 * The queue of a bundle: its hash is part of the name, so that a worker never replays a procedure that another bundle
 * began. Such procedures are started anew from the facts instead.
 */
export function taskQueueOf({ hash }: ProcedureBundle): string {
  return `complaint-adjudication-${hash}`;
}
