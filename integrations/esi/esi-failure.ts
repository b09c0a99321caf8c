import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { ZodError } from 'zod';
import type { IntegrationErrorCategory } from '../integration-error.ts';
import { IntegrationError } from '../integration-error.ts';

interface Classified {
  code: string;
  category: IntegrationErrorCategory;
}

const invalid: Classified = { code: 'sign-in-answer-invalid', category: 'invalid-answer' };
const unavailable: Classified = { code: 'sign-in-unavailable', category: 'unavailable' };

const claimFailures: Record<string, Classified> = {
  aud: { code: 'sign-in-audience-mismatch', category: 'invalid-answer' },
  azp: { code: 'sign-in-audience-mismatch', category: 'invalid-answer' },
  iss: { code: 'sign-in-issuer-mismatch', category: 'invalid-answer' },
  nonce: { code: 'sign-in-nonce-mismatch', category: 'refused' },
  exp: { code: 'sign-in-expired', category: 'refused' },
  iat: { code: 'sign-in-expired', category: 'refused' },
  nbf: { code: 'sign-in-expired', category: 'refused' },
};

const libraryFailures: Record<string, Classified> = {
  OAUTH_TIMEOUT: { code: 'sign-in-timeout', category: 'timeout' },
  OAUTH_ABORT: { code: 'sign-in-timeout', category: 'timeout' },
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: { code: 'sign-in-issuer-mismatch', category: 'invalid-answer' },
  OAUTH_KEY_SELECTION_FAILED: { code: 'sign-in-signature-invalid', category: 'invalid-answer' },
};

const tokenFailures: Record<string, Classified> = {
  invalid_grant: { code: 'sign-in-code-refused', category: 'refused' },
  invalid_client: { code: 'sign-in-client-refused', category: 'configuration' },
  unauthorized_client: { code: 'sign-in-client-refused', category: 'configuration' },
  temporarily_unavailable: unavailable,
  server_error: unavailable,
};

const answerFailures: Record<string, Classified> = {
  access_denied: { code: 'sign-in-declined', category: 'refused' },
  login_required: { code: 'sign-in-declined', category: 'refused' },
  temporarily_unavailable: unavailable,
  server_error: unavailable,
};

/**
 * A failure of the OpenID Connect library in our words; what is already in them stays. The cause keeps only the
 * library's code, because its own causes hold tokens and claims.
 */
export function esiFailure(error: unknown): IntegrationError {
  if (error instanceof IntegrationError) {
    return error;
  }
  return new IntegrationError({ ...classify(error), cause: new Error(codeOf(error)) });
}

function classify(error: unknown): Classified {
  if (error instanceof AuthorizationResponseError) {
    return answerFailures[error.error] ?? invalid;
  }
  if (error instanceof ResponseBodyError) {
    return tokenFailures[error.error] ?? invalid;
  }
  if (error instanceof ZodError) {
    return invalid;
  }
  return error instanceof ClientError ? classifyLibraryFailure(error) : unavailable;
}

function classifyLibraryFailure(error: ClientError): Classified {
  const facts = factsBeneath(error);
  const claim = claimFailures[String(facts['claim'])];
  if (claim !== undefined) {
    return claim;
  }
  if (facts['header'] !== undefined && facts['reason'] !== undefined) {
    return { code: 'sign-in-algorithm-refused', category: 'invalid-answer' };
  }
  if (facts['signature'] !== undefined) {
    return { code: 'sign-in-signature-invalid', category: 'invalid-answer' };
  }
  if (typeof facts['status'] === 'number' && facts['status'] >= 500) {
    return unavailable;
  }
  return libraryFailures[error.code ?? ''] ?? (error.code === undefined ? unavailable : invalid);
}

function factsBeneath(error: ClientError): Record<string, unknown> {
  const beneath = error.cause;
  const facts = Error.isError(beneath) && 'cause' in beneath ? beneath.cause : beneath;
  if (typeof facts !== 'object' || facts === null) {
    return {};
  }
  return { ...facts, status: 'status' in facts ? facts.status : undefined };
}

function codeOf(error: unknown): string {
  const code = Error.isError(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : Error.isError(error) ? error.name : 'unknown';
}
