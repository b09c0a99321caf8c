import type { Contract } from '../contracts/contract-schema.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { generate } from '../stub/provide.ts';
import { seeded } from '../contracts/people/seeded.ts';
import { syntheticPin } from '../contracts/people/pin.ts';

/** Three requests of a contract: about somebody, about nobody, and about what is no number at all. */
export interface ExampleRequests {
  found: FieldRecord;
  notFound: FieldRecord;
  invalid: FieldRecord;
}

const somebody = syntheticPin('female', 1980, 101);
const nobody = syntheticPin('male', 1970, 94_000);

/**
 * The requests by which a provider is tried. The number of a person or organisation is the given one, else an invented
 * one of the stand-in; other fields are the given ones, else filled by chance that is always the same.
 */
export function exampleRequests(
  contract: Contract,
  given: { pin?: string | undefined; notFoundPin?: string | undefined; fields?: FieldRecord } = {},
): ExampleRequests {
  const { pin = somebody, notFoundPin = nobody, fields = {} } = given;
  const others = { ...generate(contract.request, seeded(`example ${contract.id}`)), ...fields };
  const key = keyField(contract);
  const about = (value: string) => ({ ...others, ...(key === undefined ? {} : { [key]: value }) });
  return { found: about(pin), notFound: about(notFoundPin), invalid: about('17') };
}

function keyField({ request }: Contract): string | undefined {
  const fields = Object.entries(request);
  return (fields.find(([, { personal }]) => personal === 'pin') ??
    fields.find(([, { personal }]) => personal !== undefined))?.[0];
}
