import assert from 'node:assert/strict';
import { isAbsolute } from 'node:path';
import { test } from 'node:test';
import { EnvironmentError, readEnvironment } from './environment.ts';

const production = {
  SHAILOO_MODE: 'production',
  SHAILOO_KEY_FILE: 'keys/master.json',
  DATABASE_URL: 'postgres://owner@db.example:5432/shailoo',
  SMTP_URL: 'smtp://mail.example:25',
  ESI_ISSUER: 'https://esi.example',
  PUBLIC_URL: 'https://shailoo.example',
  DESK_URL: 'https://desk.shailoo.example',
  FILES_URL: 'https://files.shailoo.example',
};

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return error.faults.map(({ variable }) => variable);
  }
}

test('an empty environment is a demonstration on the default ports', () => {
  const environment = readEnvironment({});
  assert.equal(environment.mode, 'demonstration');
  assert.equal(environment.trainingClock, true);
  assert.equal(environment.port, 3000);
  assert.equal(environment.filesPort, 3003);
  assert.equal(environment.publicUrl, 'http://localhost:3000');
  assert.ok(isAbsolute(environment.home));
});

test('every port follows SHAILOO_PORT', () => {
  const { deskPort, mailboxPort, filesPort, tundukPort, signInPort } = readEnvironment({ SHAILOO_PORT: '4100' });
  assert.deepEqual([deskPort, mailboxPort, filesPort, tundukPort, signInPort], [4101, 4102, 4103, 4104, 4105]);
});

test('without the demonstration time is real', () => {
  assert.equal(readEnvironment({ SHAILOO_EMPTY: 'true' }).trainingClock, false);
});

test('names every fault at once, with its variable', () => {
  const faults = faultsOf({ SHAILOO_PORT: 'many', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', SHAILOO_PROT: '1' });
  assert.deepEqual(faults.sort(), ['DATABASE_URL', 'LOG_LEVEL', 'SHAILOO_PORT', 'SHAILOO_PROT']);
});

test('a fault does not repeat the value, which may be a password', () => {
  const read = () => readEnvironment({ SMTP_URL: 'swordfish' });
  assert.throws(
    read,
    (error) => Error.isError(error) && !error.message.includes('swordfish') && error.message.includes('SMTP_URL'),
  );
});

test('leaves the other variables of the machine alone', () => {
  assert.deepEqual(faultsOf({ PATH: '/bin', HOSTNAME: 'x' }), []);
});

test('an empty variable counts as not given', () => {
  assert.equal(readEnvironment({ DATABASE_URL: '', SHAILOO_EMPTY: '' }).databaseUrl, undefined);
});

test('production without its outside parts is refused, each by name', () => {
  const needed = ['DATABASE_URL', 'DESK_URL', 'ESI_ISSUER', 'FILES_URL', 'PUBLIC_URL', 'SHAILOO_KEY_FILE', 'SMTP_URL'];
  assert.deepEqual(faultsOf({ SHAILOO_MODE: 'production' }).sort(), needed);
  assert.deepEqual(faultsOf(production), []);
});

test('production never has a training clock', () => {
  assert.equal(readEnvironment(production).trainingClock, false);
  assert.deepEqual(faultsOf({ ...production, SHAILOO_TRAINING_CLOCK: 'true' }), ['SHAILOO_TRAINING_CLOCK']);
});

test('an S3 endpoint comes with its bucket and keys, and they with it', () => {
  assert.deepEqual(faultsOf({ S3_ENDPOINT: 'http://s3.example' }), ['S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY']);
  assert.deepEqual(faultsOf({ S3_BUCKET: 'documents' }), ['S3_BUCKET']);
});

test('the copy of the ledger has its own endpoint, bucket and keys, and takes none of those of the documents', () => {
  const copy = { LEDGER_COPY_ENDPOINT: 'https://copy.example', LEDGER_COPY_BUCKET: 'ledger' };
  const keys = { LEDGER_COPY_ACCESS_KEY: 'a', LEDGER_COPY_SECRET_KEY: 's' };
  assert.deepEqual(faultsOf(copy), ['LEDGER_COPY_ACCESS_KEY', 'LEDGER_COPY_SECRET_KEY']);
  assert.deepEqual(faultsOf(keys), ['LEDGER_COPY_ACCESS_KEY', 'LEDGER_COPY_SECRET_KEY']);
  const { ledgerCopy, s3 } = readEnvironment({ ...copy, ...keys });
  assert.deepEqual(
    [ledgerCopy, s3],
    [
      { endpoint: 'https://copy.example', bucket: 'ledger', accessKey: 'a', secretKey: 's', region: 'us-east-1' },
      undefined,
    ],
  );
});

test('a licence of the open data has a name and an address', () => {
  assert.equal(readEnvironment({}).openDataLicence, undefined);
  assert.deepEqual(readEnvironment({ OPEN_DATA_LICENCE: 'CC BY 4.0 https://licence.example/by' }).openDataLicence, {
    name: 'CC BY 4.0',
    url: 'https://licence.example/by',
  });
  assert.deepEqual(faultsOf({ OPEN_DATA_LICENCE: 'CC BY' }), ['OPEN_DATA_LICENCE']);
});

test('the port leaves room for those after it', () => {
  assert.deepEqual(faultsOf({ SHAILOO_PORT: '65535' }), ['SHAILOO_PORT']);
});

test('clamd has a host with a port or the path of a socket; without it nothing is scanned', () => {
  assert.equal(readEnvironment({}).clamavAddress, undefined);
  for (const CLAMAV_ADDRESS of ['antivirus:3310', '[::1]:3310', '/run/clamav/clamd.ctl']) {
    assert.equal(readEnvironment({ CLAMAV_ADDRESS }).clamavAddress, CLAMAV_ADDRESS);
  }
  for (const CLAMAV_ADDRESS of ['antivirus', 'http://antivirus:3310', 'run/clamd.ctl']) {
    assert.throws(() => readEnvironment({ CLAMAV_ADDRESS }), EnvironmentError);
  }
});

test('registries: a demonstration asks its stand-in, production only a server given with TLS and our subsystem', () => {
  const { tunduk } = readEnvironment({ SHAILOO_PORT: '4100' });
  assert.deepEqual(
    [tunduk?.url, tunduk?.environment, tunduk?.client.subsystem],
    ['http://localhost:4124', 'stand-in', 'complaints'],
  );
  assert.equal(readEnvironment(production).tunduk, undefined);
  const given = {
    TUNDUK_URL: 'https://ss.example',
    TUNDUK_CLIENT: 'central-server/GOV/70000099/complaints',
    TUNDUK_AUTHORITY_FILE: '/run/tunduk/server.pem',
  };
  const whole = readEnvironment({ ...production, ...given, TUNDUK_FINGERPRINT: 'ab'.repeat(32) }).tunduk;
  assert.deepEqual(
    [whole?.url, whole?.environment, whole?.authorityFile],
    [given.TUNDUK_URL, 'production', given.TUNDUK_AUTHORITY_FILE],
  );
});

test('what does not fit together for Tunduk is refused by name', () => {
  const https = { TUNDUK_URL: 'https://ss.example', TUNDUK_AUTHORITY_FILE: '/a.pem' };
  const cases: [Record<string, string>, string[]][] = [
    [{ TUNDUK_CLIENT: 'a/GOV/1/b' }, ['TUNDUK_CLIENT']],
    [{ TUNDUK_URL: 'ss.example' }, ['TUNDUK_URL']],
    [{ TUNDUK_URL: 'https://ss.example' }, ['TUNDUK_AUTHORITY_FILE']],
    [{ ...https, TUNDUK_CERTIFICATE_FILE: '/c.pem' }, ['TUNDUK_KEY_FILE']],
    [{ ...https, TUNDUK_KEY_FILE: '/k.pem' }, ['TUNDUK_CERTIFICATE_FILE']],
    [
      { TUNDUK_URL: 'http://ss.example', TUNDUK_KEY_FILE: '/k.pem', TUNDUK_CERTIFICATE_FILE: '/c.pem' },
      ['TUNDUK_CERTIFICATE_FILE', 'TUNDUK_KEY_FILE'],
    ],
    [{ ...https, TUNDUK_CLIENT: 'a/GOV/1' }, ['TUNDUK_CLIENT']],
    [{ ...https, TUNDUK_FINGERPRINT: 'abcd' }, ['TUNDUK_FINGERPRINT']],
    [{ ...https, TUNDUK_EVIDENCE_AT: '24:00' }, ['TUNDUK_EVIDENCE_AT']],
    [{ ...production, TUNDUK_URL: 'http://ss.example' }, ['TUNDUK_URL', 'TUNDUK_CLIENT']],
    [{ ...production, ...https, TUNDUK_CLIENT: 'a/GOV/1/b', TUNDUK_ENVIRONMENT: 'real' }, ['TUNDUK_ENVIRONMENT']],
  ];
  for (const [given, expected] of cases) assert.deepEqual(faultsOf(given), expected, JSON.stringify(given));
});
