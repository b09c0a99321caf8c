import { soapRequestHash } from '../protocol/message-hash.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';
import { sha512Uri, soapNames } from '../protocol/soap-envelope.ts';
import { writeElement } from '../protocol/write-element.ts';

/** The header of an answer: that of `message`, unchanged, and the hash of the request's exact bytes. */
export function headerWithHash(message: SoapMessage, request: Buffer): string {
  const hash = `<xroad:requestHash xmlns:xroad="${soapNames.xroad}" algorithmId="${sha512Uri}">${soapRequestHash(request)}</xroad:requestHash>`;
  return message.header.map(writeElement).join('') + hash;
}
