import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const outside = ['node_modules/**', '.shailoo/**', 'docs/**'];

/** Every `*.test.ts` of the house; those that use the engine come last, because it may still be in the making. */
export function findTestFiles(root: string): { withoutEngine: string[]; withEngine: string[] } {
  const files = globSync('**/*.test.ts', { cwd: root, exclude: outside })
    .toSorted()
    .map((file) => join(root, file));
  const usesEngine = (file: string) => /(support|\.)\/temporal\.ts'/.test(readFileSync(file, 'utf8'));
  return { withoutEngine: files.filter((file) => !usesEngine(file)), withEngine: files.filter(usesEngine) };
}
