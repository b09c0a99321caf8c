import { writeFileSync } from 'node:fs';
import { printDescription } from './print-description.ts';
import { registryServices } from './registry-services.ts';

for (const { contract, folder } of Object.values(registryServices)) {
  const { file, text } = printDescription(contract, folder);
  writeFileSync(file, text);
}
