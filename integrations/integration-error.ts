/**
 * Why the world outside failed. `unavailable` and `timeout` may pass by themselves; everything else
 * stays as it is until somebody changes the input, the configuration or the other side.
 */
export type IntegrationErrorCategory =
  | 'unavailable'
  | 'timeout'
  | 'refused'
  | 'invalid-input'
  | 'invalid-answer'
  | 'not-found'
  | 'conflict'
  | 'over-limit'
  | 'integrity'
  | 'configuration';

const isWorthRetrying: Record<IntegrationErrorCategory, boolean> = {
  unavailable: true,
  timeout: true,
  refused: false,
  'invalid-input': false,
  'invalid-answer': false,
  'not-found': false,
  conflict: false,
  'over-limit': false,
  integrity: false,
  configuration: false,
};

/** What an integration says about a failure; `code` is stable, `cause` is the failure beneath. */
export interface IntegrationFailure {
  code: string;
  category: IntegrationErrorCategory;
  cause?: unknown;
}

/**
 * The one error of every integration. `code` is stable and starts with the part's name
 * (`document-not-found`, `mail-refused`); `retryable` follows from the category here and nowhere else.
 * Message and code hold no personal data; a cause may, so it is never logged whole.
 */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
  readonly code: string;
  readonly category: IntegrationErrorCategory;
  readonly retryable: boolean;

  constructor(failure: IntegrationFailure) {
    super(failure.code, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.code = failure.code;
    this.category = failure.category;
    this.retryable = isWorthRetrying[failure.category];
  }
}
