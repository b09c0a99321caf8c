import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readCertificates } from '../integrations/tunduk/client/read-certificates.ts';
import { usualLimits } from '../integrations/tunduk/client/client-configuration.ts';
import { onlyStandIn, requireStandIn } from '../integrations/tunduk/client/only-stand-in.ts';
import type { SecurityServer } from '../integrations/tunduk/client/security-server.ts';
import { connectSecurityServer } from '../integrations/tunduk/client/security-server.ts';
import { tundukClient } from '../integrations/tunduk/client/tunduk-client.ts';
import type { TundukClient } from '../integrations/tunduk/client/tunduk-client.ts';
import { TundukError } from '../integrations/tunduk/errors/tunduk-error.ts';
import { xRoadIdOf } from '../integrations/tunduk/protocol/exchange-ids.ts';
import type { AttemptEnd, AttemptSending, Exchange } from '../integrations/tunduk/client/exchange-log.ts';
import type { OperationContext } from '../operations/context.ts';
import type { CollectorParts } from '../operations/registries/collect-evidence.ts';
import { documentEvidenceStore } from '../operations/registries/keep-evidence.ts';
import { spareThePerson } from '../operations/registries/spare-person.ts';
import { postgresExchangeLog } from '../persistence/tunduk/exchange-log.ts';
import { EnvironmentError } from './environment.ts';
import { securityServerOf } from './security-server-of.ts';
import type { TundukEnvironment } from './tunduk-environment.ts';

/** The registries as the worker asks them: the client, and what collects evidence of what it asked. */
export type OpenRegistries = { client: TundukClient; collector: NightlyCollector; close: () => Promise<void> };

/** `readAnchors` reads the trust file as it is now; `at` is the time of day in Asia/Bishkek. */
export type NightlyCollector = Omit<CollectorParts, 'anchors'> & {
  readAnchors: () => Promise<readonly X509Certificate[]>;
  environment: TundukEnvironment['environment'];
  at: string;
};

/**
 * Reads certificates and keys; rejects when a file cannot be read. Opens no connection yet, but where a stand-in is
 * expected: then it looks whether one is there, throws `EnvironmentError` when a real server is, and asks nothing of a
 * registry before it knows.
 */
export async function openRegistries(context: OperationContext, tunduk: TundukEnvironment): Promise<OpenRegistries> {
  const { trustFile } = tunduk;
  const readAnchors = async () => (trustFile === undefined ? [] : readCertificates(await readFile(trustFile, 'utf8')));
  const [securityServer] = await Promise.all([securityServerOf(tunduk), readAnchors()]);
  const log = postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(context.database, xRoadIdOf, spareThePerson);
  const evidence = documentEvidenceStore(context);
  const { client: subsystem, environment } = tunduk;
  const client = tundukClient({ securityServer, client: subsystem, environment, log, evidence });
  const server = connectSecurityServer(securityServer, { ...usualLimits, connections: 2 });
  const close = async () => void (await Promise.all([client.close(), server.close()]));
  try {
    if (environment === 'stand-in') await refuseRealServer(server);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    client: environment === 'stand-in' ? onlyStandIn(client, server, usualLimits.connectMs) : client,
    collector: {
      server,
      client: subsystem,
      log,
      evidence,
      readAnchors,
      totalMs: usualLimits.totalMs,
      environment,
      at: tunduk.evidenceAt,
    },
    close,
  };
}

/** One that is away cannot be told; the client asks again before its first question. */
async function refuseRealServer(server: SecurityServer): Promise<void> {
  try {
    await requireStandIn(server, usualLimits.connectMs);
  } catch (error) {
    if (!(error instanceof TundukError) || error.failure.category !== 'NO_STAND_IN') return;
    const fault =
      'is stand-in, but what answers at TUNDUK_URL is none: set production, or test for a test instance of Tunduk';
    throw new EnvironmentError([{ variable: 'TUNDUK_ENVIRONMENT', fault }]);
  }
}
