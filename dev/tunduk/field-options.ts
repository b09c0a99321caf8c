import type { Contract } from '../../integrations/tunduk/contracts/contract-schema.ts';
import { valuesFromJson } from '../../integrations/tunduk/contracts/field-values.ts';
import type { FieldRecord } from '../../integrations/tunduk/contracts/field-values.ts';

/**
 * Fields of a request out of options `NAME=VALUE`, each of the type that its contract says. Throws an `Error` for a field
 * that the request does not have and `ContractBreach` for a value of another form.
 */
export function fieldOptions({ request }: Contract, written: readonly string[] = []): FieldRecord {
  return Object.assign(
    {},
    ...written.map((text) => {
      const equals = text.indexOf('=');
      const name = text.slice(0, Math.max(equals, 0));
      const field = Object.hasOwn(request, name) ? request[name] : undefined;
      if (field === undefined) throw new Error(`--field ${text}: ${Object.keys(request).join(', ')}`);
      return valuesFromJson({ [name]: field }, { [name]: text.slice(equals + 1) });
    }),
  ) as FieldRecord;
}
