import type { Configuration } from 'openid-client';

/** What the operator of the ЕСИ gave us when we registered. */
export interface EsiConfiguration {
  /** Exactly as the provider writes it, for example `https://esi.example.kg`. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Exactly as registered: the surface's address and `signInCallbackPath`. */
  redirectUri: string;
  /** Plain HTTP is accepted only for the stand-in of the demonstration. */
  allowHttp: boolean;
  /** For each request to the provider; 10 s when absent. */
  timeoutMs?: number;
}

/** A provider that answered, with our registration. To be used through the functions of this folder only. */
export interface EsiClient {
  provider: Configuration;
  issuer: string;
  redirectUri: string;
}

/** The path to which the provider sends people back, on every surface that signs people in. */
export const signInCallbackPath = '/sign-in/callback';
