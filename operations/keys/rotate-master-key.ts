import { addKeyVersion } from '../../integrations/key-ring/key-file.ts';
import { openKeyRing } from '../../integrations/key-ring/key-ring.ts';
import { whileRotatingAlone } from '../../persistence/keys/wrapped-keys.ts';
import type { OperationContext } from '../context.ts';
import { rewrapKeys, sumOfKeys } from './rewrap-keys.ts';
import type { Rewrapped } from './rewrap-keys.ts';

/** What a rotation did; `isNew` is false when it only finished one that had been cut short. */
export type Rotation = Rewrapped & { version: number; isNew: boolean };

/**
 * Adds a version to the master key file and wraps every key under it. When keys still lie under an older version, a
 * rotation was cut short: it is finished and no version is added. Undefined when another rotation is under way.
 * Processes that run know the new version after their next start only. The database's owner does this.
 */
export function rotateMasterKey(
  database: OperationContext['database'],
  keyFile: string,
): Promise<Rotation | undefined> {
  const rewrapAll = async (): Promise<Rewrapped & { version: number }> => {
    const keyRing = await openKeyRing({ file: keyFile, createIfMissing: false });
    return { ...(await rewrapKeys({ database, keyRing })), version: keyRing.currentVersion };
  };
  return whileRotatingAlone(database, async () => {
    const left = await rewrapAll();
    if (sumOfKeys(left.keys) > 0) return { ...left, isNew: false };
    await addKeyVersion(keyFile);
    return { ...(await rewrapAll()), isNew: true };
  });
}
