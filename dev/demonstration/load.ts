import { existsSync, rmSync } from 'node:fs';
import { openDocumentStore } from '../../processes/open-document-store.ts';
import { runProcess } from '../../processes/run-process.ts';
import type { ProcessContext } from '../../processes/run-process.ts';
import { openKeyRing } from '../../integrations/key-ring/key-ring.ts';
import { legalClock } from '../../operations/clock/legal-clock.ts';
import type { OperationContext } from '../../operations/context.ts';
import { foundElection } from '../../operations/people/found-election.ts';
import { startTrainingClock } from '../../persistence/clock/legal-clock.ts';
import { openDatabase } from '../../persistence/database.ts';
import { loadPacks } from '../../persistence/law/load-pack.ts';
import { listElectionRows } from '../../persistence/people/read-people.ts';
import { clearInstallation, renewalMark } from './clear-installation.ts';
import { followIssuer } from './follow-issuer.ts';
import { loadDemonstration } from './load-demonstration.ts';
import { appointStaff } from './people.ts';
import { demonstrationStart } from './plan.ts';

const seed = 20_270_124;

await runProcess('demonstration', async (part) => {
  const { environment } = part;
  const { databaseUrl, esiIssuer } = environment;
  if (databaseUrl === undefined || esiIssuer === undefined) throw new Error('DATABASE_URL and ESI_ISSUER are needed');
  const documents = await openDocumentStore(environment);
  const mark = renewalMark(environment.home);
  const isRenewed = existsSync(mark) || process.argv.includes('--reset');
  if (isRenewed) await clearInstallation(databaseUrl, documents, environment);
  rmSync(mark, { force: true });
  const database = openDatabase(databaseUrl);
  part.onStop('database', () => database.close());
  const keyRing = await openKeyRing({ file: environment.keyFile, createIfMissing: true });
  const context = { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database) };
  const isFounded = (await listElectionRows(database)).length > 0;
  await (isFounded ? followIssuer(database, esiIssuer) : found(part, context, esiIssuer));
  if (environment.trainingClock) await startTrainingClock(database, demonstrationStart);
  return 'done';
});

/** An empty start has commissions and people but no complaint; the demonstration has forty. */
async function found({ environment, log }: ProcessContext, context: OperationContext, issuer: string): Promise<void> {
  if (environment.empty) {
    await appointStaff(context, await foundElection(context.database, 'pres-2027'), issuer);
    return;
  }
  tell('loading the demonstration election');
  const count = await loadDemonstration(context, { seed, issuer, onProgress });
  log.info({ count }, 'demonstration loaded');
}

function onProgress(done: number, of: number): void {
  if (done % 100 === 0 || done === of) tell(`acts of the demonstration election: ${done} of ${of}`);
}

function tell(sentence: string): void {
  process.send?.({ type: 'note', sentence });
}
