import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { aStandInClamd, eicar } from '../../test/support/clamd.ts';
import type { StandInClamd, StandInOptions } from '../../test/support/clamd.ts';
import { IntegrationError } from '../integration-error.ts';
import { clamdScanner } from './clamd-scanner.ts';
import type { ClamdLimits } from './clamd-scanner.ts';
import type { Verdict } from './scanner.ts';

async function* inPieces(bytes: Buffer, size = 1_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function contract(name: string, address: () => string, skip: string | false): void {
  describe(`${name} keeps the contract of a scanner`, { skip }, () => {
    test('plain words are clean, and so is an empty file', async () => {
      const scanner = clamdScanner(address());
      assert.equal(await scanner.scan(inPieces(Buffer.from('Өтүнүч. '.repeat(5_000)))), 'clean');
      assert.equal(await scanner.scan(inPieces(Buffer.alloc(0))), 'clean');
    });

    test('EICAR is found, whole or cut into pieces', async () => {
      const scanner = clamdScanner(address());
      assert.equal(await scanner.scan(inPieces(eicar)), 'infected');
      assert.equal(await scanner.scan(inPieces(eicar, 7)), 'infected');
    });
  });
}

let standIn: StandInClamd;
before(async () => {
  standIn = await aStandInClamd();
});
after(() => standIn.close());

const { CLAMAV_ADDRESS: real } = process.env;
contract('the stand-in', () => standIn.address, false);
contract('a real clamd', () => real ?? '', real === undefined ? 'CLAMAV_ADDRESS is not given' : false);

async function scanWith(
  options: StandInOptions,
  bytes: Buffer = eicar,
  limits?: ClamdLimits,
): Promise<Verdict | { code: string; retryable: boolean }> {
  const clamd = await aStandInClamd(options);
  try {
    return await clamdScanner(clamd.address, limits).scan(inPieces(bytes, 65_536));
  } catch (error) {
    assert.ok(error instanceof IntegrationError);
    return { code: error.code, retryable: error.retryable };
  } finally {
    await clamd.close();
  }
}

test('only "stream: OK" is clean; every other answer is not', async () => {
  assert.equal(await scanWith({ answer: 'stream: OK' }), 'clean');
  for (const answer of [
    '',
    'OK',
    'stream: OK ',
    'stream: ok',
    'stream: OK\nstream: X FOUND',
    'COMMAND READ TIMED OUT',
    'x'.repeat(9_000),
  ])
    assert.equal(await scanWith({ answer }), 'failed', answer.slice(0, 30));
  assert.equal(await scanWith({ answer: 'stream: Test.Eicar.Body.UNOFFICIAL FOUND' }), 'infected');
});

test('a file beyond the limit of clamd is not clean, also when clamd answers before everything is sent', async () => {
  const verdict = await scanWith({ streamLimit: 100_000 }, Buffer.alloc(20_000_000));
  assert.ok(verdict === 'failed' || (typeof verdict === 'object' && verdict.code === 'scanner-unavailable'));
  assert.equal(await scanWith({ streamLimit: 10 }), 'failed');
});

test('a clamd that is silent or slow is a failure that may pass', async () => {
  const silent = await scanWith({ isSilent: true }, eicar, { silenceMs: 50, scanMs: 5_000 });
  assert.deepEqual(silent, { code: 'scanner-timeout', retryable: true });
  const slow = await scanWith({ isSilent: true }, eicar, { silenceMs: 5_000, scanMs: 50 });
  assert.deepEqual(slow, { code: 'scanner-timeout', retryable: true });
});

test('no clamd, or one that hangs up without an answer, is a failure that may pass', async () => {
  const gone = await aStandInClamd();
  await gone.close();
  const rude = createServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  const { port } = rude.address() as AddressInfo;
  for (const address of [gone.address, `127.0.0.1:${port}`, '/nowhere/clamd.sock']) {
    await assert.rejects(clamdScanner(address).scan(inPieces(eicar)), (error) => {
      assert.ok(error instanceof IntegrationError);
      assert.deepEqual([error.code, error.retryable], ['scanner-unavailable', true]);
      return true;
    });
  }
  await new Promise((resolve) => rude.close(resolve));
});

test('a source that breaks is told as it broke, and the scan is given up', async () => {
  const broken = new IntegrationError({ code: 'document-damaged', category: 'integrity' });
  const source = (async function* () {
    yield eicar;
    throw broken;
  })();
  await assert.rejects(clamdScanner(standIn.address).scan(source), broken);
});

test('clamd is reached by a socket too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-clamd-'));
  try {
    assert.equal(await scanWith({ path: join(folder, 'clamd.sock') }), 'infected');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
