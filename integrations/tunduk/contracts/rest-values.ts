import { ContractBreach, textOfValue, valuesFromJson } from './field-values.ts';
import type { FieldRecord } from './field-values.ts';
import { rememberedBy } from '../protocol/remembered-by.ts';
import type { RestContract } from './wrap-values.ts';

const placeholder = /\{([\w-]+)\}/g;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The fields in the path of a contract, and the form of such a path. */
const pathOf = rememberedBy(({ rest: { path } }: RestContract) => ({
  names: [...path.matchAll(placeholder)].map(([, name = '']) => name),
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(placeholder, '([^/]*)')}/?$`),
}));

/** Where the fields of a request stand in a REST call: those of the path, the rest in the query or as a JSON body. */
export function restParts(
  contract: RestContract,
  values: FieldRecord,
): { path: string; query?: URLSearchParams; body?: Buffer } {
  const { names } = pathOf(contract);
  const path = contract.rest.path.replaceAll(placeholder, (_whole, name: string) =>
    encodeURIComponent(textOfValue(values[name])),
  );
  const others = Object.entries(values).filter(([name]) => !names.includes(name));
  if (contract.rest.method === 'POST') return { path, body: Buffer.from(JSON.stringify(Object.fromEntries(others))) };
  if (others.length === 0) return { path };
  return {
    path,
    query: new URLSearchParams(Object.fromEntries(others.map(([name, value]) => [name, textOfValue(value)]))),
  };
}

/** A call that reached the provider. */
type RestCall = { method: string; path: string; query: string | undefined; body: Uint8Array };

/**
 * The request fields out of a call that reached the provider. Undefined when the path is another one than the
 * contract's; throws `ContractBreach` when a field is missing or of another form.
 */
export function readRestParts(contract: RestContract, call: RestCall): FieldRecord | undefined {
  const parts = looseRestParts(contract, call);
  return parts === undefined ? undefined : valuesFromJson(contract.request, parts);
}

/** The same as they came: whether they are those of the contract is not looked at. */
export function looseRestParts(contract: RestContract, call: RestCall): Record<string, unknown> | undefined {
  if (call.method !== contract.rest.method) return undefined;
  const { names, pattern } = pathOf(contract);
  const found = pattern.exec(call.path);
  if (found === null) return undefined;
  const fromPath = names.map((name, place) => [name, decoded(found[place + 1] ?? '')]);
  const others =
    contract.rest.method === 'POST' ? readJson(call.body) : new URLSearchParams(call.query ?? '').entries();
  return Object.fromEntries([...others, ...fromPath]);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function readJson(body: Uint8Array): [string, unknown][] {
  try {
    return Object.entries(JSON.parse(utf8.decode(body)) as object);
  } catch {
    throw new ContractBreach('the body', 'is not JSON');
  }
}
