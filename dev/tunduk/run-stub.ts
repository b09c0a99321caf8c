import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStub } from '../../integrations/tunduk/stub/start-stub.ts';
import { say } from '../../wording/say.ts';
import { answerPage } from './answer-page.ts';
import { terminalLanguage } from './terminal-language.ts';
import { writeCertificates } from './write-certificates.ts';

const shipped = fileURLToPath(new URL('../../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url));
const print = (line: string) => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    config: { type: 'string', default: shipped },
    home: { type: 'string', default: '.shailoo/tunduk' },
    host: { type: 'string', default: '127.0.0.1' },
    http: { type: 'string', default: '8080' },
    https: { type: 'string', default: '8443' },
    control: { type: 'string', default: '3004' },
    'control-host': { type: 'string', default: '127.0.0.1' },
    language: { type: 'string' },
  },
});

try {
  const language = terminalLanguage(values.language, process.env);
  const tell = (key: string, values: Record<string, string | number> = {}) =>
    print(say(language, `tunduk.start.${key}`, values));
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
    page: (state, request, response) => answerPage(state, addresses, language, request, response),
    onReload: (fault) => {
      tell(fault === undefined ? 'reloaded' : 'not-taken');
      if (fault !== undefined) print(fault);
    },
  });
  Object.assign(addresses, { http: stub.httpAddress, https: stub.httpsAddress });
  tell('server', addresses);
  tell('page', { address: stub.controlAddress });
  tell('certificates', { folder: writeCertificates(home, stub) });
  tell('ready', { ms: Math.round(process.uptime() * 1_000) });
  const stop = () => void stub.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${Error.isError(error) ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
