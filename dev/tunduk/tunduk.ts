import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStub } from '../../integrations/tunduk/stub/start-stub.ts';
import { runProcess } from '../../processes/run-process.ts';
import { answerPage } from './answer-page.ts';
import { standInPorts } from './own-stand-in.ts';
import { writeCertificates } from './write-certificates.ts';

const shipped = fileURLToPath(new URL('../../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url));

await runProcess('tunduk', async ({ environment, log, onStop }) => {
  const addresses = { http: '', https: '' };
  const home = join(environment.home, 'tunduk');
  const stub = await startStub({
    configurationFile: shipped,
    home,
    host: environment.listen,
    ...standInPorts(environment),
    page: (state, request, response) => answerPage(state, addresses, 'ky', request, response),
    onReload: (fault) => log.info({ fault }, 'configuration read again'),
  });
  onStop('tunduk', stub.close);
  writeCertificates(home, stub);
  Object.assign(addresses, { http: stub.httpAddress, https: stub.httpsAddress });
  log.info({ ...addresses, page: stub.controlAddress }, 'listening');
});
