import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readCertificates } from '../integrations/tunduk/client/read-certificates.ts';
import { aStub } from '../test/support/tunduk.ts';

let stub: Awaited<ReturnType<typeof aStub>>;
let folder: string;
before(async () => {
  stub = await aStub();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-trust-command-'));
});
after(async () => {
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
});

const command = fileURLToPath(new URL('tunduk-trust.ts', import.meta.url));

type Ended = { status: number; said: string };
function run(more: string[], env: Record<string, string> = {}): Promise<Ended> {
  const given = Object.entries(process.env).filter(([name]) => !/^(SHAILOO|TUNDUK|DATABASE)_/.test(name));
  const own = {
    SHAILOO_HOME: folder,
    TUNDUK_URL: stub.httpAddress,
    TUNDUK_ENVIRONMENT: 'test',
    TUNDUK_TRUST_FILE: join(folder, 'trust.pem'),
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, ...more],
      { env: { ...Object.fromEntries(given), ...own, ...env } },
      (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}` });
      },
    );
  });
}
const trustFile = () => readFileSync(join(folder, 'trust.pem'), 'utf8');

test('nothing is trusted until somebody accepts exactly what was shown; then it is the same, and a change is shown again', async () => {
  const first = await run([]);
  assert.equal(first.status, 1, first.said);
  assert.match(first.said, /\+ authority, "Tunduk stand-in, tests only".*SHA-256 [0-9a-f]{64}/);
  assert.deepEqual(readdirSync(folder), []);
  const [, digest = ''] = /--accept ([0-9a-f]{16})/.exec(first.said) ?? [];
  const other = await run(['--accept', '0123456789abcdef']);
  assert.equal(other.status, 1);
  assert.match(other.said, /nothing was changed/);
  assert.deepEqual(readdirSync(folder), []);
  assert.equal((await run(['--accept', digest])).status, 0);
  assert.equal(readCertificates(trustFile()).length, 3);
  const same = await run([]);
  assert.equal(same.status, 0);
  assert.match(same.said, /exactly the 3 certificates that instance central-server publishes/);
  const { authority, stranger } = stub.certificates;
  writeFileSync(join(folder, 'trust.pem'), authority.certificate + '\n' + stranger.certificate);
  const changed = await run([]);
  assert.equal(changed.status, 1);
  assert.match(changed.said, /\+ ocsp/);
  assert.match(changed.said, /- no longer published: "CN=stranger, O=shailoo"/);
});

test('what cannot be taken for a configuration leaves the trust file as it is, and says why', async () => {
  writeFileSync(join(folder, 'trust.pem'), stub.certificates.authority.certificate);
  const before = trustFile();
  const ends: [string, Record<string, string>, string[]][] = [
    ['tunduk-trust-stand-in', { TUNDUK_ENVIRONMENT: 'production' }, []],
    ['tunduk-trust-other-instance', { TUNDUK_CLIENT: 'elsewhere/GOV/70000099/complaints' }, []],
    ['tunduk-trust-unavailable', { TUNDUK_URL: 'http://127.0.0.1:9' }, []],
    ['tunduk-trust-refused', { TUNDUK_URL: stub.controlAddress }, []],
    ['TUNDUK_TRUST_FILE', { TUNDUK_TRUST_FILE: '' }, []],
    ['unknown', {}, ['--unknown']],
    ['--accept DIGEST', {}, ['accept']],
  ];
  for (const [word, env, more] of ends) {
    const { status, said } = await run(more, env);
    assert.equal(status, 2, said);
    assert.ok(said.includes(word), said);
  }
  assert.equal(trustFile(), before);
  writeFileSync(join(folder, 'trust.pem'), 'half a file');
  assert.equal((await run([])).status, 2);
  assert.equal(trustFile(), 'half a file');
});
