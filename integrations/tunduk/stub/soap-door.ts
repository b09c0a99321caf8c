import { randomUUID } from 'node:crypto';
import { unwrapRequest, wrapAnswer } from '../contracts/wrap-values.ts';
import type { SoapContract } from '../contracts/wrap-values.ts';
import { ContractBreach } from '../contracts/field-values.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import { multipartBoundary, readMultipart } from '../protocol/multipart.ts';
import { readSoap, SoapShapeError } from '../protocol/read-soap.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';
import { largestMessage, valueOf } from '../protocol/read-xml.ts';
import { XmlReadError } from '../protocol/xml-read-error.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { buildSoapAnswer, buildSoapFault } from '../protocol/soap-envelope.ts';
import { writeElements } from '../protocol/write-xml.ts';
import { isXmlRecord } from '../protocol/xml-value.ts';
import { admit } from './admit.ts';
import { chooseFault } from './choose-fault.ts';
import { chooseLatency } from './choose-latency.ts';
import { spell } from './dialect.ts';
import type { CallNotes } from './call-notes.ts';
import { headerWithHash } from './header-with-hash.ts';
import { answerSoapMetadata, isSoapMetadata } from './soap-metadata.ts';
import type { OfferedService } from './known-services.ts';
import { provide } from './provide.ts';
import { proxySoap } from './proxy-soap.ts';
import { relayToTestServer } from './relay.ts';
import { shownSoapRequest } from './shown-messages.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';
import { XRoadFault } from './x-road-fault.ts';

const xml = ['Content-Type', 'text/xml;charset=utf-8'] as const;

/** Answers a SOAP request as a security server does; a fault goes out with HTTP 200. `notes` are for the journal. */
export async function answerSoap(context: StubContext, request: StubRequest, notes: CallNotes): Promise<StubReply> {
  let message: SoapMessage | undefined;
  try {
    const bytes = envelopeBytes(request);
    message = requestMessage(bytes);
    notes.soap(message);
    return await answerMessage(context, request, bytes, message, notes);
  } catch (error) {
    const fault = faultOf(error);
    notes.outcome = spell(fault.code, context.loaded().configuration.dialect);
    notes.message = fault.message;
    if (message !== undefined) noteRefused(context, message, request.body.length, notes);
    const body = buildSoapFault({ code: notes.outcome, message: fault.message, detail: randomUUID() });
    return { status: 200, headers: [xml], body };
  }
}

function envelopeBytes(request: StubRequest): Buffer {
  if (request.method !== 'POST') {
    throw new XRoadFault('Client.InvalidHttpMethod', 'Must use POST request method instead of ' + request.method);
  }
  const type = lastHeader(request.headers, 'content-type') ?? '';
  const boundary = multipartBoundary(type);
  const body = boundary === undefined ? request.body : readMultipart(request.body, boundary)?.[0]?.body;
  if (boundary === undefined && !/^text\/xml\b/i.test(type)) {
    throw new XRoadFault('Client.InvalidContentType', 'Invalid content type: ' + type.slice(0, 60));
  }
  if (body === undefined) throw new XRoadFault('Client.MimeParsingFailed', 'Could not parse the MIME message');
  if (body.length > largestMessage) {
    throw new XRoadFault('Server.ClientProxy.IOError', 'LoggingFailed: Message size exceeds maximum loggable size');
  }
  return body;
}

function requestMessage(bytes: Buffer): SoapMessage {
  const read = readSoap(bytes);
  if (read.kind === 'fault') throw new XRoadFault('Client.InvalidSoap', 'The request is a fault');
  const { message } = read;
  if (message.requestHash !== undefined) throw new XRoadFault('Client.InvalidSoap', 'requestHash in a request');
  if (message.wrapper.name.replace(/Request$/, '') !== message.service.service) {
    throw new XRoadFault('Client.InvalidBody', 'The wrapper element does not match the service code');
  }
  return message;
}

async function answerMessage(
  context: StubContext,
  request: StubRequest,
  bytes: Buffer,
  message: SoapMessage,
  notes: CallNotes,
): Promise<StubReply> {
  if (isSoapMetadata(message.service)) return answerSoapMetadata(context, request, bytes, message);
  const { client, service } = message;
  const offered = admit(context, { client, service, protocol: 'soap', tls: request.tls });
  notes.offered(offered);
  const call = context.nextCall();
  const name = sayIdentifier(subsystemOf(client));
  const { seed } = context.loaded().configuration;
  const rule = chooseFault(context.faults(offered.contract), { client: name, now: context.now(), seed, number: call });
  if (rule?.kind === 'code') throw new XRoadFault(rule.code, rule.message);
  const failed = 'Server.ServerProxy.ServiceFailed';
  if (rule?.kind === 'status')
    throw new XRoadFault(`${failed}.HttpError`, `Server responded with error ${rule.status}`);
  const limit = offered.settings.callsPerMinute;
  if (limit !== undefined && context.countInMinute(sayIdentifier(service)) > limit) {
    throw new XRoadFault(`${failed}.HttpError`, 'Server responded with error 429: Too Many Requests');
  }
  const reply = await replyFor(context, request, bytes, message, offered, notes);
  const delayMs = (reply.delayMs ?? 0) + chooseLatency(offered.settings, seed, call);
  context.messages.keep({
    queryId: message.id,
    client: name,
    at: context.now(),
    protocol: 'soap',
    request: bytes,
    response: reply.body,
  });
  if (rule !== undefined) notes.outcome = rule.how;
  return { ...reply, delayMs, ...(rule === undefined ? {} : { broken: rule.how }) };
}

async function replyFor(
  context: StubContext,
  request: StubRequest,
  bytes: Buffer,
  message: SoapMessage,
  offered: OfferedService,
  notes: CallNotes,
): Promise<StubReply> {
  const contract = offered.contract as SoapContract;
  const { mode } = offered.settings;
  if (mode !== 'fixture') notes.request = shownSoapRequest(contract, message.wrapper, bytes.length);
  if (mode === 'passthrough' || mode === 'record') return relayToTestServer(context, request, offered, notes);
  if (mode === 'proxy') {
    const body = await proxySoap(offered, request, bytes, message, notes);
    return { status: 200, headers: [xml], body };
  }
  const values = requestValues(contract, message);
  notes.request = values;
  const provided = await provide(context, offered, values);
  notes.scenario = provided.scenario;
  notes.answer = provided.answer;
  const content = writeElements(wrapAnswer(contract, provided.answer ?? {}, values), 'p');
  const { namespace, answerWrapper } = contract.soap;
  const body = buildSoapAnswer(headerWithHash(message, bytes), { namespace, wrapper: answerWrapper, content });
  return { status: 200, headers: [xml], body, delayMs: provided.delayMs };
}

/** A call that got no answer is shown too, where it is known by which contract to mask it. */
function noteRefused(context: StubContext, message: SoapMessage, size: number, notes: CallNotes): void {
  const known = context.loaded().services.get(sayIdentifier(message.service));
  if (known === undefined) return;
  notes.offered(known);
  notes.request ??= shownSoapRequest(known.contract, message.wrapper, size);
}

function requestValues(contract: SoapContract, message: SoapMessage): FieldRecord {
  const record = valueOf(message.wrapper);
  return unwrapRequest(contract, isXmlRecord(record) ? record : {});
}

function faultOf(error: unknown): XRoadFault {
  if (error instanceof XRoadFault) return error;
  if (error instanceof SoapShapeError) return new XRoadFault(`Client.${error.fault}`, error.message);
  if (error instanceof XmlReadError) return new XRoadFault('Client.InvalidXml', error.message);
  if (error instanceof ContractBreach) {
    return new XRoadFault(
      'Server.ServerProxy.ServiceFailed.InvalidSoap',
      `the request breaks the contract: ${error.message}`,
    );
  }
  return new XRoadFault('Server.ClientProxy.InternalError', 'a defect of the stand-in');
}
