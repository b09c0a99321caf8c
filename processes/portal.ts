import express from 'express';
import { probeDatabase } from './probe-database.ts';
import { healthRouter } from './health.ts';
import { closeServer, listen } from './listen.ts';
import { runProcess } from './run-process.ts';

await runProcess('portal', async ({ environment, onStop }) => {
  const app = express().disable('x-powered-by');
  const database = probeDatabase(environment.databaseUrl);
  onStop('database', () => database.end());
  app.use(healthRouter({ home: environment.home, probes: { database: database.ask } }));
  const portal = await listen(app, environment.port, environment.listen);
  onStop('portal', () => closeServer(portal));
  const files = await listen(express().disable('x-powered-by'), environment.filesPort, environment.listen);
  onStop('files', () => closeServer(files));
});
