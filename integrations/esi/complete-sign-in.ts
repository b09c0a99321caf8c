import { createHash, timingSafeEqual } from 'node:crypto';
import { authorizationCodeGrant, fetchUserInfo } from 'openid-client';
import { z } from 'zod';
import { IntegrationError } from '../integration-error.ts';
import type { PendingSignIn } from './begin-sign-in.ts';
import type { EsiClient } from './esi-client.ts';
import { esiFailure } from './esi-failure.ts';

/** Who signed in. A person is issuer and `sub`; the PIN is there only when the provider gives it. */
export interface SignedInPerson {
  issuer: string;
  sub: string;
  name: string;
  /** 14 digits; personal data, to be stored encrypted only. */
  pin?: string;
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  name: z.string().min(1).max(300).optional(),
  family_name: z.string().max(100).optional(),
  given_name: z.string().max(100).optional(),
  middle_name: z.string().max(100).optional(),
  pin: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
});

/**
 * Ends a sign-in with the address the browser came back to. Proves state, issuer, audience, nonce, times, algorithm and
 * signature. Refuses with `sign-in-state-mismatch`, `sign-in-issuer-mismatch`, `sign-in-declined`,
 * `sign-in-code-refused`, `sign-in-audience-mismatch`, `sign-in-nonce-mismatch`, `sign-in-algorithm-refused`,
 * `sign-in-signature-invalid`, `sign-in-expired`, `sign-in-client-refused`, `sign-in-answer-invalid`,
 * `sign-in-unavailable`, `sign-in-timeout`. No failure holds a token or a claim's value.
 */
export async function completeSignIn(
  client: EsiClient,
  callbackUrl: URL,
  pending: PendingSignIn,
): Promise<SignedInPerson> {
  requireOurs(client, callbackUrl.searchParams, pending.state);
  try {
    const answered = new URL(client.redirectUri);
    answered.search = callbackUrl.search;
    const tokens = await authorizationCodeGrant(client.provider, answered, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.codeVerifier,
      idTokenExpected: true,
    });
    const proved = claimsSchema.parse(tokens.claims());
    const isWhole = fullName(proved) !== undefined && proved.pin !== undefined;
    const canAsk = client.provider.serverMetadata().userinfo_endpoint !== undefined;
    const asked =
      isWhole || !canAsk
        ? undefined
        : claimsSchema.parse(await fetchUserInfo(client.provider, tokens.access_token, proved.sub));
    return personOf(client.issuer, { ...proved, ...asked });
  } catch (error) {
    throw esiFailure(error);
  }
}

function requireOurs(client: EsiClient, answer: URLSearchParams, state: string): void {
  if (!isSame(answer.get('state') ?? '', state)) {
    throw new IntegrationError({ code: 'sign-in-state-mismatch', category: 'refused' });
  }
  const issuer = answer.get('iss');
  if (issuer !== null && issuer !== client.issuer) {
    throw new IntegrationError({ code: 'sign-in-issuer-mismatch', category: 'refused' });
  }
}

function personOf(issuer: string, claims: z.infer<typeof claimsSchema>): SignedInPerson {
  const name = fullName(claims);
  if (name === undefined) {
    throw new IntegrationError({ code: 'sign-in-answer-invalid', category: 'invalid-answer' });
  }
  return { issuer, sub: claims.sub, name, ...(claims.pin === undefined ? {} : { pin: claims.pin }) };
}

function fullName(claims: z.infer<typeof claimsSchema>): string | undefined {
  const parts = [claims.family_name, claims.given_name, claims.middle_name].filter((part) => part !== undefined);
  return claims.name ?? (parts.length === 0 ? undefined : parts.join(' '));
}

function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
