import { join } from 'node:path';
import type { Express } from 'express';
import type { OperationContext } from '../operations/context.ts';
import { buildAssets } from '../web-kit/assets.ts';
import type { Assets } from '../web-kit/assets.ts';
import { healthRouter } from './health.ts';
import { httpMetrics } from './http-metrics.ts';
import type { ProcessContext } from './run-process.ts';
import { surfaceApp } from './surface-app.ts';
import { serveMetrics } from './worker-metrics.ts';

/** What a process that answers people begins with: health, metrics on loopback, style sheets and fonts. */
export async function openSurface(
  { environment, log, onStop }: ProcessContext,
  { database, documents }: OperationContext,
  metricsOffset: number,
): Promise<{ app: Express; assets: Assets }> {
  const metrics = httpMetrics();
  await serveMetrics(metrics.registry, environment.port + metricsOffset).then(
    (end) => onStop('metrics', end),
    () => log.warn('metrics are not served'),
  );
  const probes = { database: () => database.query({ text: 'select 1' }), documents: () => documents.check() };
  const app = surfaceApp(environment);
  app.use(healthRouter({ home: environment.home, probes }));
  app.use(metrics.middleware);
  return { app, assets: await buildAssets({ cacheFolder: join(environment.home, 'cache') }) };
}
