import { textOfValue } from '../contracts/field-values.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { isSyntheticPin, isSyntheticTin } from '../contracts/people/pin.ts';
import { restParts } from '../contracts/rest-values.ts';
import { wrapRequest } from '../contracts/wrap-values.ts';
import { decodeClientId } from '../protocol/identifiers.ts';
import { restRequest } from '../protocol/rest-message.ts';
import { buildSoapRequest, headerTree } from '../protocol/soap-envelope.ts';
import { writeElements } from '../protocol/write-xml.ts';
import type { OfferedService } from './known-services.ts';

/** How a call came: the address of the port, and for TLS where the certificates of a client are. */
export interface WayHere {
  address: string;
  certificates?: string;
}

const somebody = '13102198000101';

/** `uuidgen` is not everywhere; Linux has the file. */
const freshId = '$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)';

/**
 * A call for a terminal. Values that could be a real person's are replaced by those of an invented one, and the id by a
 * fresh one at each use. Undefined when the call cannot be written so.
 */
export function curlFor(
  { contract, id }: OfferedService,
  caller: { client: string; userId: string; issue: string },
  request: FieldRecord,
  { address, certificates }: WayHere,
): string | undefined {
  const client = decodeClientId(caller.client.split('/').map(encodeURIComponent).join('/'));
  if (client === undefined) return undefined;
  const values = invented(contract.request, request);
  const reasons = { userId: withoutPin(caller.userId) || 'KG-DEV-1', issue: withoutPin(caller.issue) || '2026-1' };
  const curl = certificates === undefined ? 'curl -s -i' : `curl -s -i ${certificateOptions(certificates)}`;
  try {
    if (contract.protocol === 'rest') {
      const { path, query, body } = restParts(contract, values);
      const call = { verb: contract.rest.method, client, service: id, path, id: '', ...reasons };
      const { target, headers } = restRequest(query === undefined ? call : { ...call, query });
      const lines = headers
        .filter(([name]) => name !== 'X-Road-Id')
        .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
      const data =
        body === undefined ? [] : ['-H "Content-Type: application/json"', `--data ${quoted(body.toString())}`];
      const fresh = `-H "X-Road-Id: ${freshId}"`;
      return [curl, ...lines, fresh, ...data, quoted(`${address}${target}`)].join(' \\\n  ');
    }
    const { namespace, wrapper } = contract.soap;
    const content = writeElements(wrapRequest(contract, values), 'p');
    const message = buildSoapRequest(headerTree({ client, service: id, id: '@ID@', ...reasons }), {
      namespace,
      wrapper,
      content,
    });
    const text = quoted(message.toString().trim()).replace('@ID@', () => `'"${freshId}"'`);
    return [curl, '-H "Content-Type: text/xml; charset=utf-8"', `--data ${text}`, quoted(`${address}/`)].join(
      ' \\\n  ',
    );
  } catch {
    return undefined;
  }
}

function invented(fields: OfferedService['contract']['request'], request: FieldRecord): FieldRecord {
  const known = Object.entries(request).filter(([name]) => Object.hasOwn(fields, name));
  return Object.fromEntries(
    known.map(([name, value]) => {
      const isPersonal = fields[name]?.personal !== undefined && typeof value === 'string';
      const isInvented = isSyntheticPin(textOfValue(value)) || isSyntheticTin(textOfValue(value));
      return [name, isPersonal && !isInvented ? somebody : value];
    }),
  );
}

function certificateOptions(folder: string): string {
  const file = (name: string) => quoted(`${folder}/${name}`);
  return `--cacert ${file('authority.pem')} --cert ${file('client.pem')} --key ${file('client-key.pem')}`;
}

function withoutPin(text: string): string {
  return /\d{14}/.test(text) ? '' : text;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
