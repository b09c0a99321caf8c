import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** The test file that every scanner must find, put together here so that no scanner finds this one. */
export const eicar: Buffer = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join(''),
);

/** A clamd of our own for tests: how many scans it was asked for, and its address. */
export type StandInClamd = { address: string; scans: () => number; close: () => Promise<void> };

export type StandInOptions = {
  /** Bytes of a stream that are taken; what is longer is answered as clamd does. */
  streamLimit?: number;
  /** Says this to every stream instead of looking at it. */
  answer?: string;
  /** Never answers. */
  isSilent?: true;
  /** Path of a socket instead of a port. */
  path?: string;
};

/**
 * Speaks the one command of clamd that we use, by its manual: zINSTREAM, pieces with their length in four bytes, an
 * empty piece, an answer that ends with a zero. Finds EICAR at the start of a stream and nothing else.
 */
export async function aStandInClamd(options: StandInOptions = {}): Promise<StandInClamd> {
  let scans = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      const answer = answerTo(received, options);
      if (answer === undefined || socket.writableEnded) return;
      scans += 1;
      if (options.isSilent) return;
      socket.end(`${options.answer ?? answer}\0`);
    });
  });
  await new Promise<void>((resolve) =>
    options.path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(options.path, resolve),
  );
  const address = options.path ?? `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    scans: () => scans,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answerTo(received: Buffer, { streamLimit = 25_000_000 }: StandInOptions): string | undefined {
  const command = 'zINSTREAM\0';
  if (received.length < command.length) return undefined;
  if (received.subarray(0, command.length).toString('latin1') !== command) return 'UNKNOWN COMMAND';
  const pieces: Buffer[] = [];
  let total = 0;
  let at = command.length;
  while (at + 4 <= received.length) {
    const size = received.readUInt32BE(at);
    at += 4;
    if (size === 0) return verdictOn(Buffer.concat(pieces));
    total += size;
    if (total > streamLimit) return 'INSTREAM size limit exceeded. ERROR';
    if (at + size > received.length) return undefined;
    pieces.push(received.subarray(at, at + size));
    at += size;
  }
  return undefined;
}

function verdictOn(stream: Buffer): string {
  return stream.subarray(0, eicar.length).equals(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
}
