import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { textOfValue } from '../../integrations/tunduk/contracts/field-values.ts';
import type { FieldRecord } from '../../integrations/tunduk/contracts/field-values.ts';
import { personOfPin } from '../../integrations/tunduk/contracts/people/person-of-pin.ts';
import { scenarioOfPin } from '../../integrations/tunduk/contracts/people/scenario-of-pin.ts';
import { tellScenario } from '../../integrations/tunduk/contracts/read-scenarios.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { unwrapRequest, wrapAnswer } from '../../integrations/tunduk/contracts/wrap-values.ts';
import type { SoapContract } from '../../integrations/tunduk/contracts/wrap-values.ts';
import { readSoap } from '../../integrations/tunduk/protocol/read-soap.ts';
import { valueOf } from '../../integrations/tunduk/protocol/read-xml.ts';
import { buildSoapAnswer, buildSoapFault } from '../../integrations/tunduk/protocol/soap-envelope.ts';
import { writeElement } from '../../integrations/tunduk/protocol/write-element.ts';
import { writeElements } from '../../integrations/tunduk/protocol/write-xml.ts';
import { isXmlRecord } from '../../integrations/tunduk/protocol/xml-value.ts';

/** An answer of an integrator's own system, and the way in which it may be wrong. */
export type ProviderAnswer = { status: number; headers: Record<string, string>; body: Buffer | string };
export type Defect = {
  before?: (request: IncomingMessage, body: Buffer, inFlight: number) => ProviderAnswer | undefined;
  after?: (answer: ProviderAnswer, body: Buffer) => ProviderAnswer;
  /** How long every answer takes. */
  delayMs?: number;
};

/** A provider that listens. */
export type TestProvider = { url: string; close: () => Promise<void> };

/** Starts a provider over one answering function; `tls` makes it HTTPS. */
export async function startProvider(
  answer: (request: IncomingMessage, body: Buffer) => ProviderAnswer,
  defect: Defect = {},
  tls?: object,
): Promise<TestProvider> {
  let inFlight = 0;
  const listener: RequestListener = (request, response) => {
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      const first = defect.before?.(request, body, inFlight) ?? answer(request, body);
      const { status, headers, body: text } = defect.after?.(first, body) ?? first;
      setTimeout(() => response.writeHead(status, headers).end(text), defect.delayMs ?? 0);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const xml = { 'content-type': 'text/xml; charset=utf-8' };

function fault(code: string, message: string): ProviderAnswer {
  return { status: 500, headers: xml, body: buildSoapFault({ code, message }) };
}

/** A right provider of the civil registry's service. */
export function goodSoapProvider(_request: IncomingMessage, body: Buffer): ProviderAnswer {
  const service = registryServices.civilRecordByPin;
  const contract = service.contract as SoapContract;
  try {
    const read = readSoap(body);
    if (read.kind === 'fault') return fault('Client', 'a fault');
    if (read.message.client.subsystem === 'stranger') return fault('Client.AccessDenied', 'unknown client');
    const value = valueOf(read.message.wrapper);
    const asked = unwrapRequest(contract, isXmlRecord(value) ? value : {});
    const pin = textOfValue(asked['pin']);
    const told = tellScenario(service.scenarios(), scenarioOfPin(pin), personOfPin(pin), asked);
    const content = writeElements(wrapAnswer(contract, told.answer ?? {}, asked), 'p');
    const { namespace, answerWrapper } = contract.soap;
    const header = read.message.header.map(writeElement).join('');
    return { status: 200, headers: xml, body: buildSoapAnswer(header, { namespace, wrapper: answerWrapper, content }) };
  } catch {
    return fault('Client.Invalid', 'the request cannot be read');
  }
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** A right provider of the local register's REST service. */
export function goodRestProvider(request: IncomingMessage, _body: Buffer): ProviderAnswer {
  const service = registryServices.actualAddressByPin;
  const client = String(request.headers['x-road-client'] ?? '');
  if (client === '') return { status: 400, headers: json, body: '{"message":"no client"}' };
  if (client.endsWith('/stranger')) return { status: 403, headers: json, body: '{"message":"unknown client"}' };
  const pin = decodeURIComponent((request.url ?? '').split('?')[0]?.split('/').at(-1) ?? '');
  if (!/^\w+$/.test(pin) || pin.length > 100) return { status: 400, headers: json, body: '{"message":"bad address"}' };
  return told(service.scenarios(), { pin });
}

const orders = new Map<string, string>();

/** A right provider of our draft of a write: an order of a certificate, once for one Idempotency-Key. */
export function goodOrderProvider(request: IncomingMessage, body: Buffer): ProviderAnswer {
  const client = String(request.headers['x-road-client'] ?? '');
  if (client === '' || client.endsWith('/stranger'))
    return { status: 403, headers: json, body: '{"message":"unknown client"}' };
  if (body.length > 1_000_000) return { status: 413, headers: json, body: '{"message":"too large"}' };
  try {
    const asked = JSON.parse(body.toString()) as FieldRecord;
    const key = String(request.headers['idempotency-key'] ?? crypto.randomUUID());
    const known = orders.get(key) ?? crypto.randomUUID();
    orders.set(key, known);
    return told(registryServices.criminalRecordOrder.scenarios(), asked, { number: known });
  } catch {
    return { status: 400, headers: json, body: '{"message":"not JSON"}' };
  }
}

function told(book: Parameters<typeof tellScenario>[0], asked: FieldRecord, more: FieldRecord = {}): ProviderAnswer {
  const pin = textOfValue(asked['pin']);
  const { status, answer } = tellScenario(book, scenarioOfPin(pin), personOfPin(pin), asked);
  return {
    status,
    headers: status === 204 ? {} : json,
    body: status === 204 ? '' : JSON.stringify({ ...answer, ...(status < 300 ? more : {}) }),
  };
}
