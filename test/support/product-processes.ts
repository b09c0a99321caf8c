import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isPortFree } from '../../dev/parts/free-port.ts';
import { startSmtpCatcher } from '../../dev/mailbox/smtp-catcher.ts';
import { instant } from '../../domain/time/instant.ts';
import { openFolderDocumentStore } from '../../integrations/document-store/folder-document-store.ts';
import { openKeyRing } from '../../integrations/key-ring/key-ring.ts';
import { legalClock } from '../../operations/clock/legal-clock.ts';
import type { OperationContext } from '../../operations/context.ts';
import { foundElection } from '../../operations/people/found-election.ts';
import { startTrainingClock } from '../../persistence/clock/legal-clock.ts';
import { openDatabase } from '../../persistence/database.ts';
import { loadPacks } from '../../persistence/law/load-pack.ts';
import { migrate } from '../../persistence/migrate.ts';
import { foundStaff } from '../builders/staff.ts';
import type { Staff } from '../builders/staff.ts';
import { keepPostgres, keepProcess, keepTemporal } from './kept-processes.ts';
import type { KeptPart } from './kept-part.ts';

/** Who was there first: the election, the CEC, and its staff. */
export type Founded = { electionId: string; commissionId: string; cec: Staff };

export type ProductProcessesOptions = {
  temporalProgram: string;
  /** Who is in the database that lies in the home already; else a new one is founded. */
  founded?: Founded;
  /** More variables for the processes, such as another place of the ledger. */
  environment?: Record<string, string>;
};

/** The whole product as processes of their own, each of which can be killed and comes back by itself. */
export type ProductProcesses = Founded & {
  /** The inner product over the same database, for staff acts that are not made at the desk, and for the judges. */
  context: OperationContext;
  portal: string;
  desk: string;
  temporalAddress: string;
  ledgerFolder: string;
  /** The variables that the processes have. */
  environment: Record<string, string>;
  /** Every mail that was accepted: how often each Message-ID came. */
  mails: ReadonlyMap<string, number>;
  parts: ReadonlyMap<string, KeptPart>;
  stop: () => Promise<void>;
};

const start = instant('2027-01-11T04:00:00Z');
const portsOfAProduct = 11;

/**
 * Brings the product up in `home`, new with the CEC staffed and training time at the start of the demonstration, or as a
 * restored database has it.
 */
export async function startProductProcesses(
  home: string,
  { temporalProgram, founded, environment = {} }: ProductProcessesOptions,
): Promise<ProductProcesses> {
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o755);
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end().catch(() => undefined);
  };
  try {
    const postgres = await keepPostgres(home);
    ends.push(postgres.part.stop);
    await migrate(postgres.databaseUrl);
    const temporal = await keepTemporal(home, temporalProgram);
    ends.push(temporal.part.stop);
    const context = await contextIn(home, postgres.databaseUrl);
    ends.push(() => context.close());
    await startTrainingClock(context.database, start);
    const people = founded ?? (await found(context));
    const mails = new Map<string, number>();
    const smtp = await startSmtpCatcher({ port: 0, host: '127.0.0.1', keep: (raw) => keepMail(mails, raw) });
    ends.push(smtp.close);
    const port = await freeRow();
    const env = environmentOf({
      home,
      port,
      given: {
        DATABASE_URL: postgres.databaseUrl,
        TEMPORAL_ADDRESS: temporal.address,
        SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
        ...environment,
      },
    });
    const processes = await Promise.all(
      ['worker', 'ledger', 'portal', 'desk'].map(async (name) => {
        const part = await keepProcess(name, { home, env });
        ends.push(part.stop);
        return part;
      }),
    );
    return {
      ...people,
      context,
      portal: `http://127.0.0.1:${port}`,
      desk: `http://127.0.0.1:${port + 1}`,
      temporalAddress: temporal.address,
      ledgerFolder: environment['LEDGER_FOLDER'] ?? join(home, 'ledger'),
      environment: env,
      mails,
      parts: new Map([postgres.part, temporal.part, ...processes].map((part) => [part.name, part])),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function found(context: OperationContext): Promise<Founded> {
  const { electionId, commissions } = await foundElection(context.database, 'pres-2027');
  return { electionId, commissionId: commissions.cec, cec: await foundStaff(context, commissions.cec, electionId) };
}

async function contextIn(
  home: string,
  databaseUrl: string,
): Promise<OperationContext & { close: () => Promise<void> }> {
  const database = openDatabase(databaseUrl, { max: 10 });
  const keyRing = await openKeyRing({ file: join(home, 'keys', 'master.json'), createIfMissing: true });
  const documents = await openFolderDocumentStore({ folder: join(home, 'documents') });
  const clock = legalClock(database);
  return { database, keyRing, documents, packs: loadPacks(), clock, close: () => database.close() };
}

function environmentOf({
  home,
  port,
  given,
}: {
  home: string;
  port: number;
  given: Record<string, string>;
}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    ...given,
    SHAILOO_HOME: home,
    SHAILOO_PORT: String(port),
    SHAILOO_EMPTY: 'true',
    SHAILOO_TRAINING_CLOCK: 'true',
    ESI_ISSUER: 'http://127.0.0.1:1',
    ESI_CLIENT_SECRET: randomBytes(16).toString('hex'),
    LOG_LEVEL: 'warn',
  };
}

/** Taken once, however often it comes: two mails of one Message-ID are one mail to whoever gets them. */
async function keepMail(mails: Map<string, number>, raw: Buffer): Promise<void> {
  const [, id = ''] = /^message-id:\s*<([^>]+)>/im.exec(raw.toString('latin1')) ?? [];
  mails.set(id, (mails.get(id) ?? 0) + 1);
  return Promise.resolve();
}

async function freeRow(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const row = await Promise.all(Array.from({ length: portsOfAProduct }, (_, offset) => isPortFree(first + offset)));
    if (row.every(Boolean)) return first;
  }
}
