import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { EsiClient } from './esi-client.ts';

/** What must be kept on the server, for this browser only, until the person comes back; used once. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** A sign-in that has begun: where to send the browser, and what to remember. */
export interface BegunSignIn extends PendingSignIn {
  url: URL;
}

/**
 * Begins the authorization code flow with PKCE S256 (RFC 7636), state and nonce. `language` asks the provider for its
 * pages in it.
 */
export async function beginSignIn(client: EsiClient, language?: 'ky' | 'ru' | 'en'): Promise<BegunSignIn> {
  const [state, nonce, codeVerifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const url = buildAuthorizationUrl(client.provider, {
    redirect_uri: client.redirectUri,
    scope: 'openid profile',
    response_type: 'code',
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(language === undefined ? {} : { ui_locales: language }),
  });
  return { url, state, nonce, codeVerifier };
}
