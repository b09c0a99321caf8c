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

const somebody = '13102198000101';

/**
 * A call for a terminal. Values that could be a real person's are replaced by those of an invented one, and the id by a
 * fresh one at each use. Undefined when the call cannot be written so.
 */
export function curlFor(
  { contract, id }: OfferedService,
  caller: { client: string; userId: string; issue: string },
  request: FieldRecord,
  address: string,
): string | undefined {
  const client = decodeClientId(caller.client.split('/').map(encodeURIComponent).join('/'));
  if (client === undefined) return undefined;
  const values = invented(contract.request, request);
  const reasons = { userId: withoutPin(caller.userId) || 'KG-DEV-1', issue: withoutPin(caller.issue) || '2026-1' };
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
      const fresh = '-H "X-Road-Id: $(uuidgen)"';
      return ['curl -s -i', ...lines, fresh, ...data, quoted(`${address}${target}`)].join(' \\\n  ');
    }
    const { namespace, wrapper } = contract.soap;
    const content = writeElements(wrapRequest(contract, values), 'p');
    const message = buildSoapRequest(headerTree({ client, service: id, id: '@ID@', ...reasons }), {
      namespace,
      wrapper,
      content,
    });
    const text = quoted(message.toString().trim()).replace('@ID@', `'"$(uuidgen)"'`);
    return ['curl -s -i', '-H "Content-Type: text/xml; charset=utf-8"', `--data ${text}`, quoted(`${address}/`)].join(
      ' \\\n  ',
    );
  } catch {
    return undefined;
  }
}

function invented(fields: OfferedService['contract']['request'], request: FieldRecord): FieldRecord {
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => {
      const isPersonal = fields[name]?.personal !== undefined && typeof value === 'string';
      const isInvented = isSyntheticPin(textOfValue(value)) || isSyntheticTin(textOfValue(value));
      return [name, isPersonal && !isInvented ? somebody : value];
    }),
  );
}

function withoutPin(text: string): string {
  return /\d{14}/.test(text) ? '' : text;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
