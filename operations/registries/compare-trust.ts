import type { X509Certificate } from 'node:crypto';
import { compareTrust, trustDigest } from '../../integrations/tunduk/client/trust-file.ts';
import type { TrustChange } from '../../integrations/tunduk/client/trust-file.ts';
import { fetchVerificationConf } from '../../integrations/tunduk/client/verification-conf.ts';
import type { ConfigurationSource } from '../../integrations/tunduk/client/verification-conf.ts';
import { insertTrustLook } from '../../persistence/tunduk/trust-rows.ts';
import type { OperationContext } from '../context.ts';

/**
 * Compares the published global configuration with the certificates that are trusted when containers are checked, and
 * keeps what differs for the desk to show. It takes nothing over: a person does, by `npm run tunduk:trust`. Throws as
 * `fetchVerificationConf`; then nothing is kept.
 */
export async function comparePublishedTrust(
  { database, clock }: OperationContext,
  { anchors, ...source }: ConfigurationSource & { anchors: readonly X509Certificate[] },
): Promise<readonly TrustChange[]> {
  const published = await fetchVerificationConf(source);
  const changes = compareTrust(anchors, published);
  const { legal: lookedAt } = await clock();
  const digest = trustDigest(published.map(({ certificate }) => certificate));
  await insertTrustLook(database, { lookedAt, digest, changes });
  return changes;
}
