import { createApi } from '../api/api.ts';
import { ledgerFolder } from '../integrations/ledger/ledger-files.ts';
import { parseVerifierKey } from '../integrations/ledger/signed-note.ts';
import { browserSessions } from '../operations/people/browser-sessions.ts';
import { createFilesOrigin } from '../web-public/files-origin.ts';
import { createPortal } from '../web-public/portal.ts';
import type { PortalDeps } from '../web-public/portal-deps.ts';
import { esiIssuer, esiSignIn } from './esi-sign-in.ts';
import { closeServer, listen } from './listen.ts';
import { openContext } from './open-context.ts';
import { openSurface } from './open-surface.ts';
import { runProcess } from './run-process.ts';
import { surfaceApp } from './surface-app.ts';

const metricsOffset = 7;
const sessionLimits = { idleMinutes: 120, absoluteMinutes: 12 * 60 };

await runProcess('portal', async (process) => {
  const { environment, log, onStop } = process;
  const { publicUrl, filesUrl } = environment;
  const context = await openContext(process, 'shailoo_portal', 10);
  const { app, assets } = await openSurface(process, context, metricsOffset);
  const deps: PortalDeps = {
    context,
    assets,
    publicUrl,
    filesUrl,
    isTraining: environment.trainingClock,
    ledger: ledgerFolder(environment.ledgerFolder),
    ledgerWitnesses: environment.ledgerWitnesses.map(({ key }) => parseVerifierKey(key, 'cosignature')),
    openDataLicence: environment.openDataLicence,
    log,
    signIn: {
      service: esiSignIn(environment, publicUrl),
      store: browserSessions(context.database, 'portal', sessionLimits),
      origins: [new URL(esiIssuer(environment)).origin],
    },
  };
  app.use('/api', createApi(deps));
  app.use(createPortal(deps));
  const portal = await listen(app, environment.port, environment.listen);
  onStop('portal', () => closeServer(portal));
  const origin = surfaceApp(environment).use(createFilesOrigin(deps));
  const files = await listen(origin, environment.filesPort, environment.listen);
  onStop('files', () => closeServer(files));
});
