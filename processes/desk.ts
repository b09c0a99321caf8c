import { join } from 'node:path';
import express from 'express';
import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { legalClock } from '../operations/clock/legal-clock.ts';
import { browserSessions } from '../operations/people/browser-sessions.ts';
import { openDatabase } from '../persistence/database.ts';
import { loadPacks } from '../persistence/law/load-pack.ts';
import { createDesk } from '../web-admin/desk.ts';
import { buildAssets } from '../web-kit/assets.ts';
import { esiSignIn } from './esi-sign-in.ts';
import { healthRouter } from './health.ts';
import { httpMetrics } from './http-metrics.ts';
import { closeServer, listen } from './listen.ts';
import { openDocumentStore } from './open-document-store.ts';
import { probeDatabase } from './probe-database.ts';
import { runProcess } from './run-process.ts';

const sessionLimits = { idleMinutes: 60, absoluteMinutes: 12 * 60 };

await runProcess('desk', async ({ environment, log, onStop }) => {
  const { databaseUrl, home, deskUrl } = environment;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is needed');
  const probe = probeDatabase(databaseUrl);
  onStop('probe', () => probe.end());
  const database = openDatabase(databaseUrl, {
    role: 'shailoo_desk',
    onError: (error) => log.error({ err: error }, 'a database connection failed'),
  });
  onStop('database', () => database.close());
  const isDemonstration = environment.mode === 'demonstration';
  const signIn = esiSignIn(environment);
  const desk = createDesk({
    context: {
      database,
      keyRing: await openKeyRing({ file: environment.keyFile, createIfMissing: isDemonstration }),
      documents: await openDocumentStore(environment),
      packs: loadPacks(),
      clock: legalClock(database),
    },
    sessionStore: browserSessions(database, 'desk', sessionLimits),
    signIn,
    assets: await buildAssets({ cacheFolder: join(home, 'fonts') }),
    addresses: {
      desk: deskUrl,
      files: environment.filesUrl,
      signIn: [new URL(environment.esiIssuer ?? `http://localhost:${String(environment.signInPort)}`).origin],
    },
    trainingClock: environment.trainingClock,
    onDefect: (error, correlationId) => log.error({ err: error, correlationId }, 'a request failed'),
  });
  const app = express().disable('x-powered-by');
  const metrics = httpMetrics();
  app.use(healthRouter({ home, probes: { database: probe.ask } }));
  app.use(metrics.middleware, desk);
  const server = await listen(app, environment.deskPort, environment.listen);
  onStop('desk', () => closeServer(server));
});
