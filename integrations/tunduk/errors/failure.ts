/** What kind of failure a call met (reference §6.5). */
export type TundukCategory =
  | 'SS_UNREACHABLE'
  | 'UNKNOWN_OUTCOME'
  | 'BAD_REQUEST'
  | 'NOT_REGISTERED'
  | 'TLS_CONFIG'
  | 'SS_DEGRADED'
  | 'PROVIDER_SS_DOWN'
  | 'PROVIDER_SS_ERROR'
  | 'TOO_LARGE'
  | 'ACCESS_DENIED'
  | 'CONTRACT_CONFIG'
  | 'CONTRACT_BREACH'
  | 'PROVIDER_OUTAGE'
  | 'PROVIDER_DOWN'
  | 'PROVIDER_ERROR'
  | 'PROVIDER_REJECTED'
  | 'PROVIDER_BUG'
  | 'INTEGRITY'
  | 'STAND_IN_REFUSED'
  | 'NO_STAND_IN'
  | 'UNKNOWN_FAULT';

/**
 * How a caller goes on. `quick`: 1 s, doubling, with jitter, at most four times. `quickThenSlow`: quick, then slow.
 * `slow`: 1 minute, doubling, at most 30 minutes apart, until the legal deadline. `few`: quick, at most twice. `once`:
 * once more. `checkFirst`: ask what happened before anything is sent again. `never`: it will not pass by itself.
 */
export type Retry = 'never' | 'quick' | 'quickThenSlow' | 'slow' | 'few' | 'once' | 'checkFirst';

/** Whether the provider has, or may have, got the request. */
export type Delivered = 'no' | 'maybe' | 'yes';

/** Whose failure it is: our request, our security server, theirs, the provider behind it, or the network. */
export type Origin = 'us' | 'our-ss' | 'their-ss' | 'provider' | 'network';

/** Whom a failure calls: nobody, the people on duty at once, the ones who keep contracts, or those who guard security. */
export type Alarm = 'none' | 'page' | 'ticket' | 'security';

/** All that follows from a failure. */
export interface TundukFailure {
  category: TundukCategory;
  /** For a question that changes nothing at the provider. */
  retryRead: Retry;
  /** For a call that may change something there. */
  retryWrite: Retry;
  delivered: Delivered;
  origin: Origin;
  alarm: Alarm;
}
