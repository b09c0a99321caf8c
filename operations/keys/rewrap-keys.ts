import { IntegrationError } from '../../integrations/integration-error.ts';
import type { KeyRing } from '../../integrations/key-ring/key-ring.ts';
import { keyPlaces, listWrappedKeys, replaceWrappedKeys } from '../../persistence/keys/wrapped-keys.ts';
import type { KeyPlace, WrappedKey } from '../../persistence/keys/wrapped-keys.ts';
import type { OperationContext } from '../context.ts';

type KeyContext = Pick<OperationContext, 'database' | 'keyRing'>;

/** How many keys got the current version, by place, and the ids of those that do not open with this key file. */
export type Rewrapped = { keys: Record<KeyPlace, number>; unopened: string[] };

/** How many keys lie under each version, by place. */
export type KeyCounts = Map<number, Record<KeyPlace, number>>;

/**
 * Wraps every key that lies under an older version of the master key under the current one; the keys themselves stay,
 * so nothing beneath them changes. Goes in pages that are committed one by one: cut short, it is simply run again. A key
 * that does not open is left as it is and told.
 */
export async function rewrapKeys(
  { database, keyRing }: KeyContext,
  { pageSize = 500 }: { pageSize?: number } = {},
): Promise<Rewrapped> {
  const result: Rewrapped = { keys: noKeys(), unopened: [] };
  for (const place of keyPlaces) {
    for await (const page of pagesOf(database, place, pageSize)) {
      const { changes, unopened } = changesOf(keyRing, page);
      if (changes.length > 0) result.keys[place] += await replaceWrappedKeys(database, place, changes);
      result.unopened.push(...unopened);
    }
  }
  return result;
}

/** Counts the keys in use by the version that wraps them. Opens none. */
export async function countKeys({ database, keyRing }: KeyContext): Promise<KeyCounts> {
  const counts: KeyCounts = new Map();
  for (const place of keyPlaces) {
    for await (const page of pagesOf(database, place, 5_000)) {
      for (const { wrapped } of page) {
        const version = keyRing.versionOf(wrapped);
        const count = counts.get(version) ?? noKeys();
        count[place] += 1;
        counts.set(version, count);
      }
    }
  }
  return counts;
}

/** The number of keys in all places. */
export function sumOfKeys(keys: Record<KeyPlace, number>): number {
  return keyPlaces.reduce((sum, place) => sum + keys[place], 0);
}

async function* pagesOf(
  database: OperationContext['database'],
  place: KeyPlace,
  limit: number,
): AsyncGenerator<WrappedKey[]> {
  for (let after: string | null = null; ;) {
    const page: WrappedKey[] = await listWrappedKeys(database, place, { after, limit });
    yield page;
    if (page.length < limit) return;
    after = page.at(-1)?.id ?? null;
  }
}

function changesOf(keyRing: KeyRing, page: readonly WrappedKey[]) {
  const changes: { id: string; from: Buffer; to: Buffer }[] = [];
  const unopened: string[] = [];
  for (const { id, wrapped } of page) {
    const to = rewrapped(keyRing, id, wrapped);
    if (to === undefined) unopened.push(id);
    else if (to !== wrapped) changes.push({ id, from: wrapped, to });
  }
  return { changes, unopened };
}

function rewrapped(keyRing: KeyRing, id: string, wrapped: Buffer): Buffer | undefined {
  try {
    return keyRing.rewrap(id, wrapped);
  } catch (error) {
    if (error instanceof IntegrationError) return undefined;
    throw error;
  }
}

function noKeys(): Record<KeyPlace, number> {
  return { record: 0, draft: 0, stagedDocument: 0, upload: 0, follower: 0, registryEvidence: 0 };
}
