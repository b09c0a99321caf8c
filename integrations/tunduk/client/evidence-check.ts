/** Why something in a container is not good; `broken` reasons first, then those for which nothing can be said. */
export const brokenReasons = [
  'unreadable',
  'not-signed',
  'file-differs',
  'digest-differs',
  'no-such-part',
  'chain-differs',
  'no-such-step',
  'chain-cycle',
  'chain-too-long',
  'no-path',
  'not-an-authority',
  'not-valid-then',
  'not-for-time-stamps',
  'imprint-differs',
  'signature-differs',
  'other-certificate',
  'revoked',
  'unknown-certificate',
  'not-authorised',
  'after-the-stamp',
] as const;
export const unknownReasons = ['absent', 'no-anchors', 'no-issuer', 'no-time', 'unknown-form', 'too-old'] as const;

/** Reasons of a chain, a time stamp or an OCSP answer that other anchors could take away; all others the bytes decide. */
export const trustReasons = [
  'no-path',
  'not-an-authority',
  'not-valid-then',
  'signature-differs',
  'other-certificate',
  'not-authorised',
  'no-anchors',
  'no-issuer',
  'no-time',
] as const satisfies readonly ((typeof brokenReasons)[number] | (typeof unknownReasons)[number])[];

/**
 * What one look into a container came to. `good` is said only of what was looked at and holds; what could not be looked at
 * is `not-checked`, with why.
 */
export type EvidenceCheck =
  | { state: 'good'; at?: string }
  | { state: 'broken'; reason: (typeof brokenReasons)[number] }
  | { state: 'not-checked'; reason: (typeof unknownReasons)[number] };

export function broken(reason: (typeof brokenReasons)[number]): EvidenceCheck {
  return { state: 'broken', reason };
}

export function notChecked(reason: (typeof unknownReasons)[number]): EvidenceCheck {
  return { state: 'not-checked', reason };
}
