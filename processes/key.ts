import { createKeyFile } from '../integrations/key-ring/key-file.ts';
import { createSignerKey } from '../integrations/ledger/checkpoint-signer.ts';
import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { countKeys, sumOfKeys } from '../operations/keys/rewrap-keys.ts';
import { rotateMasterKey } from '../operations/keys/rotate-master-key.ts';
import { openDatabase } from '../persistence/database.ts';
import type { Database } from '../persistence/database.ts';
import { databaseUrl } from './database-url.ts';
import { readEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';

const usage = `npm run key -- create   makes the master key file SHAILOO_KEY_FILE; refuses when it is there
npm run key -- rotate   adds a version and wraps every key in the database under it; stop portal, desk and worker before
npm run key -- status   says how many keys lie under each version
npm run key -- ledger   makes the key that signs the ledger, LEDGER_KEY_FILE, and prints the key that checks it;
                        with a NAME behind it for a ledger that begins anew, so that nobody takes it for the old one
rotate and status connect as the owner of the tables (DATABASE_URL).`;

const commands: Record<string, (environment: Environment, name?: string) => Promise<0 | 1>> = {
  create,
  rotate,
  status,
  ledger,
};
const [name = '', ...more] = process.argv.slice(2);
const mostArguments = name === 'ledger' ? 1 : 0;
const command = Object.hasOwn(commands, name) && more.length <= mostArguments ? commands[name] : undefined;
if (command === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await command(readEnvironment(process.env), more[0]);
  } catch (error) {
    process.stderr.write(`key ${name} failed: ${Error.isError(error) ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

async function create({ keyFile }: Environment): Promise<0> {
  await createKeyFile(keyFile);
  say('the master key is made; copy it to a safe place before anything is filed');
  return 0;
}

async function ledger({ ledgerKeyFile, publicUrl }: Environment, ledgerName?: string): Promise<0 | 1> {
  if (ledgerName !== undefined && !/^[a-z0-9-]{1,40}$/.test(ledgerName)) {
    say('the name of a ledger has small letters, digits and hyphens only');
    return 1;
  }
  const origin = [new URL(publicUrl).host, 'ledger', ...(ledgerName === undefined ? [] : [ledgerName])].join('/');
  const { verifier } = await createSignerKey(origin, ledgerKeyFile);
  say(verifier.text);
  say(
    'print this line where everybody can read it: checkpoints are checked with it; only the process of the ledger may read the key file',
  );
  return 0;
}

async function rotate(environment: Environment): Promise<0 | 1> {
  const rotation = await withOwner(environment, (database) => rotateMasterKey(database, environment.keyFile));
  if (rotation === undefined) {
    say('another rotation is under way; nothing was done');
    return 1;
  }
  const { version, isNew, keys, unopened } = rotation;
  if (!isNew) say('a rotation had been cut short and is finished; no version was added');
  for (const id of unopened) say(`does not open: ${id}`);
  say(`version ${version}: ${sumOfKeys(keys)} keys wrapped anew (${inWords(keys)}), ${unopened.length} do not open`);
  say('copy the key file, then start portal, desk and worker: they do not know the version before');
  return unopened.length === 0 ? 0 : 1;
}

async function status(environment: Environment): Promise<0> {
  const keyRing = await openKeyRing({ file: environment.keyFile, createIfMissing: false });
  const counts = await withOwner(environment, (database) => countKeys({ database, keyRing }));
  const versions = [...new Set([...counts.keys(), keyRing.currentVersion])].toSorted((a, b) => a - b);
  for (const version of versions) {
    const keys = counts.get(version);
    const isCurrent = version === keyRing.currentVersion ? ' (current)' : '';
    say(`version ${version}${isCurrent}: ${keys === undefined ? 'no keys' : inWords(keys)}`);
  }
  return 0;
}

async function withOwner<T>(environment: Environment, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(databaseUrl(environment), { max: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function inWords(keys: { record: number; draft: number; stagedDocument: number; upload: number }): string {
  return `${keys.record} cases, ${keys.draft} drafts, ${keys.stagedDocument + keys.upload} waiting uploads`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
