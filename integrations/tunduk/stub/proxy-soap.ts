import { compareHeaders } from '../protocol/compare-headers.ts';
import { multipartBoundary, readMultipart } from '../protocol/multipart.ts';
import { readSoap, SoapShapeError } from '../protocol/read-soap.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { buildSoapFault, envelopeAround } from '../protocol/soap-envelope.ts';
import { writeElement } from '../protocol/write-element.ts';
import { askProvider } from './ask-provider.ts';
import { headerWithHash } from './header-with-hash.ts';
import type { CallNotes } from './call-notes.ts';
import type { OfferedService } from './known-services.ts';
import { shownAnswer } from './shown-messages.ts';
import type { StubRequest } from './stub-context.ts';
import { XRoadFault } from './x-road-fault.ts';

const failed = 'Server.ServerProxy.ServiceFailed';

/**
 * Passes a SOAP request to an integrator's endpoint, checks the answer as the provider's security server does (an
 * X-Road message, every header field repeated), and adds `requestHash`. A fault of the provider goes through. Throws
 * `XRoadFault`.
 */
export async function proxySoap(
  offered: OfferedService,
  request: StubRequest,
  bytes: Buffer,
  message: SoapMessage,
  notes: CallNotes,
): Promise<Buffer> {
  const passed = request.headers.filter(([name]) => /^(content-type|soapaction)$/i.test(name));
  const url = offered.settings.endpoint ?? '';
  const reply = await askProvider(offered, { method: 'POST', url, headers: passed, body: request.body });
  const type = lastHeader(reply.headers, 'content-type') ?? '';
  if (reply.status !== 200 && !(reply.status === 500 && /xml/i.test(type))) {
    throw new XRoadFault(`${failed}.HttpError`, `Server responded with error ${reply.status}`);
  }
  const boundary = multipartBoundary(type);
  const body = boundary === undefined ? reply.body : readMultipart(reply.body, boundary)?.[0]?.body;
  notes.answer = shownAnswer(offered.contract, body ?? Buffer.alloc(0));
  const answer = readAnswer(body ?? Buffer.alloc(0));
  if (answer.kind === 'fault') return buildSoapFault(answer.fault);
  requireSameHeader(message, answer.message);
  return envelopeAround(headerWithHash(answer.message, bytes), writeElement(answer.message.wrapper));
}

function readAnswer(body: Buffer): ReturnType<typeof readSoap> {
  try {
    return readSoap(body);
  } catch (error) {
    const fault = error instanceof SoapShapeError ? error.fault : 'InvalidSoap';
    throw new XRoadFault(`${failed}.${fault}`, Error.isError(error) ? error.message : 'not a SOAP message');
  }
}

function requireSameHeader(sent: SoapMessage, back: SoapMessage): void {
  if (back.requestHash !== undefined) {
    throw new XRoadFault(`${failed}.InvalidSoap`, 'The answer of the provider holds a requestHash');
  }
  const difference = compareHeaders(sent.header, back.header);
  if (difference?.kind === 'missing') {
    throw new XRoadFault(`${failed}.MissingHeaderField`, `Required field '${difference.field}' is missing`);
  }
  if (difference !== undefined) {
    throw new XRoadFault(`${failed}.InconsistentHeaders`, `Header field ${difference.field} is ${difference.kind}`);
  }
  if (back.wrapper.name !== `${sent.wrapper.name.replace(/Request$/, '')}Response`) {
    throw new XRoadFault(`${failed}.InvalidSoap`, `The wrapper of the answer is ${back.wrapper.name}`);
  }
}
