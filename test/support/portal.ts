import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { createApi } from '../../api/api.ts';
import { createFilesOrigin } from '../../web-public/files-origin.ts';
import { createPortal } from '../../web-public/portal.ts';
import type { PortalDeps } from '../../web-public/portal-deps.ts';
import express from 'express';
import type { Product } from './product.ts';
import { testAssets } from './test-assets.ts';

/** An app listening on a port of the system's choice. */
export type Served = { url: string; close: () => Promise<void> };

/** Serves an app on loopback. */
export function serve(app: Express): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server: Server = app.listen(0, '127.0.0.1', (error?: Error) => {
      if (error) return reject(error);
      // Longer than any page takes to be looked at: a request on a connection that is just being ended fails by chance.
      server.keepAliveTimeout = 120_000;
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

export type TestPortal = { url: string; files: string; errors: object[]; close: () => Promise<void> };

const noLedger = { read: () => Promise.resolve(null) };

/** Portal, API and files origin of a product, acting with the rights of the portal's process. */
export async function aPortal(product: Pick<Product, 'as'>, change: Partial<PortalDeps> = {}): Promise<TestPortal> {
  const context = product.as('shailoo_portal');
  const errors: object[] = [];
  const log = { info: () => undefined, error: (facts: object) => void errors.push(facts) };
  const files = await serve(createFilesOrigin({ context, log }));
  const app = express();
  const portal = await serve(app);
  const base = {
    context,
    assets: await testAssets(),
    isTraining: true,
    log,
    postLimit: 100_000,
    followLimit: 100_000,
    ledger: noLedger,
  };
  const deps: PortalDeps = { ...base, publicUrl: portal.url, filesUrl: files.url, ...change };
  app.use('/api', createApi(deps));
  app.use(createPortal(deps));
  return {
    url: portal.url,
    files: files.url,
    errors,
    close: async () => {
      await portal.close();
      await files.close();
    },
  };
}
