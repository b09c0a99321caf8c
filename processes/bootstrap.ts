import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { legalClock } from '../operations/clock/legal-clock.ts';
import { foundAppointment } from '../operations/people/appoint.ts';
import { foundElection } from '../operations/people/found-election.ts';
import { openDatabase } from '../persistence/database.ts';
import { loadPacks } from '../persistence/law/load-pack.ts';
import { migrate } from '../persistence/migrate.ts';
import { listCommissionRows, listElectionRows, upsertPerson } from '../persistence/people/read-people.ts';
import { readEnvironment } from './environment.ts';
import { openDocumentStore } from './open-document-store.ts';

const usage = `npm run bootstrap -- --issuer ADDRESS --sub SUB --name NAME
Founds the election and its commissions in an empty database and appoints the first chair of the Central Election
Commission, by the issuer and sub of the national sign-in. Every later appointment takes two people at the desk.`;

const { values } = parseArgs({
  options: { issuer: { type: 'string' }, sub: { type: 'string' }, name: { type: 'string' } },
});
const { issuer, sub, name } = values;
if (issuer === undefined || sub === undefined || name === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
} else {
  await bootstrap({ issuer, sub, name }).catch((error: unknown) => {
    process.stderr.write(`bootstrap failed: ${Error.isError(error) ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}

async function bootstrap(chair: { issuer: string; sub: string; name: string }): Promise<void> {
  const environment = readEnvironment(process.env);
  if (environment.databaseUrl === undefined) throw new Error('DATABASE_URL is not set');
  await migrate(environment.databaseUrl);
  const database = openDatabase(environment.databaseUrl);
  try {
    const keyRing = await openKeyRing({ file: environment.keyFile, createIfMissing: false });
    const documents = await openDocumentStore(environment);
    const context = { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database) };
    if ((await listElectionRows(database)).length === 0) await foundElection(database, 'pres-2027');
    const [election] = await listElectionRows(database);
    const cec = (await listCommissionRows(database)).find((row) => row.kind === 'cec');
    const [appointed] = await database.query({ text: `select from appointment where status = 'active' limit 1` });
    if (!election || !cec || appointed) throw new Error('this installation has its first appointment already');
    const personId = await upsertPerson(database, { id: randomUUID(), ...chair });
    const request = { commissionId: cec.id, electionId: election.id, personId, role: 'chair' as const };
    const outcome = await foundAppointment(context, request);
    process.stdout.write(outcome.ok ? 'the first chair is appointed\n' : `refused: ${outcome.refusal.code}\n`);
    process.exitCode = outcome.ok ? 0 : 1;
  } finally {
    await database.close();
  }
}
