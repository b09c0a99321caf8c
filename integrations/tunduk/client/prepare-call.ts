import type { Contract } from '../contracts/contract-schema.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { restParts } from '../contracts/rest-values.ts';
import { wrapRequest } from '../contracts/wrap-values.ts';
import type { RestContract, SoapContract } from '../contracts/wrap-values.ts';
import { classifyFault } from '../errors/classify.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import { IdentifierError } from '../protocol/identifiers.ts';
import { restHeadBytes, sha512 } from '../protocol/message-hash.ts';
import { restRequest } from '../protocol/rest-message.ts';
import { buildSoapRequest, headerTree } from '../protocol/soap-envelope.ts';
import type { SoapHeader } from '../protocol/soap-envelope.ts';
import { writeElements, XmlWriteError } from '../protocol/write-xml.ts';
import { readRestAnswer } from './read-rest-answer.ts';
import { readSoapAnswer } from './read-soap-answer.ts';
import type { IncomingAnswer, OutgoingMessage } from './send.ts';

/** A call that is ready to go: the message, the bytes kept as evidence, and how its answer is read. */
export interface PreparedCall {
  message: OutgoingMessage;
  /** The exact body of a SOAP call; head and body of a REST call. */
  signed: Buffer;
  /** SHA-512 of those. */
  digest: Buffer;
  read: (answer: IncomingAnswer) => FieldRecord | undefined;
}

/** Builds the call of a contract. Throws `TundukError` of category `BAD_REQUEST` for what X-Road could not carry. */
export function prepareCall(contract: Contract, values: FieldRecord, caller: SoapHeader): PreparedCall {
  try {
    return contract.protocol === 'soap' ? soapCall(contract, values, caller) : restCall(contract, values, caller);
  } catch (error) {
    if (!(error instanceof IdentifierError || error instanceof XmlWriteError)) throw error;
    throw new TundukError({ failure: classifyFault('client/', ''), cause: error });
  }
}

function soapCall(contract: SoapContract, values: FieldRecord, caller: SoapHeader): PreparedCall {
  const { namespace, wrapper, action = '' } = contract.soap;
  const content = writeElements(wrapRequest(contract, values), 'p');
  const header = headerTree(caller);
  const body = buildSoapRequest(header, { namespace, wrapper, content });
  const digest = sha512(body);
  return {
    message: {
      method: 'POST',
      target: '/',
      headers: [
        ['Content-Type', 'text/xml; charset=utf-8'],
        ['SOAPAction', `"${action}"`],
      ],
      body,
    },
    signed: body,
    digest,
    read: (answer) => readSoapAnswer(contract, { header, digest }, answer),
  };
}

function restCall(contract: RestContract, values: FieldRecord, caller: SoapHeader): PreparedCall {
  const { path, query, body } = restParts(contract, values);
  const { target, headers } = restRequest({
    ...caller,
    verb: contract.rest.method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { contentType: 'application/json; charset=utf-8' }),
  });
  const head = restHeadBytes({ verb: contract.rest.method, target, headers });
  const signed = Buffer.concat([head, Buffer.from('\r\n'), body ?? Buffer.alloc(0)]);
  return {
    message: { method: contract.rest.method, target, headers, ...(body === undefined ? {} : { body }) },
    signed,
    digest: sha512(signed),
    read: (answer) => readRestAnswer(contract, caller, answer),
  };
}
