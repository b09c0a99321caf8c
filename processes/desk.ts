import express from 'express';
import { probeDatabase } from './probe-database.ts';
import { healthRouter } from './health.ts';
import { closeServer, listen } from './listen.ts';
import { runProcess } from './run-process.ts';

await runProcess('desk', async ({ environment, onStop }) => {
  const app = express().disable('x-powered-by');
  const database = probeDatabase(environment.databaseUrl);
  onStop('database', () => database.end());
  app.use(healthRouter({ home: environment.home, probes: { database: database.ask } }));
  const desk = await listen(app, environment.deskPort, environment.listen);
  onStop('desk', () => closeServer(desk));
});
