import { ledgerFolder } from '../integrations/ledger/ledger-files.ts';
import { browserSessions } from '../operations/people/browser-sessions.ts';
import { faultFacts } from '../operations/fault-facts.ts';
import { createDesk } from '../web-admin/desk.ts';
import { esiIssuer, esiSignIn } from './esi-sign-in.ts';
import { closeServer, listen } from './listen.ts';
import { openContext } from './open-context.ts';
import { openSurface } from './open-surface.ts';
import { runProcess } from './run-process.ts';

const sessionLimits = { idleMinutes: 60, absoluteMinutes: 12 * 60 };
const metricsOffset = 8;

await runProcess('desk', async (process) => {
  const { environment, log, onStop } = process;
  const context = await openContext(process, 'shailoo_desk', 10);
  const { app, assets } = await openSurface(process, context, metricsOffset);
  const issuer = esiIssuer(environment);
  const desk = createDesk({
    context,
    sessionStore: browserSessions(context.database, 'desk', sessionLimits),
    signIn: esiSignIn(environment, environment.deskUrl),
    assets,
    addresses: {
      desk: environment.deskUrl,
      files: environment.filesUrl,
      portal: environment.publicUrl,
      signIn: [new URL(issuer).origin],
    },
    ledger: ledgerFolder(environment.ledgerFolder),
    trainingClock: environment.trainingClock,
    onDefect: (error, correlationId) => log.error({ fault: faultFacts(error), correlationId }, 'a request failed'),
  });
  app.use(desk);
  const server = await listen(app, environment.deskPort, environment.listen);
  onStop('desk', () => closeServer(server));
});
