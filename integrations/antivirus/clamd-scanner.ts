import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { NetConnectOpts, Socket } from 'node:net';
import { IntegrationError } from '../integration-error.ts';
import type { Scanner, Verdict } from './scanner.ts';

/** Milliseconds of silence after which clamd counts as gone, and of one scan as a whole. */
export type ClamdLimits = { silenceMs: number; scanMs: number };

const usualLimits: ClamdLimits = { silenceMs: 60_000, scanMs: 300_000 };
const longestAnswer = 4_096;

/** A clamd asked by INSTREAM, one connection a document. `address` is `host:port` or the absolute path of a socket. */
export function clamdScanner(address: string, limits: ClamdLimits = usualLimits): Scanner {
  return { scan: (source) => scan(connectionTo(address), source, limits) };
}

async function scan(
  where: NetConnectOpts,
  source: AsyncIterable<Uint8Array>,
  { silenceMs, scanMs }: ClamdLimits,
): Promise<Verdict> {
  const socket = createConnection(where);
  const end = (code: string) => socket.destroy(failure(code));
  const timer = setTimeout(end, scanMs, 'scanner-timeout');
  socket.setTimeout(silenceMs, () => end('scanner-timeout'));
  const answer = readAnswer(socket);
  try {
    return await Promise.race([answer, send(socket, source).then(() => answer)]);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** Resolves when everything is sent; when clamd stops listening, its answer or the lack of one is what counts. */
async function send(socket: Socket, source: AsyncIterable<Uint8Array>): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const piece of source) {
    if (!socket.writable) return;
    if (piece.length === 0) continue;
    const size = Buffer.alloc(4);
    size.writeUInt32BE(piece.length);
    await write(socket, Buffer.concat([size, piece]));
  }
  await write(socket, Buffer.alloc(4));
}

async function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (!socket.writable || socket.write(bytes)) return;
  const ended = new AbortController();
  const { signal } = ended;
  await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })])
    .catch(() => undefined)
    .finally(() => ended.abort());
}

function readAnswer(socket: Socket): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    let text = '';
    let cause: Error | undefined;
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('latin1');
      if (text.includes('\0') || text.length > longestAnswer) resolve(verdictOf(text));
    });
    socket.on('error', (error) => (cause = error));
    socket.on('close', () => {
      reject(cause instanceof IntegrationError ? cause : failure('scanner-unavailable', cause));
    });
  });
}

function verdictOf(text: string): Verdict {
  const line = text.slice(0, text.indexOf('\0'));
  if (line === 'stream: OK') return 'clean';
  return /^stream: .+ FOUND$/.test(line) ? 'infected' : 'failed';
}

function failure(code: string, cause?: Error): IntegrationError {
  const category = code === 'scanner-timeout' ? 'timeout' : 'unavailable';
  return new IntegrationError({ code, category, ...(cause === undefined ? {} : { cause }) });
}

function connectionTo(address: string): NetConnectOpts {
  if (address.startsWith('/')) return { path: address };
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(address.slice(colon + 1)) };
}
