import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { ledgerBucket } from '../integrations/ledger/ledger-bucket.ts';
import { ledgerFolder } from '../integrations/ledger/ledger-files.ts';
import { legalClock } from '../operations/clock/legal-clock.ts';
import { verifyDocuments } from '../operations/documents/verify-documents.ts';
import type { LedgerReader } from '../operations/ledger/ledger.ts';
import { verifyLedger } from '../operations/ledger/verify-ledger.ts';
import type { Fault } from '../operations/records/fault.ts';
import { verifyRecords } from '../operations/records/verify-records.ts';
import { openDatabase } from '../persistence/database.ts';
import { loadPacks } from '../persistence/law/load-pack.ts';
import { databaseUrl } from './database-url.ts';
import { readEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { openDocumentStore } from './open-document-store.ts';

/**
 * `npm run verify`: checks records against their events, events against the ledger and its published checkpoint (set
 * `LEDGER_FOLDER` to a copy that others keep, or say `--copy` for the one in the bucket `LEDGER_COPY_BUCKET`), and
 * documents against their hashes. Prints a line for every fault and one for the whole; status 1 when there is a fault, 2 when
 * it could not look.
 */
try {
  process.exitCode = await verify(readEnvironment(process.env));
} catch (error) {
  process.stderr.write(`verify could not look: ${Error.isError(error) ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function verify(environment: Environment): Promise<0 | 1> {
  const database = openDatabase(databaseUrl(environment), { role: 'shailoo_worker', max: 4 });
  try {
    const keyRing = await openKeyRing({ file: environment.keyFile, createIfMissing: false });
    const documents = await openDocumentStore(environment);
    const context = { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database) };
    let faults = 0;
    const tell = ({ fault, id, seq, detail }: Fault): void => {
      faults += 1;
      const place = [seq === undefined ? [] : [`event ${seq}`], detail === undefined ? [] : [detail]].flat().join(' ');
      process.stdout.write(`${fault} ${id}${place && ` ${place}`}\n`);
    };
    const { records, events } = await verifyRecords(context, tell);
    const ledger = await verifyLedger(context, publishedFiles(environment), tell);
    const read = await verifyDocuments(context, tell);
    const result = faults === 0 ? 'no fault' : `${faults} faults`;
    const published = ledger.published === null ? 'none published' : `${ledger.published} published`;
    process.stdout.write(`${ledger.entries} entries of the ledger, ${published}\n`);
    process.stdout.write(`${records} records, ${events} events, ${read} documents: ${result}\n`);
    return faults === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function publishedFiles({ ledgerFolder: folder, ledgerCopy }: Environment): LedgerReader {
  if (!process.argv.includes('--copy')) return ledgerFolder(folder);
  if (ledgerCopy === undefined) throw new Error('LEDGER_COPY_ENDPOINT is not set: there is no copy to read');
  return ledgerBucket(ledgerCopy);
}
