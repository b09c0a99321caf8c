/** What `npm run verify` and the check of the worker can find. A closed list, so that a reader knows what was looked for. */
export const faultKinds = [
  'event-missing',
  'chain-broken',
  'event-hash-differs',
  'commitment-differs',
  'payload-unreadable',
  'head-differs',
  'state-differs',
  'projection-differs',
  'term-differs',
  'term-derived-otherwise',
  'files-differ',
  'document-missing',
  'document-damaged',
  'document-differs',
  'number-series-broken',
  'publication-differs',
  'pack-differs',
  'pack-missing',
  'event-not-in-ledger',
  'ledger-event-missing',
  'ledger-entry-differs',
  'ledger-place-missing',
  'ledger-stands-still',
  'ledger-shorter-than-published',
  'ledger-root-differs',
  'ledger-checkpoint-unreadable',
  'ledger-published-otherwise',
  'ledger-check-edited',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** One thing that is not as it should be: which, of which record or document, at which event or term. Nothing personal. */
export type Fault = { fault: FaultKind; id: string; seq?: number; detail?: string };
