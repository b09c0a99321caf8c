import type { Server } from 'node:http';

/** A server that listens: its port, and how to end it with every open connection. */
export interface ListeningServer {
  port: number;
  close(): Promise<void>;
}

/** Starts listening; port 0 lets the system choose. Rejects when the port is taken. */
export async function listen(server: Server, port: number, host: string): Promise<ListeningServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
