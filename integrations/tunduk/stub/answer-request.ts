import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { setTimeout as wait } from 'node:timers/promises';
import { largestMessage } from '../protocol/read-xml.ts';
import { headerLines } from '../protocol/rest-message.ts';
import { answerAsic, answerVerificationConf } from './asic-door.ts';
import { newNotes } from './call-notes.ts';
import type { CallNotes } from './call-notes.ts';
import { listClients } from './list-clients.ts';
import { answerRest } from './rest-door.ts';
import { answerSoap } from './soap-door.ts';
import { spoil, writeSpoilt } from './spoil.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';

const drained = 64 * 1024 * 1024;

/** Answers one HTTP request on a port of the security server, and notes it in the journal. */
export async function answerRequest(
  context: StubContext,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  const at = context.now();
  const body = await readBody(incoming);
  if (body === undefined) return void response.destroy();
  const request: StubRequest = {
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '/',
    headers: headerLines(incoming.rawHeaders),
    body,
    tls: tlsOf(incoming),
  };
  const notes = newNotes();
  const reply = spoil(await route(context, request, notes));
  const isSlow = reply.delayMs !== undefined && reply.delayMs > 0;
  const signal = isSlow || reply.broken !== undefined ? goneSignal(response) : undefined;
  if (isSlow) await wait(reply.delayMs, undefined, { signal }).catch(() => undefined);
  const milliseconds = Math.round(performance.now() - startedAt);
  const asked = `${request.method} ${request.target.split('?')[0] ?? ''}`;
  const done = { at, milliseconds, status: reply.status, asked, way: context.way(request.tls !== undefined) };
  context.journal.add(() => notes.entry(done));
  await write(response, request.method, reply, signal);
}

/** Aborted when the caller goes away before the answer is written; only slow and spoilt answers need it. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const look = () => void (response.writableFinished || gone.abort());
  if (response.destroyed) look();
  else response.once('close', look);
  return gone.signal;
}

function route(context: StubContext, request: StubRequest, notes: CallNotes): StubReply | Promise<StubReply> {
  const path = request.target.split('?')[0];
  const isGet = request.method === 'GET';
  if (request.target.startsWith('/r1/')) return answerRest(context, request, notes);
  if (isGet && path === '/listClients') return listClients(context, request);
  if (isGet && path === '/asic') return answerAsic(context, request);
  if (isGet && path === '/verificationconf') return answerVerificationConf(context);
  return answerSoap(context, request, notes);
}

/** The one deliberate difference to a real server: every answer says that it comes from a stand-in. */
async function write(
  response: ServerResponse,
  method: string,
  reply: StubReply,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (response.destroyed) return;
  const marked: StubReply = { ...reply, headers: [...reply.headers, ['X-Tunduk-Stub', 'stand-in']] };
  if (signal !== undefined && (await writeSpoilt(response, marked, signal))) return;
  const hasBody = method !== 'HEAD' && reply.status !== 204 && reply.status !== 304;
  const length = hasBody ? ['Content-Length', String(reply.body.length)] : [];
  response.writeHead(reply.status, [...marked.headers.flat(), ...length] as string[]);
  response.end(hasBody ? reply.body : undefined);
}

/** Undefined when the caller went away or sent more than anybody may; a body a little too large is read and refused. */
function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const { promise, resolve } = Promise.withResolvers<Buffer | undefined>();
  const pieces: Buffer[] = [];
  let size = 0;
  incoming.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > drained) resolve(undefined);
    else if (size <= largestMessage) pieces.push(piece);
  });
  incoming.once('end', () => resolve(size > largestMessage ? Buffer.alloc(largestMessage + 1) : joined(pieces)));
  incoming.once('error', () => resolve(undefined));
  incoming.once('close', () => resolve(undefined));
  return promise;
}

function joined(pieces: readonly Buffer[]): Buffer {
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
}

function tlsOf({ socket }: IncomingMessage): StubRequest['tls'] {
  if (!(socket instanceof TLSSocket)) return undefined;
  const shown = socket.getPeerCertificate();
  return { fingerprint: shown.fingerprint256?.replaceAll(':', '').toLowerCase() };
}
