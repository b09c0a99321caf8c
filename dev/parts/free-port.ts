import { createServer } from 'node:net';

/** A port of loopback that nobody listens on: `wished` when it is free, else one from the system. */
export async function freePort(wished = 0): Promise<number> {
  const port = await tryPort(wished, '127.0.0.1');
  return port ?? (await freePort());
}

/** Whether a server could listen on this port of `host` now. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await tryPort(port, host)) !== undefined;
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
