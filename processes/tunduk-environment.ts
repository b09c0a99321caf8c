import type { SubsystemId } from '../integrations/tunduk/protocol/identifiers.ts';
import { decodeClientId, isIdentifierPart } from '../integrations/tunduk/protocol/identifiers.ts';
import type { Variables } from './environment-variables.ts';

/** How the worker reaches registries: our security server, who we are there, and the files that prove it (absolute). */
export type TundukEnvironment = {
  url: string;
  client: SubsystemId;
  environment: 'production' | 'test' | 'stand-in';
  /** The server's own certificate or its authority; given with https. */
  authorityFile: string | undefined;
  fingerprint: string | undefined;
  certificateFile: string | undefined;
  keyFile: string | undefined;
  /** Certificates in PEM that are believed when containers are checked: authorities, services for time stamps and OCSP. */
  trustFile: string | undefined;
  /** When, each day by the clock in Asia/Bishkek, signed containers are fetched: `HH:MM`. */
  evidenceAt: string;
};

type Fault = { variable: string; fault: string };

const standInClient = 'central-server/GOV/70000099/complaints';

/** The subsystem of a `TUNDUK_CLIENT`; undefined when it is not one. */
export function subsystemFrom(text: string): SubsystemId | undefined {
  const id = decodeClientId(text);
  if (id === undefined || id.subsystem === '') return undefined;
  return Object.values(id).every((part) => isIdentifierPart(part, 'lenient')) ? id : undefined;
}

/** What does not fit together among the variables of Tunduk. */
export function tundukFaults(read: Variables): Fault[] {
  const { TUNDUK_URL: url } = read;
  const named = [
    'TUNDUK_CLIENT',
    'TUNDUK_ENVIRONMENT',
    'TUNDUK_AUTHORITY_FILE',
    'TUNDUK_FINGERPRINT',
    'TUNDUK_CERTIFICATE_FILE',
    'TUNDUK_KEY_FILE',
  ] as const;
  if (url === undefined) {
    return named
      .filter((name) => read[name] !== undefined)
      .map((variable) => ({ variable, fault: 'is given without TUNDUK_URL' }));
  }
  const isTls = url.startsWith('https:');
  const inTls = named.slice(2).filter((name) => !isTls && read[name] !== undefined);
  const [certificate, key] = [read.TUNDUK_CERTIFICATE_FILE, read.TUNDUK_KEY_FILE];
  const faults: (Fault | false)[] = [
    ...inTls.map((variable) => ({ variable, fault: 'is for https: TUNDUK_URL begins with http://' })),
    isTls &&
      read.TUNDUK_AUTHORITY_FILE === undefined && {
        variable: 'TUNDUK_AUTHORITY_FILE',
        fault: 'is needed with https: nothing else is trusted',
      },
    certificate !== undefined &&
      key === undefined && { variable: 'TUNDUK_KEY_FILE', fault: 'is needed with TUNDUK_CERTIFICATE_FILE' },
    key !== undefined &&
      certificate === undefined && { variable: 'TUNDUK_CERTIFICATE_FILE', fault: 'is needed with TUNDUK_KEY_FILE' },
    ...(read.SHAILOO_MODE === 'production' ? faultsInProduction(read, isTls) : []),
  ];
  return faults.filter((fault) => fault !== false);
}

function faultsInProduction(read: Variables, isTls: boolean): (Fault | false)[] {
  return [
    !isTls && {
      variable: 'TUNDUK_URL',
      fault: 'must begin with https:// in production: who reaches a plain port speaks as us',
    },
    read.TUNDUK_CLIENT === undefined && { variable: 'TUNDUK_CLIENT', fault: 'is needed with TUNDUK_URL in production' },
  ];
}

/** Of a demonstration without an address: the stand-in that `npm start` brings up, on its plain port. */
export function tundukFrom(read: Variables, standInPort: number): TundukEnvironment | undefined {
  const isProduction = read.SHAILOO_MODE === 'production';
  if (read.TUNDUK_URL === undefined && isProduction) return undefined;
  const client = subsystemFrom(read.TUNDUK_CLIENT ?? standInClient);
  if (client === undefined) return undefined;
  return {
    url: read.TUNDUK_URL ?? `http://localhost:${standInPort}`,
    client,
    environment: read.TUNDUK_ENVIRONMENT ?? (isProduction ? 'production' : 'stand-in'),
    authorityFile: read.TUNDUK_AUTHORITY_FILE,
    fingerprint: read.TUNDUK_FINGERPRINT,
    certificateFile: read.TUNDUK_CERTIFICATE_FILE,
    keyFile: read.TUNDUK_KEY_FILE,
    trustFile: read.TUNDUK_TRUST_FILE,
    evidenceAt: read.TUNDUK_EVIDENCE_AT,
  };
}
