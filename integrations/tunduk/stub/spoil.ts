import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { BrokenAnswer } from './fault-rule.ts';
import type { StubReply } from './stub-context.ts';

const bomb = `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'bcdefghij'.charAt(at)} "${`&${'abcdefghi'.charAt(at)};`.repeat(10)}">`).join('')}]><b>&j;</b>`;
const external = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/hostname">]><b>&x;</b>';
const hash = /(requestHash[^>]*>)[^<]+/;

type Change = (reply: StubReply) => StubReply;

const withBody =
  (change: (text: string) => string): Change =>
  (reply) => ({ ...reply, body: Buffer.from(change(reply.body.toString())) });

const withHeader =
  (name: string, value: string | undefined): Change =>
  (reply) => ({
    ...reply,
    headers: reply.headers.flatMap(([one, old]) =>
      one.toLowerCase() !== name ? [[one, old] as const] : value === undefined ? [] : [[one, value] as const],
    ),
  });

const both =
  (...changes: Change[]): Change =>
  (reply) =>
    changes.reduce((changed, change) => change(changed), reply);

const page = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const zeros = Buffer.alloc(64).toString('base64');

const typed = (body: Buffer, type: string): Change =>
  both((reply) => ({ ...reply, body }), withHeader('content-type', type));

/** What each broken answer does to a right one. Those that spoil the writing itself leave the reply as it is. */
const changes: Record<BrokenAnswer, Change> = {
  reset: (reply) => reply,
  resetAfterHead: (reply) => reply,
  hang: (reply) => reply,
  slowBytes: (reply) => reply,
  halfBody: (reply) => reply,
  emptyBody: (reply) => ({ ...reply, body: Buffer.alloc(0) }),
  htmlPage: both(
    (reply) => ({ ...reply, headers: [['Content-Type', 'text/html']] }),
    withBody(() => page),
  ),
  badEncoding: (reply) => ({
    ...reply,
    body: Buffer.concat([reply.body.subarray(0, 60), Buffer.from([0xff, 0xfe]), reply.body.subarray(60)]),
  }),
  xmlBomb: typed(Buffer.from(bomb), 'text/xml;charset=utf-8'),
  externalEntity: typed(Buffer.from(external), 'text/xml;charset=utf-8'),
  wrongId: both(
    withHeader('x-road-id', 'somebody-elses'),
    withBody((text) => text.replace(/(<(?:\w+:)?id(?: xmlns="[^"]*")?>)[^<]+/, '$1somebody-elses')),
  ),
  wrongHash: both(
    withHeader('x-road-request-hash', 'AAAA'),
    withBody((text) => text.replace(hash, `$1${zeros}`)),
  ),
  missingHash: both(
    withHeader('x-road-request-hash', undefined),
    withBody((text) => text.replace(/<xroad:requestHash.*?<\/xroad:requestHash>/, '')),
  ),
  wrongClient: both(
    withHeader('x-road-client', 'x/GOV/1/other'),
    withBody((text) => text.replace(/(subsystemCode[^>]*>)[^<]+/, '$1other')),
  ),
  wrongService: both(
    withHeader('x-road-service', 'x/GOV/1/other/service'),
    withBody((text) => text.replace(/(serviceCode[^>]*>)[^<]+/, '$1other')),
  ),
  missingHeaders: both(
    (reply) => ({ ...reply, headers: reply.headers.filter(([name]) => !name.toLowerCase().startsWith('x-road-')) }),
    withBody((text) => text.replace(/<soapenv:Header>.*<\/soapenv:Header>/s, '')),
  ),
  reorderedHeaders: withBody((text) =>
    text.replace(/(<xroad:issue>.*?<\/xroad:issue>)(<xroad:protocolVersion>.*?<\/xroad:protocolVersion>)/, '$2$1'),
  ),
  duplicateServiceHeader: (reply) => ({
    ...reply,
    headers: [['X-Road-Service', 'x/GOV/1/other/service'], ...reply.headers],
  }),
  wrongWrapper: withBody((text) => text.replaceAll(/<(\/?)p:(\w+)Response/g, '<$1p:$2Reply')),
  wrongFields: withBody((text) =>
    text.startsWith('<')
      ? text.replace(/(<soapenv:Body><p:\w+[^>]*>).*(<\/p:\w+><\/soapenv:Body>)/s, '$1<p:x/>$2')
      : '{"x":[',
  ),
  tooLarge: (reply) => ({ ...reply, body: Buffer.alloc(11 * 1024 * 1024, 0x20) }),
  otherProtocol: (reply) =>
    reply.body.subarray(0, 5).toString() === '<?xml'
      ? typed(Buffer.from('{"json":true}'), 'application/json')(reply)
      : typed(
          Buffer.from(
            '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body/></soap:Envelope>',
          ),
          'text/xml',
        )(reply),
};

/** A reply as the planted failure makes it. */
export function spoil(reply: StubReply): StubReply {
  return reply.broken === undefined ? reply : changes[reply.broken](reply);
}

type Writer = (response: ServerResponse, reply: StubReply, signal: AbortSignal) => Promise<unknown>;

const pause = (milliseconds: number, signal: AbortSignal) =>
  wait(milliseconds, undefined, { signal }).catch(() => undefined);

function writeHead(response: ServerResponse, { status, headers }: StubReply, more: readonly string[] = []): void {
  response.writeHead(status, [...headers.flat(), ...more] as string[]);
  response.flushHeaders();
}

/** The broken answers that spoil the writing itself. */
const writers: Partial<Record<BrokenAnswer, Writer>> = {
  reset: (response) => Promise.resolve(response.socket?.resetAndDestroy()),
  resetAfterHead: async (response, reply, signal) => {
    writeHead(response, reply);
    await pause(20, signal);
    response.socket?.resetAndDestroy();
  },
  hang: async (response, _reply, signal) => {
    await pause(600_000, signal);
    response.destroy();
  },
  slowBytes: async (response, reply, signal) => {
    writeHead(response, reply);
    for (const byte of reply.body) {
      if (signal.aborted || response.destroyed) break;
      response.write(Buffer.from([byte]));
      await pause(250, signal);
    }
    response.end();
  },
  halfBody: async (response, reply, signal) => {
    writeHead(response, reply, ['Content-Length', String(reply.body.length)]);
    response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)));
    await pause(20, signal);
    response.destroy();
  },
};

/** Writes a spoilt reply to the wire; true when it has done all the writing there will be. */
export async function writeSpoilt(response: ServerResponse, reply: StubReply, signal: AbortSignal): Promise<boolean> {
  const write = reply.broken === undefined ? undefined : writers[reply.broken];
  await write?.(response, reply, signal);
  return write !== undefined;
}
