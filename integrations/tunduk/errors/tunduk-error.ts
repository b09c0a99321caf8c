import { IntegrationError } from '../../integration-error.ts';
import type { IntegrationErrorCategory } from '../../integration-error.ts';
import type { TundukCategory, TundukFailure } from './failure.ts';

const houseCategory: Record<TundukCategory, IntegrationErrorCategory> = {
  SS_UNREACHABLE: 'unavailable',
  UNKNOWN_OUTCOME: 'timeout',
  BAD_REQUEST: 'invalid-input',
  NOT_REGISTERED: 'unavailable',
  TLS_CONFIG: 'configuration',
  SS_DEGRADED: 'unavailable',
  PROVIDER_SS_DOWN: 'unavailable',
  PROVIDER_SS_ERROR: 'unavailable',
  TOO_LARGE: 'over-limit',
  ACCESS_DENIED: 'refused',
  CONTRACT_CONFIG: 'configuration',
  CONTRACT_BREACH: 'invalid-answer',
  PROVIDER_OUTAGE: 'unavailable',
  PROVIDER_DOWN: 'unavailable',
  PROVIDER_ERROR: 'unavailable',
  PROVIDER_REJECTED: 'refused',
  PROVIDER_BUG: 'unavailable',
  INTEGRITY: 'integrity',
  STAND_IN_REFUSED: 'configuration',
  NO_STAND_IN: 'configuration',
  UNKNOWN_FAULT: 'unavailable',
};

/** What is told of a failed call besides its class. None of it is personal data but `message`, which may quote input. */
export interface TundukErrorDetails {
  failure: TundukFailure;
  /** The fault code as it came, in either spelling. */
  faultCode?: string;
  /** X-Road's id of the failure, to give to operators. */
  detailId?: string;
  /** Milliseconds after which the provider asks to come again (`Retry-After`). */
  retryAfterMs?: number;
  /** Where the attempt is recorded. */
  evidence?: EvidenceRef;
  cause?: unknown;
}

/** One attempt in the exchange log. */
export interface EvidenceRef {
  exchangeId: string;
  attempt: number;
  xRoadId: string;
}

/**
 * The one error of the Tunduk client: `failure` says what happened and what may be done, `code` is `tunduk-` and the
 * category. A business answer (*not found*, *blocked*) is a value and never this error. `retryable` is that of the
 * house and says whether a *read* may pass by itself; writes look at `failure.retryWrite`.
 */
export class TundukError extends IntegrationError {
  readonly failure: TundukFailure;
  readonly faultCode: string | undefined;
  readonly detailId: string | undefined;
  readonly retryAfterMs: number | undefined;
  evidence: EvidenceRef | undefined;

  constructor(details: TundukErrorDetails) {
    const { category } = details.failure;
    super({
      code: `tunduk-${category.toLowerCase().replaceAll('_', '-')}`,
      category: houseCategory[category],
      ...(details.cause === undefined ? {} : { cause: details.cause }),
    });
    this.failure = details.failure;
    this.faultCode = details.faultCode;
    this.detailId = details.detailId;
    this.retryAfterMs = details.retryAfterMs;
    this.evidence = details.evidence;
  }
}
