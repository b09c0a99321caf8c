import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { consumerRules } from '../../integrations/tunduk/conformance/consumer-rules.ts';
import { providerRules } from '../../integrations/tunduk/conformance/provider-rules.ts';
import { personOfPin } from '../../integrations/tunduk/contracts/people/person-of-pin.ts';
import { scenarioRanges, scenarios } from '../../integrations/tunduk/contracts/people/scenario-of-pin.ts';
import { serverModes } from '../../integrations/tunduk/stub/stub-context.ts';
import { stubConfigurationSchema } from '../../integrations/tunduk/stub/stub-configuration.ts';

const guide = (file: string) => readFileSync(join(import.meta.dirname, '../../docs/integrators', file), 'utf8');
/** Without its examples: what stands in one of them only is not explained. */
const contract = guide('first-contract.md').replaceAll(/^```[\s\S]*?^```/gm, '');

/** The words of a text that stand in code or behind a dollar. */
const words = (text: string) =>
  new Set([...text.matchAll(/`[^`]+`/g)].flatMap(([code]) => code.match(/\$?[\w.*]+/g) ?? []));

const schema = stubConfigurationSchema() as {
  properties: Record<string, { items?: { properties?: Record<string, object> } }>;
};

const lists: [what: string, inGuide: string, names: readonly string[]][] = [
  ['every key of the configuration', contract, Object.keys(schema.properties)],
  [
    'every key of a service, but the contract itself',
    contract,
    Object.keys(schema.properties['services']?.items?.properties ?? {}).filter((key) => key !== 'contract'),
  ],
  ['every key of a client', contract, Object.keys(schema.properties['clients']?.items?.properties ?? {})],
  ['every story', contract, scenarios],
  ['every value of a person', contract, Object.keys(personOfPin('13102198000101')).map((name) => `$${name}`)],
  ['every state of the server', contract, serverModes],
];
for (const [what, text, names] of lists) {
  test(`the guide names ${what}`, () => {
    assert.ok(names.length > 2, 'there is something to name');
    assert.deepEqual(
      names.filter((name) => !words(text).has(name)),
      [],
    );
  });
}

test('the guide names every range of PINs with its first number', () => {
  const page = guide('README.md');
  assert.deepEqual(
    scenarioRanges.filter(({ from }) => !page.includes(String(from))),
    [],
  );
});

test('the rules that the list of mistakes names are rules', () => {
  const known = new Set([...providerRules, ...consumerRules].map(({ number }) => number).concat('P24'));
  const named = guide('mistakes.md').match(/[PC]\d\d/g) ?? [];
  assert.ok(named.length > 15);
  assert.deepEqual(
    named.filter((number) => !known.has(number)),
    [],
  );
});
