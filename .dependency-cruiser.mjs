import { builtinModules } from 'node:module';

/** Which layer may import which; the table of docs/architecture.md. A layer may always import itself. */
const mayImport = {
  domain: [],
  wording: ['domain'],
  prints: ['domain', 'wording'],
  persistence: ['domain'],
  integrations: ['domain'],
  operations: ['domain', 'persistence', 'integrations', 'wording', 'prints'],
  workflows: ['domain'],
  activities: ['operations', 'integrations', 'domain'],
  api: ['operations', 'domain', 'wording'],
  'web-kit': ['domain', 'wording'],
  'web-public': ['operations', 'domain', 'web-kit', 'wording'],
  'web-admin': ['operations', 'domain', 'web-kit', 'wording'],
};

const house = Object.keys(mayImport);
const outerRooms = ['processes', 'dev', 'bench', 'test'];
const product = [...house, 'processes'];
const anyOf = (names) => `^(${names.join('|')})/`;
const isTest = String.raw`\.test\.ts$`;
const packageNamed = (names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

const layerRules = Object.entries(mayImport).map(([layer, others]) => ({
  name: `${layer}-imports-only-its-own`,
  comment: `${layer} may import: ${others.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^${layer}/`, pathNot: isTest },
  to: {
    path: anyOf([...house, ...outerRooms]),
    pathNot: [anyOf([layer, ...others])],
    ...(layer === 'workflows' ? { dependencyTypesNot: ['type-only'] } : {}),
  },
}));

/** What workflow code must never reach at run time, over any number of steps. */
export const neverReachedFromWorkflows = new RegExp(
  `${packageNamed(['luxon', 'zod'])}|^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`,
);

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-imports-no-package',
      comment: 'the rules are pure; luxon counts days in domain/law/counting and nowhere else',
      severity: 'error',
      from: { path: '^domain/', pathNot: [isTest, '^domain/law/counting/'] },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'counting-imports-only-luxon',
      severity: 'error',
      from: { path: '^domain/law/counting/', pathNot: isTest },
      to: { pathNot: ['^domain/', packageNamed(['luxon', '@types/luxon'])] },
    },
    {
      name: 'workflows-see-activities-as-types',
      severity: 'error',
      from: { path: '^workflows/', pathNot: isTest },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-processes',
      comment: 'processes wire the parts; what they share lives lower',
      severity: 'error',
      from: { path: anyOf(house), pathNot: isTest },
      to: { path: '^processes/' },
    },
    {
      name: 'product-without-dev',
      severity: 'error',
      from: { path: anyOf(product), pathNot: isTest },
      to: { path: anyOf(['dev', 'bench', 'test']) },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: String.raw`^(docs|\.shailoo|\.ci)/` },
  },
};
