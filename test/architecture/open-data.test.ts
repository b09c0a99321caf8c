import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openApiDocument } from '../../api/open-api-document.ts';
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
    const rows = new Set([...page.matchAll(/^\| (.+?) +\|/gm)].map(([, name = '']) => name));
    const files = ['days', 'kinds', 'outcomes', 'statuses', 'terms', 'spans'].map((chart) => `/figures/${chart}.csv`);
    for (const path of ['.csv', ...files]) {
      const [head = ''] = (await (await fetch(`${portal.url}/en/complaints${path}`)).text()).split('\r\n');
      for (const column of head.replace('\uFEFF', '').split(';')) assert.ok(rows.has(column), `${path}: ${column}`);
    }
    const register = await (await fetch(`${portal.url}/ky/complaints`)).text();
    const [, link = ''] = /href="([^"]*open-data[^"]*)"/.exec(register) ?? [];
    assert.equal(await (await fetch(portal.url + link)).text(), page, 'the register leads to it');
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
