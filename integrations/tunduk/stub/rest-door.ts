import { randomUUID } from 'node:crypto';
import { ContractBreach } from '../contracts/field-values.ts';
import { readRestParts } from '../contracts/rest-values.ts';
import type { RestContract } from '../contracts/wrap-values.ts';
import { encodeServiceId, encodeSubsystemId, sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import { restHeadBytes, restRequestHash } from '../protocol/message-hash.ts';
import type { HeaderLine, RestHead } from '../protocol/message-hash.ts';
import { largestMessage } from '../protocol/read-xml.ts';
import { errorFormatFor, writeRestError } from '../protocol/rest-error.ts';
import { keptAnswerHeaders, keptRequestHeaders, readRestRequest } from '../protocol/rest-message.ts';
import type { ReadRestRequest, RestRequestFault } from '../protocol/rest-message.ts';
import { admit } from './admit.ts';
import type { CallNotes } from './call-notes.ts';
import { chooseFault } from './choose-fault.ts';
import { chooseLatency } from './choose-latency.ts';
import { spell } from './dialect.ts';
import { answerRestMetadata, isRestMetadata } from './rest-metadata.ts';
import type { OfferedService } from './known-services.ts';
import { provide } from './provide.ts';
import { proxyRest } from './proxy-rest.ts';
import { relayToTestServer } from './relay.ts';
import { shownAnswer, shownRestRequest } from './shown-messages.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';
import { XRoadFault } from './x-road-fault.ts';

const misunderstood: Record<RestRequestFault, [code: string, message: string]> = {
  'protocol-version': ['Server.ClientProxy.InternalError', 'Invalid protocol version'],
  'request-uri': ['Server.ClientProxy.InternalError', 'Invalid request URI'],
  'client-header': ['Server.ClientProxy.InvalidClientIdentifier', 'The client identifier is missing'],
  'client-id': ['Server.ClientProxy.InternalError', 'Invalid Client Id'],
};

/** What X-Road adds to a REST answer. */
type Signed = { id: string; requestId: string; hash: string };

/** Answers a REST request as two security servers do; their own errors carry `X-Road-Error`. `notes` are for the journal. */
export async function answerRest(context: StubContext, request: StubRequest, notes: CallNotes): Promise<StubReply> {
  let read: ReturnType<typeof readRestRequest> | undefined;
  try {
    read = readRestRequest(request.target, request.headers);
    if (typeof read === 'string') throw new XRoadFault(...misunderstood[read]);
    notes.rest(read, request.headers);
    if (request.body.length > largestMessage) {
      throw new XRoadFault('Server.ClientProxy.IOError', 'LoggingFailed: Message size exceeds maximum loggable size');
    }
    return await answerRead(context, request, read, notes);
  } catch (error) {
    const defect = new XRoadFault('Server.ClientProxy.InternalError', 'a defect of the stand-in');
    if (typeof read === 'object') noteRefused(context, request, read, notes);
    return errorReply(context, request, error instanceof XRoadFault ? error : defect, notes);
  }
}

async function answerRead(
  context: StubContext,
  request: StubRequest,
  read: ReadRestRequest,
  notes: CallNotes,
): Promise<StubReply> {
  const { configuration } = context.loaded();
  const { signed, head } = sign(configuration.instance, request, read);
  if (isRestMetadata(read.service)) {
    return withXRoadHeaders(answerRestMetadata(context, request, read), read, signed);
  }
  const { client, service } = read;
  const offered = admit(context, { client, service, protocol: 'rest', tls: request.tls });
  notes.offered(offered);
  const call = context.nextCall();
  const name = sayIdentifier(subsystemOf(client));
  const met = { client: name, now: context.now(), seed: configuration.seed, number: call };
  const rule = chooseFault(context.faults(offered.contract), met);
  if (rule?.kind === 'code') throw new XRoadFault(rule.code, rule.message);
  const limit = offered.settings.callsPerMinute;
  const isOver = limit !== undefined && context.countInMinute(sayIdentifier(service)) > limit;
  const planted = rule?.kind === 'status' ? statusReply(rule.status, rule.retryAfterSeconds) : undefined;
  const reply = isOver
    ? statusReply(429, 60)
    : (planted ?? (await replyFor(context, request, read, offered, signed, notes)));
  if (isOver || rule?.kind === 'status') {
    notes.outcome = String(reply.status);
    noteRefused(context, request, read, notes);
  } else if (rule !== undefined) notes.outcome = rule.how;
  const whole =
    offered.settings.mode === 'passthrough' || offered.settings.mode === 'record'
      ? reply
      : withXRoadHeaders(reply, read, signed);
  context.messages.keep({
    queryId: signed.id,
    client: name,
    at: context.now(),
    protocol: 'rest',
    request: restHeadBytes(head),
    requestBody: request.body,
    response: Buffer.from(`${whole.status}\r\n${whole.headers.map((line) => line.join(':')).join('\r\n')}\r\n`),
    responseBody: whole.body,
  });
  const delayMs = (reply.delayMs ?? 0) + chooseLatency(offered.settings, configuration.seed, call);
  return { ...whole, delayMs, ...(rule?.kind === 'broken' ? { broken: rule.how } : {}) };
}

/** The ids that X-Road makes and the hash over what it signs: kept headers in order, then the two ids. */
function sign(instance: string, request: StubRequest, read: ReadRestRequest): { signed: Signed; head: RestHead } {
  const requestId = randomUUID();
  const id = read.id ?? `${instance}-${randomUUID()}`;
  const headers: HeaderLine[] = [
    ...keptRequestHeaders(request.headers),
    ['x-road-request-id', requestId],
    ...(read.id === undefined ? [['x-road-id', id] as const] : []),
  ];
  const head = { verb: request.method, target: request.target, headers };
  return { signed: { id, requestId, hash: restRequestHash(head, request.body) }, head };
}

function withXRoadHeaders(reply: StubReply, { client, service }: ReadRestRequest, signed: Signed): StubReply {
  return {
    ...reply,
    headers: [
      ...keptAnswerHeaders(reply.headers),
      ['x-road-id', signed.id],
      ['x-road-client', encodeSubsystemId(client)],
      ['x-road-service', encodeServiceId(service)],
      ['x-road-request-id', signed.requestId],
      ['x-road-request-hash', signed.hash],
    ],
  };
}

async function replyFor(
  context: StubContext,
  request: StubRequest,
  read: ReadRestRequest,
  offered: OfferedService,
  signed: Signed,
  notes: CallNotes,
): Promise<StubReply> {
  const contract = offered.contract as RestContract;
  const { mode } = offered.settings;
  if (mode !== 'fixture') notes.request = shownRestRequest(contract, request, read);
  if (mode === 'passthrough' || mode === 'record') return relayToTestServer(context, request, offered, notes);
  if (mode === 'proxy') {
    const reply = await proxyRest(offered, request, read, signed);
    notes.answer = shownAnswer(contract, reply.body);
    return reply;
  }
  try {
    const call = { method: request.method, path: read.servicePath, query: read.query, body: request.body };
    const values = readRestParts(contract, call);
    if (values === undefined) return statusReply(404);
    notes.request = values;
    const provided = await provide(context, offered, values);
    notes.scenario = provided.scenario;
    notes.answer = provided.answer;
    const isEmpty = provided.answer === undefined || provided.status === 204;
    return {
      status: provided.status,
      headers: isEmpty ? [] : [['Content-Type', 'application/json; charset=utf-8']],
      body: isEmpty ? Buffer.alloc(0) : Buffer.from(JSON.stringify(provided.answer)),
      delayMs: provided.delayMs,
    };
  } catch (error) {
    if (!(error instanceof ContractBreach)) throw error;
    Object.assign(notes, { outcome: '400', message: error.message });
    noteRefused(context, request, read, notes);
    return { ...statusReply(400), body: Buffer.from(JSON.stringify({ message: error.message })) };
  }
}

/** A call that got no answer is shown too, where it is known by which contract to mask it. */
function noteRefused(context: StubContext, request: StubRequest, read: ReadRestRequest, notes: CallNotes): void {
  const known = context.loaded().services.get(sayIdentifier(read.service));
  if (known === undefined) return;
  notes.offered(known);
  notes.request ??= shownRestRequest(known.contract, request, read);
}

function statusReply(status: number, retryAfterSeconds?: number): StubReply {
  return {
    status,
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ...(retryAfterSeconds === undefined ? [] : [['Retry-After', String(retryAfterSeconds)] as const]),
      ...(status >= 300 && status < 400 ? [['Location', '/elsewhere'] as const] : []),
    ],
    body: Buffer.from(JSON.stringify({ message: `planted status ${status}` })),
  };
}

function errorReply(context: StubContext, request: StubRequest, fault: XRoadFault, notes: CallNotes): StubReply {
  const code = spell(fault.code, context.loaded().configuration.dialect);
  notes.outcome = code;
  notes.message = fault.message;
  const accept = request.headers.filter(([name]) => name.toLowerCase() === 'accept').map(([, value]) => value);
  const format = errorFormatFor(accept.length === 0 ? undefined : accept.join(','));
  return {
    status: /^server\./i.test(code) ? 500 : 400,
    headers: [
      ['Content-Type', format],
      ['X-Road-Error', code],
    ],
    body: writeRestError({ type: code, message: fault.message, detail: randomUUID() }, format),
  };
}
