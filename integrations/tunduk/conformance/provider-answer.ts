import type { IncomingAnswer } from '../client/send.ts';
import { valuesFromJson } from '../contracts/field-values.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { businessCode } from '../contracts/registry-service.ts';
import type { Contract } from '../contracts/contract-schema.ts';
import { unwrapAnswer } from '../contracts/wrap-values.ts';
import { child, readXml, valueOf } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { soapNames } from '../protocol/soap-envelope.ts';
import { isXmlRecord } from '../protocol/xml-value.ts';

/** A SOAP answer taken apart without any of the rules that are to be tried on it. */
export interface LooseSoap {
  header: readonly XmlElement[];
  wrapper: XmlElement;
  isFault: boolean;
}

/** Takes a SOAP answer apart; throws when it is no envelope with something in its body. */
export function looseSoap(answer: IncomingAnswer): LooseSoap {
  const envelope = readXml(answer.body);
  const wrapper = child(envelope, 'Body', soapNames.envelope)?.children[0];
  if (envelope.name !== 'Envelope' || envelope.namespace !== soapNames.envelope || wrapper === undefined) {
    throw new TypeError('not a SOAP 1.1 envelope with a body');
  }
  const header = child(envelope, 'Header', soapNames.envelope)?.children ?? [];
  return { header, wrapper, isFault: wrapper.name === 'Fault' && wrapper.namespace === soapNames.envelope };
}

/** The fields of an answer by its contract; strictly, so that a field that is not in it is a fault. Throws. */
export function fieldsOf(contract: Contract, answer: IncomingAnswer): FieldRecord {
  if (contract.protocol === 'rest') {
    return answer.body.length === 0 ? {} : valuesFromJson(contract.answer, jsonOf(answer), true);
  }
  const { wrapper, isFault } = looseSoap(answer);
  if (isFault) throw new TypeError(`a fault: ${child(wrapper, 'faultcode')?.text ?? ''}`);
  const value = valueOf(wrapper);
  return unwrapAnswer(contract, isXmlRecord(value) ? value : {}, true);
}

/** The business code that a contract reads in an answer, or why there is none. */
export function businessIn(contract: Contract, answer: IncomingAnswer): string {
  const byStatus = businessCode(contract, {}, answer.status);
  if (byStatus !== undefined) return byStatus;
  if (contract.protocol === 'rest' && answer.status !== 200) return `status ${answer.status}`;
  try {
    return businessCode(contract, fieldsOf(contract, answer), answer.status) ?? 'data';
  } catch (error) {
    return Error.isError(error) ? error.message : 'unreadable';
  }
}

/** The JSON of an answer, whatever its encoding; throws when it is none. */
export function jsonOf(answer: IncomingAnswer): unknown {
  return JSON.parse(new TextDecoder().decode(answer.body));
}

/** The content type in lower case. */
export function typeOf(answer: IncomingAnswer): string {
  return (lastHeader(answer.headers, 'content-type') ?? '').toLowerCase();
}
