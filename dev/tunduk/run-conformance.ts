import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
import { contractById } from '../../integrations/tunduk/contracts/registry-services.ts';
import { decodeClientId } from '../../integrations/tunduk/protocol/identifiers.ts';
import { answerRequest } from '../../integrations/tunduk/stub/answer-request.ts';
import { readStubConfiguration } from '../../integrations/tunduk/stub/stub-configuration.ts';
import { newStubState } from '../../integrations/tunduk/stub/stub-state.ts';
import { testCertificates } from '../../integrations/tunduk/stub/test-authority.ts';
import { say } from '../../wording/say.ts';
import { reportWords } from './report-words.ts';
import { terminalLanguage } from './terminal-language.ts';

const usage = (language: Language): string => `${say(language, 'tunduk-conformance.usage.provider')}
  npm run tunduk:conformance -- provider --contract ID --endpoint URL [--pin PIN --not-found-pin PIN]
    [--client I/C/M/S] [--ca FILE --cert FILE --key FILE] [--timeout SECONDS]
${say(language, 'tunduk-conformance.usage.consumer')}
  npm run tunduk:conformance -- consumer --contract ID --listen PORT [--run COMMAND] [--mtls] [--patience SECONDS]
${say(language, 'tunduk-conformance.usage.both')}
  [--language ky|ru|en] [--json FILE] [--junit FILE] [--html FILE]
`;
const shipped = fileURLToPath(new URL('../../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url));
const text = { type: 'string' } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    contract: text,
    endpoint: text,
    pin: text,
    'not-found-pin': text,
    client: { ...text, default: 'central-server/GOV/70000099/candidate-checks' },
    ca: text,
    cert: text,
    key: text,
    timeout: { ...text, default: '60' },
    listen: text,
    host: { ...text, default: '127.0.0.1' },
    run: text,
    mtls: { type: 'boolean', default: false },
    patience: { ...text, default: '90' },
    language: text,
    json: text,
    junit: text,
    html: text,
  },
});

function contractNamed(name: string): Contract {
  return contractById(name) ?? readContract(name);
}

function tryProvider(language: Language, contract: Contract, endpoint: string): Promise<Finding[]> {
  const client = decodeClientId(values.client);
  if (client === undefined) throw new Error(say(language, 'tunduk-conformance.client-wrong'));
  const { ca, cert, key } = values;
  const read = (file: string) => readFileSync(file, 'utf8');
  const tls = ca && cert && key ? { tls: { authority: read(ca), certificate: read(cert), key: read(key) } } : {};
  const requests = exampleRequests(contract, values.pin, values['not-found-pin']);
  const totalMs = Number(values.timeout) * 1_000;
  return runProvider({ contract, endpoint, instance: client.instance, client, ...requests, totalMs, ...tls });
}

async function tryConsumer(language: Language, contract: Contract, port: number): Promise<Finding[]> {
  const home = mkdtempSync(join(tmpdir(), 'tunduk-conformance-'));
  const certificates = await testCertificates(home);
  const state = newStubState(await readStubConfiguration(shipped), shipped, certificates);
  const { server, authority, client } = certificates;
  const files = { ca: join(home, 'ca.pem'), cert: join(home, 'client.pem'), key: join(home, 'client-key.pem') };
  writeFileSync(files.ca, authority.certificate);
  writeFileSync(files.cert, client.certificate);
  writeFileSync(files.key, client.key, { mode: 0o600 });
  const tls = values.mtls ? { tls: { cert: server.certificate, key: server.key, ca: authority.certificate } } : {};
  const { run } = values;
  return runConsumer({
    contract,
    host: values.host,
    port,
    patienceMs: Number(values.patience) * 1_000,
    server: {
      answer: (request, response) => void answerRequest(state, request, response).catch(() => response.destroy()),
      plant: (rule) => void state.plant('*', rule),
      reset: () => state.reset(),
      ...tls,
    },
    ...(run === undefined
      ? { listenUntil: (address) => untilInterrupted(language, address) }
      : { run: (address) => runCommand(run, address, files) }),
  }).finally(() => rmSync(home, { recursive: true, force: true }));
}

function untilInterrupted(language: Language, address: string): Promise<void> {
  process.stderr.write(`${say(language, 'tunduk-conformance.listening', { address })}\n`);
  return new Promise((resolve) => process.once('SIGINT', () => resolve()));
}

/** The program of the integrator says by its exit status whether it believed the answer: 0 is yes. */
function runCommand(
  command: string,
  address: string,
  files: { ca: string; cert: string; key: string },
): Promise<number> {
  const env = {
    ...process.env,
    TUNDUK_URL: address,
    TUNDUK_CA: files.ca,
    TUNDUK_CERT: files.cert,
    TUNDUK_KEY: files.key,
  };
  const child = spawn(command, { shell: true, env, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
}

try {
  const [side] = positionals;
  const { contract: name = '', endpoint, listen } = values;
  const language = terminalLanguage(values.language, process.env);
  const isUsable = (side === 'provider' && endpoint !== undefined) || (side === 'consumer' && listen !== undefined);
  if (!isUsable || name === '' || (side !== 'provider' && side !== 'consumer')) throw new Error(usage(language));
  const contract = contractNamed(name);
  const findings = await (side === 'provider'
    ? tryProvider(language, contract, endpoint ?? '')
    : tryConsumer(language, contract, Number(listen)));
  const report: Report = { side, contract, at: new Date(), findings };
  const words = reportWords(language, side, contract);
  process.stdout.write(reportText(report, words));
  if (values.json) writeFileSync(values.json, reportJson(report, words));
  if (values.junit) writeFileSync(values.junit, reportJunit(report, words));
  if (values.html) writeFileSync(values.html, reportHtml(report, words));
  process.exitCode = findings.some(({ verdict }) => verdict === 'broken') ? 1 : 0;
} catch (error) {
  process.stderr.write(`${Error.isError(error) ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
