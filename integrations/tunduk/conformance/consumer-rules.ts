import type { Contract } from '../contracts/contract-schema.ts';
import { checkedIdentifier, isSameSubsystem, sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { ServiceId, SubsystemId } from '../protocol/identifiers.ts';
import { lastHeader, readRestRequest } from '../protocol/rest-message.ts';
import { isRestMetadata } from '../stub/rest-metadata.ts';
import { isSoapMetadata } from '../stub/soap-metadata.ts';
import { isUnderstood, messageIn, reasonsOf } from './observed-call.ts';
import type { ObservedCall, Situation } from './observed-call.ts';
import { notAgreed } from './rule.ts';
import type { Rule } from './rule.ts';

/** What was seen of a consumer in a whole trial. */
export interface ConsumerWorld {
  contract: Contract;
  /** The subsystem as which the consumer was agreed to ask. */
  client: SubsystemId;
  calls: readonly ObservedCall[];
  /** Situations in which the consumer was run, with the exit status of its program. Empty when the kit only listened. */
  runs: ReadonlyMap<Situation, number>;
  /** Whether mutual TLS was agreed. */
  isTlsAgreed: boolean;
  /** How long the consumer must wait for an answer, in milliseconds. */
  patienceMs: number;
}

const rest = ['rest'] as const;
const soap = ['soap'] as const;
const both = ['soap', 'rest'] as const;
const mostRepeats = 4;
const leastPauseMs = 900;

/** The rules for a consumer's system (reference §6.8), in the order in which they are looked at. */
export const consumerRules: readonly Rule<ConsumerWorld>[] = [
  { number: 'C01', section: 'PR-MESS §2, PR-REST §4.1', protocols: both, check: understood },
  { number: 'C02', section: 'PR-REST §4.3, X-Road issue 1177', protocols: rest, needs: ['C01'], check: oneClient },
  { number: 'C03', section: 'PR-REST §4.8', protocols: both, needs: ['C01', 'C02'], check: identifiers },
  { number: 'C04', section: 'PR-MESS §2.2, PR-REST §4.3', protocols: both, needs: ['C01'], check: hasId },
  { number: 'C05', section: 'UG-SIGDOC unique, reference §6.2', protocols: both, needs: ['C04'], check: uniqueIds },
  { number: 'C06', section: 'PR-MESS §2.2, reference §0.7', protocols: both, needs: ['C01'], check: realIssue },
  { number: 'C07', section: 'PR-MESS §2.2, reference §0.7', protocols: both, needs: ['C01'], check: realUser },
  { number: 'C08', section: 'PR-REST §4.3, PR-MESS §2.3', protocols: both, needs: ['C01'], check: reserved },
  { number: 'C09', section: 'PR-MESS §2.1', protocols: soap, needs: ['C01'], check: contentType },
  { number: 'C10', section: 'UG-SS §9.1', protocols: both, check: mutualTls },
  { number: 'C11', section: 'reference §6.5', protocols: both, needs: ['C01'], check: noRetryWhenDenied },
  { number: 'C12', section: 'reference §6.5', protocols: both, needs: ['C01'], check: noStorm },
  { number: 'C13', section: 'reference §6.5', protocols: both, needs: ['C01'], check: noBlindWrite },
  { number: 'C14', section: 'PR-MESS §2.4, PR-REST §4.5', protocols: both, needs: ['C01'], check: refusesWrongHash },
  { number: 'C15', section: 'reference §1.7', protocols: both, needs: ['C01'], check: patience },
  {
    number: 'C16',
    section: 'PR-MESS §2.2, PR-REST §4.1',
    protocols: both,
    needs: ['C01', 'C02', 'C03'],
    check: addressee,
  },
  {
    number: 'C17',
    section: 'reference §6.3',
    protocols: both,
    needs: ['C01', 'C02', 'C03', 'C04', 'C08', 'C09', 'C16'],
    check: believesTheAnswer,
  },
  {
    number: 'C18',
    section: 'PR-MESS §2.6, PR-REST §4.6',
    protocols: both,
    needs: ['C01', 'C16'],
    check: believesNoFailure,
  },
];

const failures = ['denied', 'down', 'unknown', 'silent'] as const;

function firstFault(
  calls: readonly ObservedCall[],
  fault: (call: ObservedCall) => string | undefined,
): string | undefined {
  return calls.map(fault).find((one) => one !== undefined);
}

function understood({ calls }: ConsumerWorld): string | undefined {
  if (calls.length === 0) return 'no call came';
  return firstFault(calls, (call) => (isUnderstood(call) ? undefined : `${call.method} ${call.protocol}`));
}

function oneClient({ calls }: ConsumerWorld): string | undefined {
  return firstFault(calls, ({ headers }) => {
    const count = headers.filter(([name]) => name.toLowerCase() === 'x-road-client').length;
    return count === 1 ? undefined : `${count} headers`;
  });
}

function identifiers({ calls }: ConsumerWorld): string | undefined {
  return firstFault(calls, (call) => {
    const read = call.protocol === 'rest' ? readRestRequest(call.target, call.headers) : messageIn(call);
    if (typeof read !== 'object') return read ?? 'unreadable';
    checkedIdentifier(read.client, 'strict');
    checkedIdentifier(read.service, 'strict');
    return undefined;
  });
}

function hasId({ calls }: ConsumerWorld): string | undefined {
  return firstFault(calls, (call) => (reasonsOf(call).id.trim() === '' ? 'without an id' : undefined));
}

function uniqueIds({ calls }: ConsumerWorld): string | undefined {
  const ids = calls.map((call) => reasonsOf(call).id);
  return new Set(ids).size === ids.length ? undefined : `${ids.length} calls, ${new Set(ids).size} ids`;
}

function realIssue({ calls }: ConsumerWorld): string | undefined {
  return firstFault(calls, (call) => placeholder(reasonsOf(call).issue));
}

function realUser({ calls }: ConsumerWorld): string | undefined {
  return firstFault(calls, (call) => {
    const { userId } = reasonsOf(call);
    return placeholder(userId) ?? (/^[A-Z]{2}/.test(userId) ? undefined : 'without the letters of the country');
  });
}

function placeholder(text: string): string | undefined {
  if (/(?<!\d)\d{14}(?!\d)/.test(text)) return 'a PIN';
  return text.trim().length < 3 || /^(test|none|null|undefined|string|123+)$/i.test(text.trim())
    ? `"${text}"`
    : undefined;
}

function reserved({ calls }: ConsumerWorld): string | undefined {
  return firstFault(calls, (call) => {
    const names = call.headers.map(([name]) => name.toLowerCase());
    const own = names.find((name) => name === 'x-road-request-id' || name === 'x-road-request-hash');
    return own ?? (call.protocol === 'soap' && messageIn(call)?.requestHash !== undefined ? 'requestHash' : undefined);
  });
}

function contentType({ calls }: ConsumerWorld): string | undefined {
  return firstFault(calls, ({ headers }) => {
    const type = lastHeader(headers, 'content-type') ?? '';
    return /^text\/xml;\s*charset="?utf-8"?$/i.test(type) || /^multipart\/related/i.test(type)
      ? undefined
      : `"${type}"`;
  });
}

function mutualTls({ calls, isTlsAgreed }: ConsumerWorld): string | undefined | typeof notAgreed {
  if (!isTlsAgreed) return notAgreed;
  return firstFault(calls, ({ isMutualTls }) => (isMutualTls ? undefined : 'a call without a certificate'));
}

function callsIn({ calls, runs }: ConsumerWorld, situation: Situation): readonly ObservedCall[] | typeof notAgreed {
  return runs.has(situation) ? calls.filter((call) => call.situation === situation) : notAgreed;
}

function noRetryWhenDenied(world: ConsumerWorld): string | undefined | typeof notAgreed {
  const calls = callsIn(world, 'denied');
  if (calls === notAgreed) return notAgreed;
  return calls.length <= 1 ? undefined : `${calls.length} calls`;
}

function noStorm(world: ConsumerWorld): string | undefined | typeof notAgreed {
  const calls = callsIn(world, 'down');
  if (calls === notAgreed) return notAgreed;
  if (calls.length > mostRepeats + 1) return `${calls.length} calls`;
  const pauses = calls.slice(1).map(({ at }, place) => at - (calls[place]?.at ?? 0));
  return pauses.some((pause) => pause < leastPauseMs)
    ? `repeated after ${Math.round(Math.min(...pauses))} ms`
    : undefined;
}

function noBlindWrite(world: ConsumerWorld): string | undefined | typeof notAgreed {
  if (world.contract.effect !== 'write') return notAgreed;
  const calls = callsIn(world, 'unknown');
  if (calls === notAgreed) return notAgreed;
  return calls.length <= 1 ? undefined : `${calls.length} calls`;
}

function refusesWrongHash({ runs }: ConsumerWorld): string | undefined | typeof notAgreed {
  const status = runs.get('wrongHash');
  if (status === undefined || runs.get('plain') !== 0) return notAgreed;
  return status === 0 ? 'the program said that all was well' : undefined;
}

function patience(world: ConsumerWorld): string | undefined | typeof notAgreed {
  const calls = callsIn(world, 'silent');
  if (calls === notAgreed) return notAgreed;
  return firstFault(calls, ({ hungUpAfterMs }) =>
    hungUpAfterMs !== undefined && hungUpAfterMs < world.patienceMs
      ? `hung up after ${Math.round(hungUpAfterMs)} ms`
      : undefined,
  );
}

/** Every call asks the service of the contract, or what the server tells about its subsystem, as the agreed client. */
function addressee({ calls, contract, client }: ConsumerWorld): string | undefined {
  const { version, ...code } = contract.service;
  const isVersioned = contract.protocol === 'soap' && version !== undefined;
  const asked: ServiceId = { instance: client.instance, ...code, ...(isVersioned ? { version } : {}) };
  return firstFault(calls, (call) => {
    const read = call.protocol === 'rest' ? readRestRequest(call.target, call.headers) : messageIn(call);
    if (typeof read !== 'object') return read ?? 'unreadable';
    if (!isSameSubsystem(read.client, client)) {
      return `the caller is ${sayIdentifier(subsystemOf(read.client))}, agreed was ${sayIdentifier(client)}`;
    }
    const isMetadata = call.protocol === 'rest' ? isRestMetadata(read.service) : isSoapMetadata(read.service);
    if (isMetadata && isSameSubsystem(read.service, asked)) return undefined;
    const [found, wanted] = [sayIdentifier(read.service), sayIdentifier(asked)];
    return found === wanted ? undefined : `${found} was asked, not ${wanted}`;
  });
}

function believesTheAnswer({ runs }: ConsumerWorld): string | undefined | typeof notAgreed {
  const status = runs.get('plain');
  if (status === undefined) return notAgreed;
  return status === 0 ? undefined : `a right answer came, and the program ended with ${status}`;
}

function believesNoFailure({ runs }: ConsumerWorld): string | undefined | typeof notAgreed {
  if (runs.size === 0) return notAgreed;
  const believed = failures.filter((situation) => runs.get(situation) === 0);
  return believed.length === 0 ? undefined : `the program said that all was well: ${believed.join(', ')}`;
}
