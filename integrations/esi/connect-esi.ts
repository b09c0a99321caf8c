import { discover } from './discover.ts';
import type { EsiClient, EsiConfiguration } from './esi-client.ts';

const freshForMs = 60 * 60 * 1000;

/**
 * A client that is discovered at first use and again after an hour. A failed discovery is not remembered, so that a
 * surface starts while the provider is down and signs people in when it is back.
 */
export function connectEsi(configuration: EsiConfiguration): () => Promise<EsiClient> {
  let known: { client: Promise<EsiClient>; until: number } | undefined;
  return async () => {
    if (known === undefined || known.until < performance.now()) {
      known = { client: discover(configuration), until: performance.now() + freshForMs };
    }
    const asked = known;
    try {
      return await asked.client;
    } catch (error) {
      if (known === asked) {
        known = undefined;
      }
      throw error;
    }
  };
}
