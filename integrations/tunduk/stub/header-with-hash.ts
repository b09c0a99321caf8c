import { soapRequestHash } from '../protocol/message-hash.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';
import { sha512Uri, writeHeaderElement } from '../protocol/soap-envelope.ts';

/** The header of an answer in an envelope of ours: that of `message`, unchanged, and the hash of the request's exact bytes. */
export function headerWithHash(message: SoapMessage, request: Buffer): string {
  const hash = `<xroad:requestHash algorithmId="${sha512Uri}">${soapRequestHash(request)}</xroad:requestHash>`;
  return message.header.map(writeHeaderElement).join('') + hash;
}
