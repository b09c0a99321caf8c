import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from './generated-docs/generated-pages.ts';

const folder = join(import.meta.dirname, '../docs/generated');

mkdirSync(folder, { recursive: true });
for (const [name, text] of generatedPages()) {
  writeFileSync(join(folder, name), text);
  process.stdout.write(`docs/generated/${name}\n`);
}
