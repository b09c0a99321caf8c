import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Language } from '../../domain/language.ts';
import { startStub } from '../../integrations/tunduk/stub/start-stub.ts';
import { say } from '../../wording/say.ts';
import { answerPage } from './answer-page.ts';
import { fromCaller } from './from-caller.ts';
import { portOption } from './number-options.ts';
import { terminalLanguage } from './terminal-language.ts';
import { writeCertificates } from './write-certificates.ts';

const shipped = fileURLToPath(new URL('../../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url));
const print = (line: string) => void process.stdout.write(`${line}\n`);
const usage = `npm run tunduk:stub -- [--config FILE] [--http PORT] [--https PORT] [--control PORT] [--home FOLDER]
  [--host ADDRESS] [--control-host ADDRESS] [--language ky|ru|en]
`;
const text = { type: 'string' } as const;

const parse = () =>
  parseArgs({
    options: {
      config: text,
      home: text,
      host: { ...text, default: '127.0.0.1' },
      http: { ...text, default: '8080' },
      https: { ...text, default: '8443' },
      control: { ...text, default: '3004' },
      'control-host': { ...text, default: '127.0.0.1' },
      language: text,
      help: { type: 'boolean', default: false },
    },
  }).values;

async function start(values: ReturnType<typeof parse>, language: Language): Promise<void> {
  const tell = (key: string, given: Record<string, string | number> = {}) =>
    print(say(language, `tunduk.start.${key}`, given));
  const addresses = { http: '', https: '' };
  const home = values.home === undefined ? resolve('.shailoo/tunduk') : fromCaller(values.home);
  const stub = await startStub({
    configurationFile: values.config === undefined ? shipped : fromCaller(values.config),
    home,
    host: values.host,
    httpPort: portOption('http', values.http),
    httpsPort: portOption('https', values.https),
    controlPort: portOption('control', values.control),
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
}

function wordsOf(error: unknown, language: Language): string {
  if (!Error.isError(error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE' ? say(language, 'tunduk.start.port-taken', { port: String(port) }) : error.message;
}

let language: Language = 'en';
try {
  const values = parse();
  language = terminalLanguage(values.language, process.env);
  if (values.help) process.stdout.write(usage);
  else await start(values, language);
} catch (error) {
  process.stderr.write(`${wordsOf(error, language)}\n`);
  process.exitCode = 1;
}
