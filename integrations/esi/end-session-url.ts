import { buildEndSessionUrl } from 'openid-client';
import type { EsiClient } from './esi-client.ts';

/**
 * Where to send the browser so that the session at the provider ends too (OpenID Connect RP-Initiated Logout 1.0), or
 * undefined when the provider offers no such address. `returnTo` must be registered.
 */
export function endSessionUrl(client: EsiClient, returnTo: string): URL | undefined {
  const isOffered = client.provider.serverMetadata().end_session_endpoint !== undefined;
  return isOffered ? buildEndSessionUrl(client.provider, { post_logout_redirect_uri: returnTo }) : undefined;
}
