import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/** Where it lies, and the portal reads it. */
export const verifierScriptPath = 'web-public/ledger/verifier/verifier.js';

const folder = join(import.meta.dirname, '../../web-public/ledger/verifier');

/**
 * The script of the page that checks a proof in the browser: both parts without types, imports and exports, nothing but what
 * stands in their files.
 */
export function verifierScript(): string {
  const parts = ['check-offline.ts', 'verifier-script.ts'].map((name) =>
    stripTypeScriptTypes(readFileSync(join(folder, name), 'utf8'))
      .replaceAll(/^import .*$/gm, '')
      .replaceAll(/^export /gm, ''),
  );
  return `// Printed by npm run generate from check-offline.ts and verifier-script.ts; change those.\n(() => {\n'use strict';\n${parts.join('\n')}})();`;
}
