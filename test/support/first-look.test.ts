import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFirstLook } from './first-look.ts';

test('the first who asks looks, in one file and in all files of a run', () => {
  const given = process.env['SHAILOO_TEST_RUN_HOME'];
  const home = mkdtempSync(join(tmpdir(), 'shailoo-looked-'));
  try {
    for (const runHome of [undefined, home]) {
      if (runHome === undefined) delete process.env['SHAILOO_TEST_RUN_HOME'];
      else process.env['SHAILOO_TEST_RUN_HOME'] = runHome;
      assert.deepEqual([isFirstLook('a page'), isFirstLook('a page'), isFirstLook('another')], [true, false, true]);
    }
  } finally {
    if (given === undefined) delete process.env['SHAILOO_TEST_RUN_HOME'];
    else process.env['SHAILOO_TEST_RUN_HOME'] = given;
    rmSync(home, { recursive: true, force: true });
  }
});
