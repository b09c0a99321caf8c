import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYamlFile } from './read-yaml.ts';
import { contractSchema } from './contract-schema.ts';
import type { Contract } from './contract-schema.ts';

/** The contract of a folder; throws `YamlFault` with file, line and cause. */
export function readContract(folder: string): Contract {
  const file = join(folder, 'contract.yaml');
  return readYamlFile(file, readFileSync(file, 'utf8'), contractSchema);
}
