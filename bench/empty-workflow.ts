export { complaintAdjudication } from '../workflows/index.ts';

/** A procedure without a step: what the engine itself costs. */
export async function emptyWorkflow(): Promise<void> {
  await Promise.resolve();
}
