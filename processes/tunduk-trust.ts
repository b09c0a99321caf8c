import { parseArgs } from 'node:util';
import { IntegrationError } from '../integrations/integration-error.ts';
import { usualLimits } from '../integrations/tunduk/client/client-configuration.ts';
import type { ApprovedCertificate } from '../integrations/tunduk/client/read-shared-params.ts';
import { connectSecurityServer } from '../integrations/tunduk/client/security-server.ts';
import { compareTrust, readTrustFile, trustDigest, writeTrustFile } from '../integrations/tunduk/client/trust-file.ts';
import type { TrustChange } from '../integrations/tunduk/client/trust-file.ts';
import { fetchVerificationConf } from '../integrations/tunduk/client/verification-conf.ts';
import { readEnvironment } from './environment.ts';
import { securityServerOf } from './security-server-of.ts';
import type { TundukEnvironment } from './tunduk-environment.ts';

const usage = `npm run tunduk:trust                      compares the published certificates with the trust file TUNDUK_TRUST_FILE
npm run tunduk:trust -- --accept DIGEST   puts exactly those that it showed under this digest into the file
The security server is that of TUNDUK_URL, as the worker asks it. Status: 0 the same or accepted, 1 different, 2 it could not work.`;

const words: Record<string, string> = {
  'tunduk-trust-unavailable': 'the security server gave no whole answer',
  'tunduk-trust-refused': 'the security server refused to give its configuration',
  'tunduk-trust-stand-in': 'a stand-in answered, and TUNDUK_ENVIRONMENT is production',
  'tunduk-trust-unreadable': 'what came is no configuration of X-Road, or not all of it',
  'tunduk-trust-other-instance': 'the configuration is that of another instance than that of TUNDUK_CLIENT',
  'tunduk-trust-empty': 'the configuration approves no authority for messages',
  'tunduk-trust-signature': 'the signature of an authority’s certificate in the configuration is broken',
};

try {
  process.exitCode = await run();
} catch (error) {
  const code = error instanceof IntegrationError ? error.code : '';
  const said = words[code] ?? (Error.isError(error) ? error.message : String(error));
  process.stderr.write(`${said}${code === '' ? '' : ` (${code})`}; the trust file was not touched\n`);
  process.exitCode = 2;
}

async function run(): Promise<0 | 1 | 2> {
  const { values, positionals } = parseArgs({
    options: { accept: { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.length > 0) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const { tunduk } = readEnvironment(process.env);
  if (tunduk?.trustFile === undefined)
    throw new Error('TUNDUK_URL and TUNDUK_TRUST_FILE say which server and which file');
  const { client, trustFile } = tunduk;
  const trusted = await readTrustFile(trustFile);
  const published = await fetchPublished(tunduk);
  const changes = compareTrust(trusted, published);
  if (changes.length === 0) {
    say(`the trust file holds exactly the ${published.length} certificates that instance ${client.instance} publishes`);
    return 0;
  }
  for (const change of changes) say(inWords(change));
  const digest = trustDigest(published.map(({ certificate }) => certificate));
  if (values.accept === undefined) {
    say(
      `nothing was changed; compare this with what Tunduk tells you, then: npm run tunduk:trust -- --accept ${digest}`,
    );
    return 1;
  }
  if (values.accept !== digest) {
    say(`nothing was changed: ${values.accept} is not what is published now, which is ${digest}`);
    return 1;
  }
  await writeTrustFile(trustFile, published);
  say(
    `${published.length} certificates are in the trust file; within ten minutes the worker checks by them what failed under the old ones`,
  );
  return 0;
}

async function fetchPublished(tunduk: TundukEnvironment): Promise<ApprovedCertificate[]> {
  const { client, environment } = tunduk;
  const server = connectSecurityServer(await securityServerOf(tunduk), { ...usualLimits, connections: 1 });
  try {
    const { totalMs } = usualLimits;
    return await fetchVerificationConf({ server, instance: client.instance, environment, totalMs });
  } finally {
    await server.close();
  }
}

function inWords({ change, use, name, subject, fingerprint, until }: TrustChange): string {
  const sign = change === 'added' ? '+' : '-';
  const published = use === null ? 'no longer published' : `${use}, ${JSON.stringify(name)}`;
  return `${sign} ${published}: ${JSON.stringify(subject)}, until ${until.slice(0, 10)}, SHA-256 ${fingerprint}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
