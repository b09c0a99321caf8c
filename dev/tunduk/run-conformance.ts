import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '../../domain/language.ts';
import type { Contract } from '../../integrations/tunduk/contracts/contract-schema.ts';
import { exampleRequests } from '../../integrations/tunduk/conformance/example-requests.ts';
import { reportHtml, reportJson, reportJunit, reportText } from '../../integrations/tunduk/conformance/report.ts';
import type { Report } from '../../integrations/tunduk/conformance/report.ts';
import { runConsumer } from '../../integrations/tunduk/conformance/run-consumer.ts';
import { runProvider } from '../../integrations/tunduk/conformance/run-provider.ts';
import type { Finding } from '../../integrations/tunduk/conformance/rule.ts';
import { readContract } from '../../integrations/tunduk/contracts/read-contract.ts';
import { contractById, contracts } from '../../integrations/tunduk/contracts/registry-services.ts';
import { decodeClientId } from '../../integrations/tunduk/protocol/identifiers.ts';
import type { SubsystemId } from '../../integrations/tunduk/protocol/identifiers.ts';
import { answerRequest } from '../../integrations/tunduk/stub/answer-request.ts';
import { testCertificates } from '../../integrations/tunduk/stub/test-authority.ts';
import type { TestCertificates } from '../../integrations/tunduk/stub/test-authority.ts';
import { say } from '../../wording/say.ts';
import { fieldOptions } from './field-options.ts';
import { fromCaller } from './from-caller.ts';
import { portOption, secondsOption } from './number-options.ts';
import { reportWords } from './report-words.ts';
import { runProgram } from './run-program.ts';
import { terminalLanguage } from './terminal-language.ts';
import { trialStandIn } from './trial-stand-in.ts';

const usage = (language: Language): string => `${say(language, 'tunduk-conformance.usage.provider')}
  npm run tunduk:conformance -- provider --contract ID --endpoint URL [--pin PIN --not-found-pin PIN]
    [--field NAME=VALUE …] [--client I/C/M/S] [--ca FILE --cert FILE --key FILE] [--timeout SECONDS]
${say(language, 'tunduk-conformance.usage.consumer')}
  npm run tunduk:conformance -- consumer --contract ID --listen PORT [--host ADDRESS] [--client I/C/M/S]
    [--run COMMAND] [--limit SECONDS] [--mtls] [--patience SECONDS]
${say(language, 'tunduk-conformance.usage.both')}
  [--language ky|ru|en] [--json FILE] [--junit FILE] [--html FILE]
`;
const text = { type: 'string' } as const;

const options = {
  contract: text,
  endpoint: text,
  pin: text,
  'not-found-pin': text,
  field: { ...text, multiple: true },
  client: { ...text, default: 'central-server/GOV/70000099/candidate-checks' },
  ca: text,
  cert: text,
  key: text,
  timeout: { ...text, default: '60' },
  listen: text,
  host: { ...text, default: '127.0.0.1' },
  run: text,
  limit: text,
  mtls: { type: 'boolean', default: false },
  patience: { ...text, default: '90' },
  language: text,
  json: text,
  junit: text,
  html: text,
  help: { type: 'boolean', default: false },
} as const;

const parse = () => parseArgs({ allowPositionals: true, options });
type Values = ReturnType<typeof parse>['values'];

function contractNamed(language: Language, name: string): Contract {
  const ours = contractById(name);
  if (ours !== undefined) return ours;
  if (existsSync(join(fromCaller(name), 'contract.yaml'))) return readContract(fromCaller(name));
  const ids = contracts.map(({ id }) => `  ${id}`).join('\n');
  throw new Error(`${say(language, 'tunduk-conformance.contract-unknown', { name })}\n${ids}`);
}

function clientNamed(language: Language, name: string): SubsystemId {
  const client = decodeClientId(name);
  if (client === undefined || client.subsystem === '') {
    throw new Error(say(language, 'tunduk-conformance.client-wrong'));
  }
  return client;
}

function tryProvider(language: Language, contract: Contract, values: Values): Promise<Finding[]> {
  const { endpoint = '', ca, cert, key } = values;
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) throw new Error('--endpoint: http://… | https://…');
  if (new Set([ca, cert, key].map((one) => one === undefined)).size > 1) throw new Error('--ca --cert --key');
  const client = clientNamed(language, values.client);
  const read = (file: string) => readFileSync(fromCaller(file), 'utf8');
  const tls = ca && cert && key ? { tls: { authority: read(ca), certificate: read(cert), key: read(key) } } : {};
  const requests = exampleRequests(contract, {
    pin: values.pin,
    notFoundPin: values['not-found-pin'],
    fields: fieldOptions(contract, values.field),
  });
  const totalMs = secondsOption('timeout', values.timeout);
  return runProvider({ contract, endpoint, instance: client.instance, client, ...requests, totalMs, ...tls });
}

async function tryConsumer(language: Language, contract: Contract, values: Values): Promise<Finding[]> {
  const client = clientNamed(language, values.client);
  const port = portOption('listen', values.listen ?? '');
  const patienceMs = secondsOption('patience', values.patience);
  const limitMs = values.limit === undefined ? 3 * patienceMs + 60_000 : secondsOption('limit', values.limit);
  const home = mkdtempSync(join(tmpdir(), 'tunduk-conformance-'));
  try {
    const certificates = await testCertificates(home);
    const state = await trialStandIn({ contract, name: values.contract ?? '', client }, home, certificates);
    const files = writeTrialCertificates(home, certificates);
    const { server, authority } = certificates;
    const tls = values.mtls ? { tls: { cert: server.certificate, key: server.key, ca: authority.certificate } } : {};
    const { run } = values;
    return await runConsumer({
      contract,
      client,
      host: values.host,
      port,
      patienceMs,
      server: {
        answer: (request, response) => void answerRequest(state, request, response).catch(() => response.destroy()),
        plant: (rule) => void state.plant('*', rule),
        reset: () => state.reset(),
        ...tls,
      },
      ...(run === undefined
        ? { listenUntil: (address) => untilInterrupted(language, address, values.mtls ? home : undefined) }
        : { run: (address) => runProgram(run, { TUNDUK_URL: address, ...files }, limitMs) }),
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The files of a trial with mutual TLS, by the variables in which a program finds them. */
function writeTrialCertificates(home: string, { authority, client }: TestCertificates) {
  const files = {
    TUNDUK_CA: join(home, 'authority.pem'),
    TUNDUK_CERT: join(home, 'client.pem'),
    TUNDUK_KEY: join(home, 'client-key.pem'),
  };
  writeFileSync(files.TUNDUK_CA, authority.certificate);
  writeFileSync(files.TUNDUK_CERT, client.certificate);
  writeFileSync(files.TUNDUK_KEY, client.key, { mode: 0o600 });
  return files;
}

function untilInterrupted(language: Language, address: string, certificates: string | undefined): Promise<void> {
  process.stderr.write(`${say(language, 'tunduk-conformance.listening', { address })}\n`);
  if (certificates !== undefined) {
    process.stderr.write(`${say(language, 'tunduk.start.certificates', { folder: certificates })}\n`);
  }
  return new Promise((resolve) => process.once('SIGINT', () => resolve()));
}

async function main(): Promise<number> {
  const { values, positionals } = parse();
  const language = terminalLanguage(values.language, process.env);
  if (values.help) {
    process.stdout.write(usage(language));
    return 0;
  }
  const [side] = positionals;
  const { contract: name = '', endpoint, listen } = values;
  const isUsable = (side === 'provider' && endpoint !== undefined) || (side === 'consumer' && listen !== undefined);
  if (!isUsable || name === '') throw new Error(usage(language));
  const contract = contractNamed(language, name);
  const findings = await (side === 'provider' ? tryProvider : tryConsumer)(language, contract, values);
  const report: Report = { side, contract, at: new Date(), findings };
  const words = reportWords(language, side, contract);
  process.stdout.write(reportText(report, words));
  if (values.json) writeFileSync(fromCaller(values.json), reportJson(report, words));
  if (values.junit) writeFileSync(fromCaller(values.junit), reportJunit(report, words));
  if (values.html) writeFileSync(fromCaller(values.html), reportHtml(report, words));
  return findings.some(({ verdict }) => verdict === 'broken') ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${Error.isError(error) ? error.message : String(error)}\n`);
  return 2;
});
