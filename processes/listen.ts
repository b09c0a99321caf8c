import type { Server } from 'node:http';
import type { Express } from 'express';

/** A film over a slow telephone line takes long; headers must still come within a minute. */
const longestRequestMs = 60 * 60 * 1000;

/** Longer than a proxy keeps an idle connection: one that the server ends while a request is on its way is a failed request. */
const idleConnectionMs = 120_000;

/** Listens, or rejects with a sentence that names the port and the cure. */
export function listen(app: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) =>
      error === undefined ? resolve(server) : reject(portError(error, port)),
    );
    server.requestTimeout = longestRequestMs;
    server.keepAliveTimeout = idleConnectionMs;
  });
}

/** Ends a server: no new connections, idle ones closed at once, the others when their answer is out. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
}

function portError(error: Error, port: number): Error {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new Error(`port ${port} is taken by another program; set SHAILOO_PORT`, { cause: error }) : error;
}
