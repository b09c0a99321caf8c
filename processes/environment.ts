import { join } from 'node:path';
import type { z } from 'zod';
import { variables } from './environment-variables.ts';
import type { Variables } from './environment-variables.ts';
import { tundukFaults, tundukFrom } from './tunduk-environment.ts';
import type { TundukEnvironment } from './tunduk-environment.ts';

/** A fault in the environment: the variable and what is wrong with it, never its value. */
export type EnvironmentFault = { variable: string; fault: string };

/** Thrown by `readEnvironment`; names every fault at once. */
export class EnvironmentError extends Error {
  readonly code = 'ENVIRONMENT_INVALID';
  readonly faults: readonly EnvironmentFault[];

  constructor(faults: readonly EnvironmentFault[]) {
    super(
      `The environment is not usable:\n${faults.map(({ variable, fault }) => `  ${variable}: ${fault}`).join('\n')}`,
    );
    this.name = 'EnvironmentError';
    this.faults = faults;
  }
}

/** A bucket of an S3 service: of the documents, when they are not in the folder under `home`, or of the copy of the ledger. */
export type S3Configuration = {
  endpoint: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  region: string;
};

/** The configuration of every process, read once at its start. */
export type Environment = {
  /** The address that the servers listen on: loopback in the demonstration, every interface in production. */
  listen: string;
  port: number;
  deskPort: number;
  mailboxPort: number;
  filesPort: number;
  tundukPort: number;
  signInPort: number;
  /** Absolute. */
  home: string;
  mode: 'demonstration' | 'production';
  empty: boolean;
  trainingClock: boolean;
  /** Absolute. In the demonstration it may be missing and is then made by the first start; in production it is given. */
  keyFile: string;
  /** Absolute. The published files of the ledger; in production every process that serves or writes them sees the same folder. */
  ledgerFolder: string;
  /** Absolute. The key that signs checkpoints, for the process of the ledger alone; made by the first start of a demonstration. */
  ledgerKeyFile: string;
  /** Witnesses of the ledger: where they take checkpoints, and their keys in the form of C2SP tlog-cosignature. */
  ledgerWitnesses: readonly { url: string; key: string }[];
  /** Where the published ledger is copied to, beside its folder; undefined where it is not. */
  ledgerCopy: S3Configuration | undefined;
  databaseUrl: string | undefined;
  temporalAddress: string | undefined;
  temporalNamespace: string;
  s3: S3Configuration | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  esiIssuer: string | undefined;
  esiClientId: string;
  esiClientSecret: string | undefined;
  /** Undefined where registries are not asked: in production without an address. */
  tunduk: TundukEnvironment | undefined;
  /** `host:port` of clamd or the path of its socket; without one nothing is scanned. */
  clamavAddress: string | undefined;
  publicUrl: string;
  deskUrl: string;
  filesUrl: string;
  /** The licence of the open data, once the commission has adopted one. */
  openDataLicence: { name: string; url: string } | undefined;
  logLevel: Variables['LOG_LEVEL'];
};

/** The names that `readEnvironment` understands; the compose file is tested against them. */
export const environmentVariables: readonly string[] = Object.keys(variables.shape);

/**
 * Reads the environment of a process. Other variables of the machine are left alone, but an unknown one that begins with
 * `SHAILOO_` is a fault, because it is a misspelt one. Throws `EnvironmentError` with every fault at once.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = Object.entries(env).filter(([name, value]) => value !== undefined && (value !== '' || name in flags));
  const ours = given.filter(([name]) => environmentVariables.includes(name) || name.startsWith('SHAILOO_'));
  const read = variables.safeParse(Object.fromEntries(ours.filter(([name]) => !internalVariables.has(name))));
  const faults = read.success ? faultsOfTheWhole(read.data) : faultsOf(read.error);
  if (!read.success || faults.length > 0) throw new EnvironmentError(faults);
  return environmentFrom(read.data);
}

const flags = { SHAILOO_EMPTY: true, SHAILOO_TRAINING_CLOCK: true };
const internalVariables = new Set(['SHAILOO_SMTP_PORT', 'SHAILOO_TEST_DATABASE_URL', 'SHAILOO_TEST_RUN_HOME']);

function faultsOf(error: z.ZodError): EnvironmentFault[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((variable) => ({ variable, fault: 'is not a variable of shailoo' }))
      : [{ variable: String(issue.path[0] ?? 'environment'), fault: issue.message }],
  );
}

function faultsOfTheWhole(read: Variables): EnvironmentFault[] {
  return [
    ...bucketFaults(read, 'S3'),
    ...bucketFaults(read, 'LEDGER_COPY'),
    ...tundukFaults(read),
    ...(read.SHAILOO_MODE === 'production' ? faultsInProduction(read) : []),
  ];
}

function faultsInProduction(read: Variables): EnvironmentFault[] {
  const needed = [
    'SHAILOO_KEY_FILE',
    'DATABASE_URL',
    'SMTP_URL',
    'ESI_ISSUER',
    'PUBLIC_URL',
    'DESK_URL',
    'FILES_URL',
  ] as const;
  const missing = needed.filter((name) => read[name] === undefined);
  const training = read.SHAILOO_TRAINING_CLOCK === true;
  return [
    ...missing.map((variable) => ({ variable, fault: 'is needed in production' })),
    ...(training
      ? [
          {
            variable: 'SHAILOO_TRAINING_CLOCK',
            fault: 'is refused in production: the legal clock is never moved there',
          },
        ]
      : []),
  ];
}

function environmentFrom(read: Variables): Environment {
  const port = read.SHAILOO_PORT;
  const here = (offset: number) => `http://localhost:${port + offset}`;
  return {
    listen: read.SHAILOO_LISTEN ?? (read.SHAILOO_MODE === 'production' ? '::' : '127.0.0.1'),
    port,
    deskPort: port + 1,
    mailboxPort: port + 2,
    filesPort: port + 3,
    tundukPort: port + 4,
    signInPort: port + 5,
    home: read.SHAILOO_HOME,
    mode: read.SHAILOO_MODE,
    empty: read.SHAILOO_EMPTY,
    trainingClock: read.SHAILOO_TRAINING_CLOCK ?? (read.SHAILOO_MODE === 'demonstration' && !read.SHAILOO_EMPTY),
    keyFile: read.SHAILOO_KEY_FILE ?? join(read.SHAILOO_HOME, 'keys', 'master.json'),
    ledgerFolder: read.LEDGER_FOLDER ?? join(read.SHAILOO_HOME, 'ledger'),
    ledgerKeyFile: read.LEDGER_KEY_FILE ?? join(read.SHAILOO_HOME, 'keys', 'ledger.key'),
    ledgerWitnesses: read.LEDGER_WITNESSES,
    ledgerCopy: bucketFrom(read, 'LEDGER_COPY'),
    databaseUrl: read.DATABASE_URL,
    temporalAddress: read.TEMPORAL_ADDRESS,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    s3: bucketFrom(read, 'S3'),
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    esiIssuer: read.ESI_ISSUER,
    esiClientId: read.ESI_CLIENT_ID,
    esiClientSecret: read.ESI_CLIENT_SECRET,
    tunduk: tundukFrom(read, port + 24),
    clamavAddress: read.CLAMAV_ADDRESS,
    publicUrl: read.PUBLIC_URL ?? here(0),
    deskUrl: read.DESK_URL ?? here(1),
    filesUrl: read.FILES_URL ?? here(3),
    openDataLicence: read.OPEN_DATA_LICENCE,
    logLevel: read.LOG_LEVEL,
  };
}

/** The beginnings of the names of variables that tell of a bucket. */
type BucketName = 'S3' | 'LEDGER_COPY';

function bucketFaults(read: Variables, of: BucketName): EnvironmentFault[] {
  const isThere = read[`${of}_ENDPOINT`] !== undefined;
  const others = [`${of}_BUCKET`, `${of}_ACCESS_KEY`, `${of}_SECRET_KEY`] as const;
  const wrong = others.filter((name) => (read[name] !== undefined) !== isThere);
  const fault = `${isThere ? 'is needed with' : 'is given without'} ${of}_ENDPOINT`;
  return wrong.map((variable) => ({ variable, fault }));
}

function bucketFrom(read: Variables, of: BucketName): S3Configuration | undefined {
  const [endpoint, bucket] = [read[`${of}_ENDPOINT`], read[`${of}_BUCKET`]];
  const [accessKey, secretKey] = [read[`${of}_ACCESS_KEY`], read[`${of}_SECRET_KEY`]];
  if (!endpoint || !bucket || !accessKey || !secretKey) return undefined;
  return { endpoint, bucket, accessKey, secretKey, region: read[`${of}_REGION`] };
}
