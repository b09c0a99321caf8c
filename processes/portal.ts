import { createApi } from '../api/api.ts';
import { createFilesOrigin } from '../web-public/files-origin.ts';
import { createPortal } from '../web-public/portal.ts';
import type { PortalDeps } from '../web-public/portal-deps.ts';
import { closeServer, listen } from './listen.ts';
import { openContext } from './open-context.ts';
import { openSurface } from './open-surface.ts';
import { runProcess } from './run-process.ts';
import { surfaceApp } from './surface-app.ts';

const metricsOffset = 7;

await runProcess('portal', async (process) => {
  const { environment, log, onStop } = process;
  const { publicUrl, filesUrl } = environment;
  const context = await openContext(process, 'shailoo_portal', 10);
  const { app, assets } = await openSurface(process, context, metricsOffset);
  const deps: PortalDeps = { context, assets, publicUrl, filesUrl, isTraining: environment.trainingClock, log };
  app.use('/api', createApi(deps));
  app.use(createPortal(deps));
  const portal = await listen(app, environment.port, environment.listen);
  onStop('portal', () => closeServer(portal));
  const origin = surfaceApp(environment).use(createFilesOrigin(deps));
  const files = await listen(origin, environment.filesPort, environment.listen);
  onStop('files', () => closeServer(files));
});
