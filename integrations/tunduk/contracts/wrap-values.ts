import type { XmlRecord } from '../protocol/xml-value.ts';
import { isXmlRecord } from '../protocol/xml-value.ts';
import type { Contract } from './contract-schema.ts';
import { ContractBreach, valuesFromXml, xmlFromValues } from './field-values.ts';
import type { FieldRecord } from './field-values.ts';

/** A contract of SOAP. */
export type SoapContract = Extract<Contract, { protocol: 'soap' }>;

/** A contract of REST. */
export type RestContract = Extract<Contract, { protocol: 'rest' }>;

/** The content of the request's wrapper element. */
export function wrapRequest(contract: SoapContract, values: FieldRecord): XmlRecord {
  return inside(contract.soap.requestIn, xmlFromValues(contract.request, values));
}

/** The content of the answer's wrapper element; Infocom's services repeat the request before the answer. */
export function wrapAnswer(contract: SoapContract, answer: FieldRecord, request: FieldRecord): XmlRecord {
  const { requestIn, answerIn } = contract.soap;
  const echo = requestIn === undefined || answerIn === undefined ? {} : wrapRequest(contract, request);
  return { ...echo, ...inside(answerIn, xmlFromValues(contract.answer, answer)) };
}

/** The request fields out of a wrapper; throws `ContractBreach`. */
export function unwrapRequest(contract: SoapContract, wrapper: XmlRecord, isStrict = false): FieldRecord {
  return valuesFromXml(contract.request, outOf(contract.soap.requestIn, wrapper), isStrict);
}

/** The answer fields out of a wrapper; throws `ContractBreach`. */
export function unwrapAnswer(contract: SoapContract, wrapper: XmlRecord, isStrict = false): FieldRecord {
  return valuesFromXml(contract.answer, outOf(contract.soap.answerIn, wrapper), isStrict);
}

function inside(place: string | undefined, record: XmlRecord): XmlRecord {
  return place === undefined ? record : { [place]: record };
}

function outOf(place: string | undefined, wrapper: XmlRecord): XmlRecord {
  if (place === undefined) return wrapper;
  const found = Object.hasOwn(wrapper, place) ? wrapper[place] : undefined;
  if (found === '') return {};
  if (!isXmlRecord(found)) throw new ContractBreach(place, 'is missing');
  return found;
}
