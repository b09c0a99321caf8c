import { openDocumentStore } from '../../processes/open-document-store.ts';
import { runProcess } from '../../processes/run-process.ts';
import { openKeyRing } from '../../integrations/key-ring/key-ring.ts';
import { legalClock } from '../../operations/clock/legal-clock.ts';
import { startTrainingClock } from '../../persistence/clock/legal-clock.ts';
import { openDatabase } from '../../persistence/database.ts';
import { loadPacks } from '../../persistence/law/load-pack.ts';
import { listElectionRows } from '../../persistence/people/read-people.ts';
import { loadDemonstration } from './load-demonstration.ts';
import { demonstrationStart } from './plan.ts';
import { followIssuer } from './follow-issuer.ts';

const seed = 20_270_124;

await runProcess('demonstration', async ({ environment, log, onStop }) => {
  const { databaseUrl, esiIssuer } = environment;
  if (databaseUrl === undefined || esiIssuer === undefined) throw new Error('DATABASE_URL and ESI_ISSUER are needed');
  const database = openDatabase(databaseUrl);
  onStop('database', () => database.close());
  if ((await listElectionRows(database)).length > 0) {
    await followIssuer(database, esiIssuer);
  } else {
    const keyRing = await openKeyRing({ file: environment.keyFile, createIfMissing: true });
    const documents = await openDocumentStore(environment);
    const context = { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database) };
    const count = await loadDemonstration(context, { seed, issuer: esiIssuer, onProgress: tell });
    log.info({ count }, 'demonstration loaded');
  }
  if (environment.trainingClock) await startTrainingClock(database, demonstrationStart);
  return 'done';
});

function tell(done: number, of: number): void {
  if (done % 100 === 0 || done === of) {
    process.send?.({ type: 'note', sentence: `acts of the demonstration election: ${done} of ${of}` });
  }
}
