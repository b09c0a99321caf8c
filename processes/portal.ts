import { join } from 'node:path';
import express from 'express';
import type { Logger } from 'pino';
import { createApi } from '../api/api.ts';
import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { legalClock } from '../operations/clock/legal-clock.ts';
import { openDatabase } from '../persistence/database.ts';
import { loadPacks } from '../persistence/law/load-pack.ts';
import { buildAssets } from '../web-kit/assets.ts';
import { createFilesOrigin } from '../web-public/files-origin.ts';
import { createPortal } from '../web-public/portal.ts';
import type { PortalDeps } from '../web-public/portal-deps.ts';
import type { Environment } from './environment.ts';
import { healthRouter } from './health.ts';
import { httpMetrics } from './http-metrics.ts';
import { closeServer, listen } from './listen.ts';
import { openDocumentStore } from './open-document-store.ts';
import { runProcess } from './run-process.ts';
import { serveMetrics } from './worker-metrics.ts';

await runProcess('portal', async ({ environment, log, onStop }) => {
  const { deps, close } = await portalDeps(environment, log);
  onStop('database', close);
  const metrics = httpMetrics();
  await serveMetrics(metrics.registry, environment.port + 7).then(
    (end) => onStop('metrics', end),
    () => log.warn('metrics are not served'),
  );
  const probes = {
    database: () => deps.context.database.query({ text: 'select 1' }),
    documents: () => deps.context.documents.check(),
  };
  const app = express().disable('x-powered-by');
  app.use(healthRouter({ home: environment.home, probes }));
  app.use(metrics.middleware);
  app.use('/api', createApi(deps));
  app.use(createPortal(deps));
  const portal = await listen(app, environment.port, environment.listen);
  onStop('portal', () => closeServer(portal));
  const files = await listen(createFilesOrigin(deps), environment.filesPort, environment.listen);
  onStop('files', () => closeServer(files));
});

/** Everything the portal works with, acting with its own database role. */
async function portalDeps(
  environment: Environment,
  log: Logger,
): Promise<{ deps: PortalDeps; close: () => Promise<void> }> {
  const { databaseUrl, keyFile, mode, publicUrl, filesUrl, home } = environment;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set: there is no database to work on');
  const database = openDatabase(databaseUrl, {
    role: 'shailoo_portal',
    onError: () => log.warn('a connection to the database broke'),
  });
  const keyRing = await openKeyRing({ file: keyFile, createIfMissing: mode !== 'production' });
  const documents = await openDocumentStore(environment);
  const context = { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database) };
  const assets = await buildAssets({ cacheFolder: join(home, 'cache') });
  return {
    deps: { context, assets, publicUrl, filesUrl, isTraining: environment.trainingClock, log },
    close: () => database.close(),
  };
}
