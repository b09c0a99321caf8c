import { ContractBreach } from '../contracts/field-values.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { unwrapAnswer } from '../contracts/wrap-values.ts';
import type { SoapContract } from '../contracts/wrap-values.ts';
import { classifyAnswer, classifyFault } from '../errors/classify.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import { compareHeaders } from '../protocol/compare-headers.ts';
import { multipartBoundary, readMultipart } from '../protocol/multipart.ts';
import { readSoap } from '../protocol/read-soap.ts';
import type { ReadSoap, SoapMessage } from '../protocol/read-soap.ts';
import { valueOf } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { sha512Uri } from '../protocol/soap-envelope.ts';
import { isXmlRecord } from '../protocol/xml-value.ts';
import { notFromXRoad } from './not-from-x-road.ts';
import type { IncomingAnswer } from './send.ts';

/** What an answer must repeat: the header of its request, and SHA-512 of the request's exact bytes. */
interface SentHeader {
  header: readonly XmlElement[];
  digest: Buffer;
}

/**
 * The fields of a SOAP answer, in the order of distrust: envelope, fault, `requestHash` over the bytes we sent, header
 * equal to ours, wrapper, contract. Throws `TundukError`.
 */
export function readSoapAnswer(contract: SoapContract, sent: SentHeader, answer: IncomingAnswer): FieldRecord {
  const read = envelopeOf(answer);
  if (read.kind === 'fault') {
    const { code, message, detail } = read.fault;
    throw new TundukError({
      failure: classifyFault(code, message),
      faultCode: code,
      ...(detail === undefined ? {} : { detailId: detail }),
    });
  }
  requireAnswerTo(sent, read.message);
  return fieldsOf(contract, read.message);
}

/** `requestHash` of an answer, for the log; undefined when there is none to read. */
export function hashIn(answer: IncomingAnswer): string | undefined {
  return /:?requestHash[^>]*>([A-Za-z0-9+/=]{40,100})</.exec(answer.body.subarray(0, 20_000).toString('latin1'))?.[1];
}

function envelopeOf(answer: IncomingAnswer): ReadSoap {
  const type = lastHeader(answer.headers, 'content-type') ?? '';
  const boundary = multipartBoundary(type);
  const bytes = boundary === undefined ? answer.body : readMultipart(answer.body, boundary)?.[0]?.body;
  if (bytes === undefined || !(boundary !== undefined || /^(text|application)\/(soap\+)?xml/i.test(type))) {
    throw notFromXRoad(answer);
  }
  try {
    return readSoap(bytes);
  } catch (error) {
    if (answer.status >= 400) throw notFromXRoad(answer, error);
    throw new TundukError({ failure: classifyAnswer('contract'), cause: error });
  }
}

function requireAnswerTo({ header, digest }: SentHeader, message: SoapMessage): void {
  const { requestHash } = message;
  const isOurs = requestHash?.algorithm === sha512Uri && requestHash.value === digest.toString('base64');
  const difference = compareHeaders(header, message.header);
  if (!isOurs || difference !== undefined) {
    const what = difference === undefined ? 'requestHash' : `${difference.field} is ${difference.kind}`;
    throw new TundukError({ failure: classifyAnswer('integrity'), cause: new Error(what) });
  }
}

function fieldsOf(contract: SoapContract, { wrapper }: SoapMessage): FieldRecord {
  const { answerWrapper, namespace } = contract.soap;
  try {
    if (wrapper.name !== answerWrapper || wrapper.namespace !== namespace) {
      throw new ContractBreach('the wrapper', `is not ${answerWrapper}`);
    }
    const record = valueOf(wrapper);
    return unwrapAnswer(contract, isXmlRecord(record) ? record : {});
  } catch (error) {
    throw new TundukError({ failure: classifyAnswer('contract'), cause: error });
  }
}
