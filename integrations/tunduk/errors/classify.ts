import { faultTable, unknownFault } from './fault-table.ts';
import type { TundukFailure } from './failure.ts';
import { normaliseCode } from './normalise-code.ts';

/**
 * What follows from a fault made by X-Road, whatever the HTTP status says: the longest matching end of the code, and of
 * equal rows the one for this message. A code of a wider kind matches its deeper forms too (`loggingfailed/x`). Unknown
 * codes: slow, maybe delivered, somebody looks.
 */
export function classifyFault(code: string, message: string): TundukFailure {
  const normalised = normaliseCode(code);
  const matches = faultTable
    .filter((row) => isMatch(row, normalised) && (row.message === undefined || row.message.test(message)))
    .toSorted((one, other) => weight(other) - weight(one));
  const [best] = matches;
  if (best === undefined) return { ...unknownFault, origin: originOf(normalised) };
  const { category, retryRead, retryWrite, delivered, origin, alarm } = best;
  return { category, retryRead, retryWrite, delivered, origin: placed(origin, normalised), alarm };
}

/** What follows from an answer of the provider without `X-Road-Error` (§6.5). 2xx are not failures. */
export function classifyStatus(status: number): TundukFailure {
  const provider = { origin: 'provider', alarm: 'none' } as const;
  if ([408, 429, 502, 503, 504].includes(status)) {
    return {
      category: 'PROVIDER_DOWN',
      delivered: 'maybe',
      retryRead: 'quickThenSlow',
      retryWrite: 'checkFirst',
      ...provider,
    };
  }
  if (status >= 500) {
    return { category: 'PROVIDER_ERROR', delivered: 'yes', retryRead: 'few', retryWrite: 'never', ...provider };
  }
  return {
    category: 'PROVIDER_REJECTED',
    delivered: 'yes',
    retryRead: 'never',
    retryWrite: 'never',
    ...provider,
    alarm: 'ticket',
  };
}

/** How far a call had come when the connection to our own security server failed. */
export type TransportStage = 'not-sent' | 'tls' | 'sent';

/** What follows when our own security server was not reached, or fell silent after something was sent (§6.5). */
export function classifyTransport(stage: TransportStage): TundukFailure {
  if (stage === 'sent') {
    return {
      category: 'UNKNOWN_OUTCOME',
      delivered: 'maybe',
      retryRead: 'few',
      retryWrite: 'checkFirst',
      origin: 'network',
      alarm: 'none',
    };
  }
  const alarm = stage === 'tls' ? 'page' : 'none';
  return {
    category: 'SS_UNREACHABLE',
    delivered: 'no',
    retryRead: 'quick',
    retryWrite: 'quick',
    origin: 'our-ss',
    alarm,
  };
}

/** What follows when an answer is not what X-Road or the contract promises, and so is never used. */
export function classifyAnswer(
  kind: 'integrity' | 'contract' | 'not-x-road' | 'stand-in' | 'no-stand-in',
): TundukFailure {
  const never = { retryRead: 'never', retryWrite: 'never', delivered: 'yes' } as const;
  switch (kind) {
    case 'integrity':
      return { category: 'INTEGRITY', ...never, origin: 'network', alarm: 'security' };
    case 'contract':
      return { category: 'CONTRACT_BREACH', ...never, origin: 'provider', alarm: 'ticket' };
    case 'not-x-road':
      return { ...unknownFault, origin: 'our-ss' };
    case 'stand-in':
      return { category: 'STAND_IN_REFUSED', ...never, delivered: 'no', origin: 'us', alarm: 'security' };
    case 'no-stand-in':
      return { category: 'NO_STAND_IN', ...never, delivered: 'no', origin: 'us', alarm: 'page' };
  }
}

type Row = (typeof faultTable)[number];

function isMatch({ code, isPrefix }: Row, normalised: string): boolean {
  if (isPrefix === true)
    return `${normalised}/`.startsWith(code.endsWith('/') ? code : `${code}/`) || isNested(code, normalised);
  return `/${normalised}/`.includes(`/${code}/`);
}

/** A signer's code may also stand after the prefix of a proxy (reference §1.5). */
function isNested(code: string, normalised: string): boolean {
  return !code.endsWith('/') && `/${normalised}/`.includes(`/${code}/`);
}

/** Longer ends first; the row with its own message before the one for every message. */
function weight({ code, message }: Row): number {
  return code.length * 2 + (message === undefined ? 0 : 1);
}

/** The same fault may come from our security server or from theirs: the prefix says which. */
function placed(origin: TundukFailure['origin'], normalised: string): TundukFailure['origin'] {
  return origin === 'our-ss' && normalised.startsWith('server/serverproxy') ? 'their-ss' : origin;
}

function originOf(normalised: string): TundukFailure['origin'] {
  if (normalised.startsWith('client')) return 'us';
  if (normalised.startsWith('server/clientproxy') || normalised.startsWith('signer')) return 'our-ss';
  if (normalised.startsWith('server/serverproxy')) return 'their-ss';
  return 'network';
}
