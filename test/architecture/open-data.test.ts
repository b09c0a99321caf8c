import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { openApiDocument } from '../../api/open-api-document.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { openDataDictionary } from '../../wording/open-data.ts';
import { aPublishedComplaint } from '../builders/published-complaint.ts';
import { aPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';

const page = readFileSync(new URL('../../docs/open-data.md', import.meta.url), 'utf8');
/** Answers that only who files gets. */
const ownAnswers = /^(Filing|Problem|Receipt|StagedDocument|Upload)/;

type Schema = { $ref?: string; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; enum?: string[] };

/** Every field below a schema by its path, and every code of a closed list. */
function walk(path: string, schema: Schema, found: { fields: string[]; codes: string[] }): void {
  for (const code of schema.enum ?? []) found.codes.push(code);
  for (const one of schema.anyOf ?? []) walk(path, one, found);
  if (schema.items) walk(`${path}[]`, schema.items, found);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    found.fields.push(`${path}.${name}`);
    walk(`${path}.${name}`, field, found);
  }
}

test('every field and every code that programs read has an entry in the dictionary of open data', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('http://localhost'))) as {
    components: { schemas: Record<string, Schema> };
  };
  const found = { fields: new Array<string>(), codes: new Array<string>() };
  for (const [name, schema] of Object.entries(document.components.schemas))
    if (!ownAnswers.test(name)) walk(name, schema, found);
  const known = new Set([...page.matchAll(/`([^`]+)`/g)].map(([, entry = '']) => entry));
  const shared = (field: string): string => field.replace(/^ComplaintDetail\./, 'Complaint.');
  assert.deepEqual(
    found.fields.filter((field) => !known.has(field) && !known.has(shared(field))),
    [],
  );
  assert.deepEqual(
    found.codes.filter((code) => !known.has(code)),
    [],
  );
  assert.ok(found.fields.length > 100 && found.codes.length > 50);
});

test('every column of every table and every element of the feed has one too', async () => {
  const product = await aProduct();
  const portal = await aPortal(product);
  try {
    await aPublishedComplaint(product);
    const files = ['days', 'kinds', 'outcomes', 'statuses', 'terms', 'spans'].map((chart) => `/figures/${chart}.csv`);
    for (const language of LANGUAGES) {
      const register = await (await fetch(`${portal.url}/${language}/complaints`)).text();
      const [, link = ''] = /href="([^"]*open-data[^"]*)"/.exec(register) ?? [];
      const served = await (await fetch(portal.url + link)).text();
      assert.equal(served, openDataDictionary(page, language), 'the register leads to it');
      const rows = new Set([...served.matchAll(/^\| (.+?) +\|/gm)].map(([, name = '']) => name));
      for (const path of ['.csv', ...files]) {
        const [head = ''] = (await (await fetch(`${portal.url}/${language}/complaints${path}`)).text()).split('\r\n');
        for (const column of head.replace('\uFEFF', '').split(';')) assert.ok(rows.has(column), `${path}: ${column}`);
      }
    }
    const feed = await (await fetch(`${portal.url}/en/complaints.atom`)).text();
    const [own = '', entry = ''] = feed.split('<entry>');
    for (const [part, text] of [
      ['feed', own],
      ['entry', entry.split('</entry>')[0] ?? ''],
    ] as const)
      for (const [, name = ''] of text.matchAll(/<([a-z]+)[ >]/g))
        if (name !== 'feed' && name !== 'name') assert.ok(page.includes(`\`${part}/${name}\``), `${part}/${name}`);
  } finally {
    await portal.close();
    await product.close();
  }
});

test('the dictionary is whole in every language: the same rows, fields and codes, and no text of another', () => {
  const machine = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, entry = '']) => entry);
  const english = openDataDictionary(page, 'en');
  assert.equal(english, page, 'codes have in the English text the words that the pages give them');
  for (const language of ['ky', 'ru'] as const) {
    const written = openDataDictionary(page, language);
    assert.equal(
      written.split('\n').filter((line) => line.startsWith('|')).length,
      english.split('\n').filter((line) => line.startsWith('|')).length,
    );
    assert.deepEqual(
      machine(english).filter((entry) => !entry.endsWith('-year-number') && !machine(written).includes(entry)),
      [],
      language,
    );
    const prose = written.replaceAll(/`[^`]*`|\]\([^)]*\)|\[[\w./-]+\]/g, '').replaceAll(/^\| [\w. ]+ \|/gm, '');
    assert.doesNotMatch(prose, /\b(the|of|and|when|decision|moment|exclusive)\b/, language);
  }
});

test('a text that has no words in the other languages is told, and no words wait for a text that is gone', () => {
  assert.throws(() => openDataDictionary(`${page}\nSomething new.\n`, 'ky'), /no words for: Something new\./);
  const cells = new Set(page.split('\n').flatMap((line) => line.split('|').map((cell) => cell.trim())));
  const blocks = new Set(
    page
      .trimEnd()
      .split('\n\n')
      .map((block) => block.replaceAll(/\s+/g, ' ')),
  );
  const table = readFileSync(new URL('../../wording/open-data.yaml', import.meta.url), 'utf8');
  const texts = (parse(table) as { en: string }[]).map(({ en }) => en);
  assert.deepEqual(
    texts.filter((text) => !cells.has(text) && !blocks.has(text)),
    [],
  );
});

test('the licence is named where data are downloaded once the commission has adopted one, and is said to be missing before', async () => {
  const product = await aProduct();
  const licence = { name: 'Open Data 1.0', url: 'https://licence.example/1' };
  const [without, portal] = [await aPortal(product), await aPortal(product, { openDataLicence: licence })];
  try {
    for (const path of ['/en/complaints', '/en/complaints/figures', '/en/law/consistency', '/en/open-data.md']) {
      const before = await (await fetch(without.url + path)).text();
      assert.match(before, /not adopted (a licence|yet)|Not adopted yet/, path);
      const after = await (await fetch(portal.url + path)).text();
      assert.ok(after.includes('Licence of the data: Open Data 1.0') && after.includes(licence.url), path);
    }
  } finally {
    await without.close();
    await portal.close();
    await product.close();
  }
});
