import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkImports } from './import-rules.ts';

type Tree = Record<string, string>;

const trees: string[] = [];
after(() => trees.forEach((tree) => rmSync(tree, { recursive: true, force: true })));

async function rulesBrokenIn(tree: Tree): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'shailoo-imports-'));
  trees.push(root);
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const { violations } = await checkImports(root);
  return [...new Set(violations.map(({ rule }) => rule))];
}

const exporting = (name: string) => `export const ${name} = 1;\n`;
const importing = (file: string) => `import { it } from '${file}';\nexport const use = it;\n`;
const it = exporting('it');

const faults: { rule: string; fault: string; tree: Tree }[] = [
  ...[
    ['domain', 'persistence'],
    ['wording', 'prints'],
    ['prints', 'persistence'],
    ['persistence', 'integrations'],
    ['integrations', 'persistence'],
    ['operations', 'web-kit'],
    ['workflows', 'operations'],
    ['activities', 'persistence'],
    ['api', 'persistence'],
    ['web-kit', 'operations'],
    ['web-public', 'persistence'],
    ['web-admin', 'web-public'],
  ].map(([from, to]) => ({
    rule: `${from}-imports-only-its-own`,
    fault: `${from} imports ${to}`,
    tree: { [`${from}/a.ts`]: importing(`../${to}/b.ts`), [`${to}/b.ts`]: it },
  })),
  {
    rule: 'no-cycles',
    fault: 'two operations import each other',
    tree: { 'operations/a.ts': `${importing('./b.ts')}${it}`, 'operations/b.ts': `${importing('./a.ts')}${it}` },
  },
  { rule: 'domain-imports-no-package', fault: 'the domain imports zod', tree: { 'domain/a.ts': importing('zod') } },
  {
    rule: 'domain-imports-no-package',
    fault: 'the domain reads the clock of node',
    tree: { 'domain/a.ts': importing('node:process') },
  },
  {
    rule: 'domain-imports-no-package',
    fault: 'the domain imports luxon outside counting',
    tree: { 'domain/law/a.ts': importing('luxon') },
  },
  {
    rule: 'counting-imports-only-luxon',
    fault: 'counting imports zod',
    tree: { 'domain/law/counting/a.ts': importing('zod') },
  },
  {
    rule: 'workflows-see-activities-as-types',
    fault: 'a workflow imports an activity as a value',
    tree: { 'workflows/a.ts': importing('../activities/b.ts'), 'activities/b.ts': it },
  },
  {
    rule: 'nothing-imports-processes',
    fault: 'an operation imports a process',
    tree: { 'operations/a.ts': importing('../processes/b.ts'), 'processes/b.ts': it },
  },
  {
    rule: 'product-without-dev',
    fault: 'a process imports dev',
    tree: { 'processes/a.ts': importing('../dev/b.ts'), 'dev/b.ts': it },
  },
  {
    rule: 'everything-resolves',
    fault: 'an import leads nowhere',
    tree: { 'operations/a.ts': importing('./nowhere.ts') },
  },
  {
    rule: 'workflows-never-reach',
    fault: 'a workflow reaches luxon over two steps',
    tree: {
      'workflows/a.ts': importing('../domain/law/counting/b.ts'),
      'domain/law/counting/b.ts': `${importing('luxon')}${it}`,
    },
  },
  {
    rule: 'workflows-never-reach',
    fault: 'a workflow reaches node',
    tree: { 'workflows/a.ts': importing('node:crypto') },
  },
  {
    rule: 'folders-have-names-of-the-field',
    fault: 'a folder is called helpers',
    tree: { 'operations/helpers/a.ts': it },
  },
];

for (const { rule, fault, tree } of faults) {
  test(`${rule} is broken when ${fault}`, async () => {
    assert.ok((await rulesBrokenIn(tree)).includes(rule));
  });
}

test('a workflow may take the types of an activity and of what the activity imports', async () => {
  const broken = await rulesBrokenIn({
    'workflows/a.ts': `import type { It } from '../activities/b.ts';\nexport type Use = It;\n`,
    'activities/b.ts': `export type It = string;\n`,
  });
  assert.deepEqual(broken, []);
});

test('the house keeps its rules, and all of it is looked at', async () => {
  const { modules, violations } = await checkImports(fileURLToPath(new URL('../..', import.meta.url)));
  assert.deepEqual(violations, []);
  assert.ok(modules > 60, `only ${modules} modules were seen`);
});
