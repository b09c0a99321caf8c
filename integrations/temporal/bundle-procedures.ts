import { createHash } from 'node:crypto';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The code of the procedures as the engine's worker runs it, the fingerprint of what it does, and the files it is made of. */
export type ProcedureBundle = { code: string; hash: string; modules: readonly string[] };

/** Bundles the procedures that the file at `workflowsPath` exports. The same sources give the same hash. */
export async function bundleProcedures(workflowsPath: string): Promise<ProcedureBundle> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  const [, plain = code, map = ''] = /^(.*)\n\/\/# sourceMappingURL=data:[^,]*,(\S*)\s*$/s.exec(code) ?? [];
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  return { code, hash, modules: modulesOf(map) };
}

/** Names of the bundled source files, from the map that comes with the code. */
function modulesOf(map: string): string[] {
  const { sources } = JSON.parse(Buffer.from(map, 'base64').toString('utf8') || '{"sources":[]}') as {
    sources: string[];
  };
  return sources;
}

/**
 * The queue of a bundle: its hash is part of the name, so that a worker never replays a procedure that another bundle
 * began. Such procedures are started anew from the facts instead.
 */
export function taskQueueOf({ hash }: ProcedureBundle): string {
  return `complaint-adjudication-${hash}`;
}
