import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'shailoo-runner-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const many = `
  import { test } from 'node:test';
  import assert from 'node:assert';
  for (let i = 0; i < 150; i += 1) test('one ' + i, () => assert.ok(i !== 149, 'x'.repeat(500)));
`;

/** What the runner prints of a file, run in a process that is no test itself. */
function printed(name: string, source: string, graceSeconds = 60): string {
  const file = join(folder, name);
  writeFileSync(file, source);
  const [runner, tally] = ['run-test-files.ts', 'tally.ts'].map((each) => new URL(each, import.meta.url).href);
  const script = `
    const { runTestFiles } = await import(${JSON.stringify(runner)});
    const tally = (await import(${JSON.stringify(tally)})).newTally();
    await runTestFiles(${JSON.stringify(folder)}, [${JSON.stringify(file)}], tally, new AbortController().signal);
    process.exitCode = tally.sum();
  `;
  // A file, since the runner hands its own arguments of Node on, and with them any `--eval`.
  const program = join(folder, 'program.mjs');
  writeFileSync(program, script);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, [program], {
    encoding: 'utf8',
    env: { ...env, SHAILOO_TEST_GRACE_SECONDS: String(graceSeconds) },
  });
  assert.equal(status, 1, stderr);
  return stdout;
}

test('no result of many quick tests is lost, and the one that failed is named, ten times over', () => {
  for (let round = 0; round < 10; round += 1) {
    const text = printed('many.test.mjs', many);
    assert.match(text, /✖ many\.test\.mjs: one 149/);
    assert.match(text, /149 passed, 1 failed\n$/);
  }
});

test('a file that leaves something open ends, is counted whole, and what it left is said', () => {
  const text = printed('open.test.mjs', `${many}\nsetInterval(() => undefined, 1_000);`, 10);
  assert.match(text, /^open\.test\.mjs left open: .*Timeout/m);
  assert.match(text, /149 passed, 1 failed\n$/);
});

test('a file that is cut off while it speaks has failed, though it ends well', () => {
  const source = `
    import { test } from 'node:test';
    test('first', () => undefined);
    test('second', () => process.exit(0));
  `;
  assert.match(printed('cut.test.mjs', source), /✖ cut\.test\.mjs\n *it ended before all of its results had come/);
});

test('what loads before a test file reaches no process that the test starts', () => {
  const source = `
    import { test } from 'node:test';
    import assert from 'node:assert';
    test('clean', () => assert.ok(!process.execArgv.some((each) => each.includes('end-file')), 'inherited'));
    test('fails', () => assert.fail());
  `;
  assert.match(printed('clean.test.mjs', source), /✔ clean\.test\.mjs: clean/);
});
