import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions } from 'dependency-cruiser';
import { environmentVariables, readEnvironment } from '../../processes/environment.ts';
import { filled, readComposeFile, variablesOf } from './compose-file.ts';
import type { ComposeService } from './compose-file.ts';

const root = join(import.meta.dirname, '../..');
const compose = readComposeFile();
const variables = variablesOf(compose);
const processes = Object.entries(compose.services).filter(([, { command }]) => command?.[1]?.startsWith('processes/'));

const addresses: Record<string, string> = {
  PUBLIC_URL: 'https://shailoo.example',
  DESK_URL: 'https://desk.shailoo.example',
  FILES_URL: 'https://files.shailoo.example',
  ESI_ISSUER: 'https://esi.example',
  MAIL_FROM: 'shailoo@commission.example',
};
const values = Object.fromEntries(
  [...variables].filter(([, { isNeeded }]) => isNeeded).map(([name]) => [name, addresses[name] ?? 'placeholder']),
);

function environmentOf({ environment }: ComposeService): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value, values)]));
}

test('the processes of the product are all there, and nothing else runs from its image', () => {
  assert.deepEqual(processes.map(([name]) => name).toSorted(), ['desk', 'ledger', 'migrate', 'portal', 'worker']);
  const ofImage = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('shailoo:'));
  assert.deepEqual(ofImage.map(([name]) => name).toSorted(), ['desk', 'ledger', 'migrate', 'portal', 'worker']);
});

test('the stand-in security server runs from an image of its own, is given no secret, and keeps what it made', () => {
  const { environment, secrets, image, volumes } = compose.services['tunduk'] ?? assert.fail('no tunduk');
  assert.deepEqual([environment, secrets], [{}, []]);
  assert.match(image, /^shailoo-tunduk-stub:/);
  const dockerfile = readFileSync(join(root, 'integrations/tunduk/stub/Dockerfile'), 'utf8');
  const [, home = ''] = /"--home", "([^"]+)"/.exec(dockerfile) ?? [];
  assert.deepEqual(volumes, [`tunduk-home:${home}`, `tunduk-certificates:${home}/certificates`]);
});

test('worker and desk are given every variable of Tunduk, and ask the service of the file unless told otherwise', () => {
  const known = environmentVariables.filter((name) => name.startsWith('TUNDUK_'));
  for (const name of ['worker', 'desk']) {
    const service = compose.services[name] ?? assert.fail(name);
    const given = Object.keys(service.environment).filter((variable) => variable.startsWith('TUNDUK_'));
    assert.deepEqual(given.toSorted(), known.toSorted(), name);
    const tunduk = readEnvironment(environmentOf(service)).tunduk ?? assert.fail(`${name} asks nobody`);
    const { hostname, port } = new URL(tunduk.url);
    assert.deepEqual([hostname, port, tunduk.environment], ['tunduk', '8443', 'stand-in']);
  }
  for (const name of ['portal', 'ledger', 'migrate']) {
    assert.equal(compose.services[name]?.environment['TUNDUK_URL'], undefined, name);
  }
});

test('a security server of your own takes the place of the stand-in by variables and a folder alone', () => {
  const own = {
    ...values,
    TUNDUK_URL: 'https://ss.example',
    TUNDUK_CLIENT: 'central-server/GOV/70000098/complaints',
    TUNDUK_ENVIRONMENT: 'production',
    TUNDUK_FOLDER: '../tunduk',
  };
  const { environment, volumes } = compose.services['worker'] ?? assert.fail('no worker');
  const { tunduk } = readEnvironment(
    Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value, own)])),
  );
  assert.deepEqual(
    [tunduk?.url, tunduk?.environment, tunduk?.client.memberCode],
    ['https://ss.example', 'production', '70000098'],
  );
  const mounts = volumes.map((volume) => filled(volume, own));
  assert.ok(mounts.includes('../tunduk:/run/tunduk:ro'));
  for (const file of [tunduk?.authorityFile, tunduk?.certificateFile, tunduk?.keyFile, tunduk?.trustFile])
    assert.match(file ?? '', /^\/run\/tunduk\//);
});

test('the image of the stand-in holds every file that the stand-in imports', async () => {
  const dockerfile = readFileSync(join(root, 'integrations/tunduk/stub/Dockerfile'), 'utf8');
  const copied = [...dockerfile.matchAll(/^COPY (\S+) \1$/gm)].map(([, folder = '']) => `${folder}/`);
  const { output } = await cruise([join(root, 'dev/tunduk/run-stub.ts')], {
    baseDir: root,
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
  } as ICruiseOptions);
  if (typeof output === 'string') throw new Error('dependency-cruiser answered in words');
  const own = output.modules
    .map(({ source }) => source)
    .filter((source) => source.endsWith('.ts') && !source.includes('node_modules'));
  assert.ok(own.length > 60, String(own.length));
  assert.deepEqual(
    own.filter((source) => !copied.some((folder) => source.startsWith(folder))),
    [],
  );
});

for (const [name, service] of processes) {
  test(`${name} starts: its environment is one that production accepts`, () => {
    const environment = readEnvironment(environmentOf(service));
    assert.equal(environment.mode, 'production');
    assert.equal(environment.trainingClock, false);
    assert.equal(environment.s3 === undefined, name === 'ledger');
    assert.ok(environment.temporalAddress !== undefined);
  });

  test(`${name} is given no variable that the product does not know`, () => {
    const unknown = Object.keys(service.environment).filter((variable) => !environmentVariables.includes(variable));
    assert.deepEqual(unknown, []);
  });

  test(`${name} runs a file that exists and has the master key as a file, except who signs the ledger`, () => {
    assert.ok(existsSync(join(root, service.command?.[1] ?? '')));
    assert.deepEqual(service.secrets, name === 'ledger' ? [] : ['master-key']);
    assert.equal(service.environment['SHAILOO_KEY_FILE'], '/run/secrets/master-key');
  });
}

test('every address inside leads to a service of the file', () => {
  for (const [, service] of processes) {
    const { DATABASE_URL, SMTP_URL, S3_ENDPOINT = SMTP_URL, TEMPORAL_ADDRESS } = environmentOf(service);
    const hosts = [DATABASE_URL, S3_ENDPOINT, SMTP_URL, `temporal://${TEMPORAL_ADDRESS}`].map(
      (address) => new URL(address ?? '').hostname,
    );
    for (const host of hosts) assert.ok(host in compose.services, `${host} is no service`);
  }
});

test('every process has a login of its own at the database', () => {
  const logins = processes.map(([, service]) => new URL(environmentOf(service)['DATABASE_URL'] ?? '').username);
  assert.equal(new Set(logins).size, processes.length);
});

test('no secret stands in the file: each is put in from outside, and the start is refused without it', () => {
  for (const [name, { environment }] of Object.entries(compose.services)) {
    for (const [variable, value] of Object.entries(environment)) {
      if (!/(PASSWORD|SECRET|_KEY|PWD)$/.test(variable)) continue;
      assert.match(value, /^\$\{\w+:\?[^}]+\}$/, `${name}: ${variable}`);
    }
    const inAddress = Object.values(environment).flatMap((value) => [...value.matchAll(/:\/\/[^:/]+:([^@]*)@/g)]);
    for (const [, password = ''] of inAddress) assert.match(password, /^\$\{\w+:\?/);
  }
});

test('images are pinned by a whole version', () => {
  for (const [name, { image }] of Object.entries(compose.services)) {
    assert.match(image, /:v?\d+\.\d+(\.\d+)?$/, name);
  }
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  assert.match(dockerfile, new RegExp(`^FROM node:${dependencies['node']}-`, 'm'));
});

test('the image holds every folder and every page of docs that the processes run from, and no test', () => {
  const kept = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  const layers = `domain wording prints persistence integrations operations workflows activities api web-kit web-public
    web-admin processes`.split(/\s+/);
  for (const layer of layers) assert.ok(kept.includes(`!${layer}`), layer);
  assert.ok(kept.includes('**/*.test.ts') && !kept.includes('!dev'));
  const sources = layers.flatMap((layer) => globSync(`${layer}/**/*.ts`, { cwd: root, exclude: ['**/*.test.ts'] }));
  const pages = sources.flatMap((source) =>
    [...readFileSync(join(root, source), 'utf8').matchAll(/new URL\('(?:\.\.\/)+(docs\/[^']+)'/g)].map(
      ([, page]) => page,
    ),
  );
  assert.ok(pages.length > 0);
  for (const page of pages) assert.ok(kept.includes(`!${page}`), page);
});

test('ports are open to this machine only, each to one service; a proxy with TLS stands in front', () => {
  const ports = Object.values(compose.services).flatMap(({ ports: own }) => own);
  for (const port of ports) assert.match(port, /^127\.0\.0\.1:\d+:\d+$/);
  const outside = ports.map((port) => port.split(':')[1]);
  assert.equal(new Set(outside).size, outside.length, outside.join(' '));
});

test('what is mounted is declared, what is declared is mounted, and nobody waits for a service that is not there', () => {
  const services = Object.values(compose.services);
  const mounted = services.flatMap(({ volumes }) =>
    volumes.map((volume) => filled(volume, values).split(':')[0] ?? ''),
  );
  assert.deepEqual([...new Set(mounted)].toSorted(), Object.keys(compose.volumes).toSorted());
  const configs = services.flatMap(({ configs: used }) => used.map(({ source }) => source));
  assert.deepEqual([...new Set(configs)].toSorted(), Object.keys(compose.configs).toSorted());
  for (const awaited of services.flatMap(({ depends_on: before }) => Object.keys(before))) {
    assert.ok(awaited in compose.services, awaited);
  }
});

test('docs/deployment.md names every variable that the file is given from outside', () => {
  const text = readFileSync(join(root, 'docs/deployment.md'), 'utf8');
  const missing = [...variables.keys()].filter((name) => !text.includes(`\`${name}\``));
  assert.deepEqual(missing, []);
});
