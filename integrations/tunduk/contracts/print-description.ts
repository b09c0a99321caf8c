import { join } from 'node:path';
import type { Contract } from './contract-schema.ts';
import { printOpenApi } from './print-open-api.ts';
import { printWsdl } from './print-wsdl.ts';

/** The WSDL or OpenAPI of a contract and the file of its folder that holds it. */
export function printDescription(contract: Contract, folder: string): { file: string; text: string } {
  return contract.protocol === 'soap'
    ? { file: join(folder, 'service.wsdl'), text: printWsdl(contract) }
    : { file: join(folder, 'openapi.yaml'), text: printOpenApi(contract) };
}
