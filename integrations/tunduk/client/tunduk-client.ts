import { businessCode } from '../contracts/registry-service.ts';
import type { RegistryAnswer, RegistryService } from '../contracts/registry-service.ts';
import { classifyAnswer, classifyFault, classifyTransport } from '../errors/classify.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import type { EvidenceRef } from '../errors/tunduk-error.ts';
import { checkedIdentifier, sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { ServiceId, SubsystemId } from '../protocol/identifiers.ts';
import { sha512 } from '../protocol/message-hash.ts';
import { usualLimits } from './client-configuration.ts';
import type { ClientLimits, TundukClientConfiguration } from './client-configuration.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { endOf } from './attempt-end.ts';
import type { AttemptProgress } from './attempt-end.ts';
import type { ExchangeLog } from './exchange-log.ts';
import { probeProvider } from './probe-provider.ts';
import { prepareCall } from './prepare-call.ts';
import type { PreparedCall } from './prepare-call.ts';
import { connectSecurityServer } from './security-server.ts';
import type { SecurityServer } from './security-server.ts';
import { send, SendFailure } from './send.ts';
import type { IncomingAnswer } from './send.ts';
import { rememberedBy } from '../protocol/remembered-by.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import type { Contract } from '../contracts/contract-schema.ts';

/** One question to a registry. */
export interface RegistryQuestion<Question> {
  /** By `exchangeIdOf`; the same for every attempt. */
  exchangeId: string;
  /** The fields of the question; personal data. */
  ask: Question;
  /** Who caused it: `KG` and a pseudonymous id, or `KG-SYS-` and the procedure. Never a PIN. */
  userId: string;
  /** The number of the case that justifies it. Never a PIN. */
  issue: string;
  purpose: string;
  /** The document that gives the right to ask, for the log; that of the contract when it is not told. */
  legalGround?: string;
  signal?: AbortSignal;
}

/** What came of a question, and where it is proved. */
export type RegistryOutcome<Data> = RegistryAnswer<Data> & {
  evidence: EvidenceRef;
  /** It came from a stand-in: it proves nothing about anybody. */
  isStandIn: boolean;
};

/** Asks registries through one security server. */
export interface TundukClient {
  /**
   * Asks once: records the attempt, keeps the bytes that go out, sends, keeps the bytes that came, distrusts them in
   * order, and gives data or a business answer. Throws `TundukError` with what may be done next; repeats nothing by
   * itself. Without a log or an evidence store nothing is sent, and their failure is thrown as it is.
   */
  ask: <Question, Data>(
    service: RegistryService<Question, Data>,
    question: RegistryQuestion<Question>,
  ) => Promise<RegistryOutcome<Data>>;
  /**
   * Asks the security server of a contract's provider what we may ask there: that is about nobody and reaches no registry.
   * Throws `TundukError` where the way to it does not work; keeps nothing.
   */
  probe: (contract: Contract) => Promise<void>;
  /** Closes all connections; what is under way fails with `UNKNOWN_OUTCOME`. */
  close: () => Promise<void>;
}

type Parts = {
  client: SubsystemId;
  environment: TundukClientConfiguration['environment'];
  log: ExchangeLog;
  evidence: EvidenceStore;
  limits: ClientLimits;
  server: SecurityServer;
  /** The identifier of a contract's service, in the instance of our subsystem. */
  serviceOf: (contract: Contract) => ServiceId;
};

/** A client over one security server. Opens no connection before the first question. */
export function tundukClient(configuration: TundukClientConfiguration): TundukClient {
  const { client, environment, log, evidence, limits = usualLimits } = configuration;
  const server = connectSecurityServer(configuration.securityServer, limits);
  const own = subsystemOf(checkedIdentifier(client));
  const serviceOf = rememberedBy(({ service }: Contract): ServiceId => {
    const { version, ...code } = service;
    return { instance: own.instance, ...code, ...(version === undefined ? {} : { version }) };
  });
  const parts: Parts = { client: own, environment, log, evidence, limits, server, serviceOf };
  return {
    ask: (service, question) => ask(parts, service, question),
    probe: (contract) => probe(parts, contract),
    close: server.close,
  };
}

async function probe(parts: Parts, contract: Contract): Promise<void> {
  try {
    const answer = await probeProvider(parts, parts.serviceOf(contract));
    refuseStandIn(parts, answer);
  } catch (error) {
    throw inOurWords(error) ?? error;
  }
}

async function ask<Question, Data>(
  parts: Parts,
  service: RegistryService<Question, Data>,
  question: RegistryQuestion<Question>,
): Promise<RegistryOutcome<Data>> {
  const { contract } = service;
  const serviceId = parts.serviceOf(contract);
  requireReasons(question);
  const evidence = await parts.log.reserve({
    exchangeId: question.exchangeId,
    contract: contract.id,
    client: sayIdentifier(parts.client),
    service: sayIdentifier(serviceId),
    userId: question.userId,
    issue: question.issue,
    purpose: question.purpose,
    legalGround: question.legalGround ?? contract.legalGround.text,
    environment: parts.environment,
  });
  const progress: AttemptProgress = {};
  try {
    const { userId, issue } = question;
    const caller = { client: parts.client, service: serviceId, id: evidence.xRoadId, userId, issue };
    const call = prepareCall(contract, service.request(question.ask), caller);
    const answer = await exchange(parts, call, evidence, progress, question.signal);
    refuseStandIn(parts, answer);
    const fields = call.read(answer);
    const code = businessCode(contract, fields ?? {}, answer.status);
    const read: RegistryAnswer<Data> =
      code === undefined ? service.read(fields ?? {}, question.ask) : { kind: 'business', code };
    await parts.log.end(evidence, endOf(progress, parts.server, read));
    return { ...read, evidence, isStandIn: isFromStandIn(answer) };
  } catch (error) {
    const told = inOurWords(error);
    if (told === undefined) throw error;
    told.evidence = evidence;
    await parts.log.end(evidence, endOf(progress, parts.server, told));
    throw told;
  }
}

async function exchange(
  { log, evidence, limits, server }: Parts,
  call: PreparedCall,
  attempt: EvidenceRef,
  progress: AttemptProgress,
  signal: AbortSignal | undefined,
): Promise<IncomingAnswer> {
  const requestKey = await evidence.keep(attempt, 'request', call.signed);
  const requestSha512 = call.digest.toString('hex');
  await log.sending(attempt, { at: new Date(), server: server.host, requestSha512, requestKey });
  const answer = await send(server.dispatcher, call.message, limits.totalMs, signal);
  progress.answer = answer;
  progress.responseSha512 = sha512(answer.body).toString('hex');
  progress.responseKey = await evidence.keep(attempt, 'response', answer.body);
  return answer;
}

/** `issue` and `userId` are what the person sees of a call; a placeholder or a PIN there is refused before anything. */
function requireReasons({ userId, issue, purpose }: { userId: string; issue: string; purpose: string }): void {
  const isReason = (text: string) => text.trim().length >= 3 && !/(?<!\d)\d{14}(?!\d)/.test(text);
  if (!isReason(userId) || !userId.startsWith('KG') || !isReason(issue) || purpose.trim() === '') {
    throw new TundukError({ failure: { ...classifyFault('client/', ''), alarm: 'none' } });
  }
}

function isFromStandIn({ headers }: IncomingAnswer): boolean {
  return lastHeader(headers, 'x-tunduk-stub') !== undefined;
}

function refuseStandIn({ environment }: Parts, answer: IncomingAnswer): void {
  if (environment === 'production' && isFromStandIn(answer)) {
    throw new TundukError({ failure: classifyAnswer('stand-in') });
  }
}

/** Errors of the call in our words; a failure of log or store is theirs and has none. */
function inOurWords(error: unknown): TundukError | undefined {
  if (error instanceof TundukError) return error;
  if (!(error instanceof SendFailure)) return undefined;
  if (error.isTooLarge) {
    const failure = {
      ...classifyFault('server.clientproxy.io_error', 'maximum loggable size'),
      delivered: 'yes' as const,
    };
    return new TundukError({ failure, cause: error });
  }
  return new TundukError({ failure: classifyTransport(error.stage), cause: error });
}
