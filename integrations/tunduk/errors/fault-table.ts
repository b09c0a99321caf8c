import type { TundukFailure } from './failure.ts';

/** One row of the table of faults. `code` is a normalised code or the end of one; a row is found by its longest end. */
export interface FaultRow extends TundukFailure {
  code: string;
  /** The row holds only for messages that match. */
  message?: RegExp;
  /** The row holds for every code that begins so. */
  isPrefix?: true;
}

type Row = [
  code: string,
  category: TundukFailure['category'],
  delivered: TundukFailure['delivered'],
  retryRead: TundukFailure['retryRead'],
  retryWrite: TundukFailure['retryWrite'],
  origin: TundukFailure['origin'],
  alarm: TundukFailure['alarm'],
  special?: Pick<FaultRow, 'message' | 'isPrefix'>,
];

const rows: readonly Row[] = [
  ['client/', 'BAD_REQUEST', 'no', 'never', 'never', 'us', 'ticket', { isPrefix: true }],
  ['server/clientproxy/invalidclientidentifier', 'BAD_REQUEST', 'no', 'never', 'never', 'us', 'ticket'],
  ['server/clientproxy/internalerror', 'PROVIDER_SS_ERROR', 'maybe', 'quick', 'checkFirst', 'our-ss', 'none'],
  [
    'server/clientproxy/internalerror',
    'BAD_REQUEST',
    'no',
    'never',
    'never',
    'us',
    'ticket',
    { message: /request uri|protocol version|client id|malformed|invalid request/i },
  ],
  ['server/clientproxy/badrequest', 'BAD_REQUEST', 'no', 'never', 'never', 'us', 'ticket'],
  ['server/clientproxy/unknownmember', 'NOT_REGISTERED', 'no', 'slow', 'slow', 'our-ss', 'page'],
  ['clientnotfound', 'NOT_REGISTERED', 'no', 'slow', 'slow', 'our-ss', 'page'],
  ['sslauthenticationfailed', 'SS_DEGRADED', 'no', 'slow', 'checkFirst', 'their-ss', 'page'],
  ['sslauthenticationfailed', 'TLS_CONFIG', 'no', 'never', 'never', 'us', 'page', { message: /^Client \(/ }],
  ['server/clientproxy/networkerror', 'PROVIDER_SS_DOWN', 'maybe', 'quickThenSlow', 'checkFirst', 'their-ss', 'none'],
  ['server/clientproxy/unknownhost', 'PROVIDER_SS_DOWN', 'no', 'quickThenSlow', 'slow', 'their-ss', 'none'],
  ['outdatedglobalconf', 'SS_DEGRADED', 'no', 'slow', 'slow', 'our-ss', 'page'],
  ['loggingfailed', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss', 'page'],
  ['timestamperfailed', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss', 'page'],
  ['timestampingfailed', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss', 'page'],
  ['server/clientproxy/ioerror', 'UNKNOWN_OUTCOME', 'maybe', 'quick', 'checkFirst', 'our-ss', 'none'],
  [
    'server/clientproxy/ioerror',
    'TOO_LARGE',
    'maybe',
    'never',
    'never',
    'us',
    'ticket',
    { message: /maximum loggable size|message size exceeds/i },
  ],
  ['signer', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss', 'page', { isPrefix: true }],
  ['cannotcreatesignature', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss', 'page'],
  ['tokennotactive', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss', 'page'],
  ['keynotavailable', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss', 'page'],
  ['accessdenied', 'ACCESS_DENIED', 'no', 'never', 'never', 'their-ss', 'ticket'],
  ['unknownservice', 'CONTRACT_CONFIG', 'no', 'never', 'never', 'us', 'ticket'],
  ['endpointnotfound', 'CONTRACT_CONFIG', 'no', 'never', 'never', 'us', 'ticket'],
  ['servicetype', 'CONTRACT_CONFIG', 'no', 'never', 'never', 'us', 'ticket'],
  ['servicemissingurl', 'CONTRACT_CONFIG', 'no', 'never', 'never', 'their-ss', 'ticket'],
  ['servicedisabled', 'PROVIDER_OUTAGE', 'no', 'slow', 'slow', 'provider', 'none'],
  ['maintenancemode', 'PROVIDER_OUTAGE', 'no', 'slow', 'slow', 'provider', 'none'],
  ['server/serverproxy/networkerror', 'PROVIDER_DOWN', 'maybe', 'quickThenSlow', 'checkFirst', 'provider', 'none'],
  ['server/serverproxy/unknownhost', 'PROVIDER_DOWN', 'no', 'quickThenSlow', 'slow', 'provider', 'none'],
  ['server/serverproxy/ioerror', 'UNKNOWN_OUTCOME', 'maybe', 'few', 'checkFirst', 'provider', 'none'],
  ['servicefailed/httperror', 'PROVIDER_DOWN', 'maybe', 'quickThenSlow', 'checkFirst', 'provider', 'none'],
  ['servicefailed/networkerror', 'PROVIDER_DOWN', 'maybe', 'quickThenSlow', 'checkFirst', 'provider', 'none'],
  ['servicefailed/ioerror', 'PROVIDER_DOWN', 'maybe', 'quickThenSlow', 'checkFirst', 'provider', 'none'],
  ['servicefailed/missingheader', 'PROVIDER_BUG', 'yes', 'once', 'checkFirst', 'provider', 'ticket'],
  ['servicefailed/missingheaderfield', 'PROVIDER_BUG', 'yes', 'once', 'checkFirst', 'provider', 'ticket'],
  ['servicefailed/invalidsoap', 'PROVIDER_BUG', 'yes', 'once', 'checkFirst', 'provider', 'ticket'],
  ['servicefailed/inconsistentheaders', 'PROVIDER_BUG', 'yes', 'once', 'checkFirst', 'provider', 'ticket'],
  ['servicefailed/inconsistentresponse', 'PROVIDER_BUG', 'yes', 'once', 'checkFirst', 'provider', 'ticket'],
  ['inconsistentresponse', 'INTEGRITY', 'yes', 'never', 'never', 'network', 'security'],
  ['server/clientproxy/databaseerror', 'PROVIDER_SS_ERROR', 'maybe', 'quick', 'checkFirst', 'our-ss', 'none'],
  ['server/serverproxy/databaseerror', 'PROVIDER_SS_ERROR', 'maybe', 'quick', 'checkFirst', 'their-ss', 'none'],
  ['server/serverproxy/internalerror', 'PROVIDER_SS_ERROR', 'maybe', 'quick', 'checkFirst', 'their-ss', 'none'],
];

/** Every fault of X-Road that we know, as §6.5 of the reference lists them, with its aliases of 7.8.0. */
export const faultTable: readonly FaultRow[] = rows.map(
  ([code, category, delivered, retryRead, retryWrite, origin, alarm, special]) => ({
    code,
    category,
    delivered,
    retryRead,
    retryWrite,
    origin,
    alarm,
    ...special,
  }),
);

/** What follows from a code that nobody has described yet. */
export const unknownFault: TundukFailure = {
  category: 'UNKNOWN_FAULT',
  delivered: 'maybe',
  retryRead: 'slow',
  retryWrite: 'checkFirst',
  origin: 'network',
  alarm: 'ticket',
};
