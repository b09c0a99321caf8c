import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { EnvironmentError, environmentVariables, readEnvironment } from '../../processes/environment.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...globSync('docs/**/*.md', { cwd: root }),
].toSorted();

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

function neededInProduction(): string[] {
  try {
    readEnvironment({ SHAILOO_MODE: 'production' });
    return [];
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return error.faults.map(({ variable }) => variable);
  }
}

for (const document of documents) {
  test(`${document} names only commands that package.json has and whose file exists`, () => {
    for (const [, command = ''] of read(document).matchAll(/npm run ([a-z][a-z0-9:-]*)/g)) {
      assert.ok(command in scripts, `npm run ${command}`);
      const file = /(?:node|bash) (\S+\.(?:ts|sh))/.exec(scripts[command] ?? '')?.[1];
      assert.ok(file === undefined || existsSync(join(root, file)), `npm run ${command}: ${file} is not there`);
    }
  });

  test(`${document} leads only to files that exist`, () => {
    const text = read(document);
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      assert.ok(existsSync(join(root, dirname(document), target)), target);
    }
    for (const [, path = ''] of text.matchAll(/`((?:\w[\w-]*\/)+[\w.-]+\.(?:ts|md|yaml|yml|sh|njk))`/g)) {
      assert.ok(existsSync(join(root, path)), path);
    }
  });
}

test('README.md and docs/architecture.md have a line for every folder', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  const folders = new Set(tracked.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''));
  for (const folder of [...folders].filter((name) => !name.startsWith('.'))) {
    for (const document of ['README.md', 'docs/architecture.md']) {
      assert.ok(read(document).includes(`\`${folder}/\``), `${document}: ${folder}/`);
    }
  }
});

test('docs/deployment.md has one row for every variable, and says what production needs', () => {
  const rows = [...read('docs/deployment.md').matchAll(/^\| `(\w+)` +\| ([^|]*)\| ([^|]*)\| ([^|]*)\|$/gm)];
  assert.deepEqual(rows.map(([, name = '']) => name).toSorted(), environmentVariables.toSorted());
  const needed = rows.filter(([, , , production]) => production?.trim() === 'needed').map(([, name = '']) => name);
  assert.deepEqual(needed.toSorted(), neededInProduction().toSorted());
});

test('the walk of docs/architecture.md meets at most sixteen files, each once', () => {
  const walk = read('docs/architecture.md').split('## One walk')[1]?.split('\n## ')[0] ?? '';
  const files = [...walk.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
  assert.ok(files.length > 0 && files.length <= 16, String(files.length));
  assert.equal(new Set(files).size, files.length);
});

test('every name that the glossary gives as a name in the code stands in the code', () => {
  const sources = globSync('{domain,operations,persistence,integrations}/**/*.{ts,yaml}', { cwd: root });
  const code = sources.map(read).join('\n');
  const cells = [...read('docs/glossary.md').matchAll(/^\|(?:[^|]*\|){3}([^|]*)\|(?:[^|]*\|){2}$/gm)];
  const names = cells.flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  assert.ok(names.length > 40, String(names.length));
  const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
  assert.deepEqual(missing, []);
});
