import { allowInsecureRequests, Configuration, discovery, enableNonRepudiationChecks } from 'openid-client';
import { IntegrationError } from '../integration-error.ts';
import type { EsiClient, EsiConfiguration } from './esi-client.ts';
import { esiFailure } from './esi-failure.ts';

const allowedAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/**
 * Reads what the provider says of itself (OpenID Connect Discovery 1.0). ID tokens are then accepted only when they
 * are signed by an algorithm that both the provider announces and we allow: never `none`, never a shared secret; the
 * signature is checked against the provider's keys. Refuses with `sign-in-issuer-insecure`,
 * `sign-in-issuer-mismatch`, `sign-in-algorithm-refused`, `sign-in-unavailable`, `sign-in-timeout`.
 */
export async function discover(configuration: EsiConfiguration): Promise<EsiClient> {
  const address = new URL(configuration.issuer);
  if (address.protocol !== 'https:' && !configuration.allowHttp) {
    throw new IntegrationError({ code: 'sign-in-issuer-insecure', category: 'configuration' });
  }
  const extensions = configuration.allowHttp ? [allowInsecureRequests] : [];
  const timeout = (configuration.timeoutMs ?? 10_000) / 1000;
  const { clientId, clientSecret } = configuration;
  const found = await discovery(address, clientId, clientSecret, undefined, { execute: extensions, timeout }).catch(
    (error: unknown) => {
      throw esiFailure(error);
    },
  );
  const metadata = found.serverMetadata();
  if (metadata.issuer !== configuration.issuer) {
    throw new IntegrationError({ code: 'sign-in-issuer-mismatch', category: 'invalid-answer' });
  }
  const announced = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
  const algorithms = announced.filter((algorithm) => allowedAlgorithms.includes(algorithm));
  if (algorithms.length === 0) {
    throw new IntegrationError({ code: 'sign-in-algorithm-refused', category: 'invalid-answer' });
  }
  const provider = new Configuration(
    Object.assign({}, metadata, { id_token_signing_alg_values_supported: algorithms }),
    clientId,
    clientSecret,
  );
  provider.timeout = timeout;
  for (const extend of [...extensions, enableNonRepudiationChecks]) {
    extend(provider);
  }
  return { provider, issuer: configuration.issuer, redirectUri: configuration.redirectUri };
}
