import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from './generated-docs/generated-pages.ts';
import { verifierScript, verifierScriptPath } from './generated-docs/verifier-script.ts';

const root = join(import.meta.dirname, '..');

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
  process.stdout.write(`${path}\n`);
}

// First: the portal, whose routes a page lists, serves it.
write(verifierScriptPath, verifierScript());
mkdirSync(join(root, 'docs/generated'), { recursive: true });
for (const [name, text] of generatedPages()) write(`docs/generated/${name}`, text);
