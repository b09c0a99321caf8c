import { browserSessions } from '../../operations/people/browser-sessions.ts';
import type { PortalSignIn } from '../../web-public/portal-deps.ts';
import type { Product } from './product.ts';

/** Whom the sign-in of a test portal knows. */
export type KnownVoter = { name: string; pin: string };

/** A national sign-in for a test portal that signs in one invented voter, whatever it is asked. */
export function signInOf(product: Product, { name, pin }: KnownVoter): PortalSignIn {
  const { database } = product.as('shailoo_portal');
  const pending = { state: 's', nonce: 'n', codeVerifier: 'c' };
  return {
    store: browserSessions(database, 'portal', { idleMinutes: 30, absoluteMinutes: 60 }),
    origins: ['https://esi.example'],
    service: {
      begin: () => Promise.resolve({ url: '/sign-in/callback?code=voter', pending }),
      complete: () => Promise.resolve({ issuer: 'https://esi.example', sub: 'voter', name, pin }),
    },
  };
}
