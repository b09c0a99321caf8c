import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStub } from '../../integrations/tunduk/stub/start-stub.ts';
import type { RunningStub } from '../../integrations/tunduk/stub/start-stub.ts';
import { answerPage } from './answer-page.ts';

const shipped = fileURLToPath(new URL('../../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url));
const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    config: { type: 'string', default: shipped },
    home: { type: 'string', default: '.shailoo/tunduk' },
    host: { type: 'string', default: '127.0.0.1' },
    http: { type: 'string', default: '8080' },
    https: { type: 'string', default: '8443' },
    control: { type: 'string', default: '3004' },
    'control-host': { type: 'string', default: '127.0.0.1' },
  },
});

function writeCertificates(home: string, { certificates }: RunningStub): string {
  const folder = join(home, 'certificates');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'authority.pem'), certificates.authority.certificate);
  writeFileSync(join(folder, 'client.pem'), certificates.client.certificate);
  writeFileSync(join(folder, 'client-key.pem'), certificates.client.key, { mode: 0o600 });
  return folder;
}

try {
  const addresses = { http: '', https: '' };
  const home = resolve(values.home);
  const stub = await startStub({
    configurationFile: resolve(values.config),
    home,
    host: values.host,
    httpPort: Number(values.http),
    httpsPort: Number(values.https),
    controlPort: Number(values.control),
    controlHost: values['control-host'],
    page: (state, request, response) => answerPage(state, addresses, request, response),
    onReload: (fault) => say(fault === undefined ? 'configuration read again' : `configuration not taken:\n${fault}`),
  });
  Object.assign(addresses, { http: stub.httpAddress, https: stub.httpsAddress });
  say(`security server  ${stub.httpAddress}  ${stub.httpsAddress}`);
  say(`page and control ${stub.controlAddress}`);
  say(`test certificates in ${writeCertificates(home, stub)}`);
  say(`ready in ${Math.round(process.uptime() * 1_000)} ms; Ctrl-C ends it`);
  const stop = () => void stub.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${Error.isError(error) ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
