import { ContractBreach, textOfValue, valuesFromJson } from './field-values.ts';
import type { FieldRecord } from './field-values.ts';
import type { RestContract } from './wrap-values.ts';

const placeholder = /\{([\w-]+)\}/g;

/** Where the fields of a request stand in a REST call: those of the path, the rest in the query or as a JSON body. */
export function restParts(
  contract: RestContract,
  values: FieldRecord,
): { path: string; query?: URLSearchParams; body?: Buffer } {
  const inPath = new Set([...contract.rest.path.matchAll(placeholder)].map(([, name = '']) => name));
  const path = contract.rest.path.replaceAll(placeholder, (_whole, name: string) =>
    encodeURIComponent(textOfValue(values[name])),
  );
  const others = Object.entries(values).filter(([name]) => !inPath.has(name));
  if (contract.rest.method === 'POST') return { path, body: Buffer.from(JSON.stringify(Object.fromEntries(others))) };
  if (others.length === 0) return { path };
  return {
    path,
    query: new URLSearchParams(Object.fromEntries(others.map(([name, value]) => [name, textOfValue(value)]))),
  };
}

/**
 * The request fields out of a call that reached the provider. Undefined when the path is another one than the
 * contract's; throws `ContractBreach` when a field is missing or of another form.
 */
export function readRestParts(
  contract: RestContract,
  call: { method: string; path: string; query: string | undefined; body: Uint8Array },
): FieldRecord | undefined {
  if (call.method !== contract.rest.method) return undefined;
  const names = [...contract.rest.path.matchAll(placeholder)].map(([, name = '']) => name);
  const pattern = new RegExp(`^${contract.rest.path.replaceAll('.', '\\.').replaceAll(placeholder, '([^/]*)')}/?$`);
  const found = pattern.exec(call.path);
  if (found === null) return undefined;
  const fromPath = names.map((name, place) => [name, decoded(found[place + 1] ?? '')]);
  const others =
    contract.rest.method === 'POST' ? readJson(call.body) : new URLSearchParams(call.query ?? '').entries();
  return valuesFromJson(contract.request, Object.fromEntries([...others, ...fromPath]));
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
    return Object.entries(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as object);
  } catch {
    throw new ContractBreach('the body', 'is not JSON');
  }
}
