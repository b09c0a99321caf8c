import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Transaction } from '../../persistence/database.ts';
import { readAdoptedPack } from '../../persistence/law/adopted-packs.ts';
import { listElectionRows } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';

const adopted = new WeakMap<object, Map<string, LawPack>>();

/**
 * A version of a law pack: from the folder of packs, or as the commission adopted it. Versions never change, so each is
 * read once. Throws for a version that is neither: a defect.
 */
export async function packOfVersion(
  { packs, database }: Pick<OperationContext, 'packs' | 'database'>,
  packId: string,
  version: number,
  tx: Transaction = database,
): Promise<LawPack> {
  const file = packs.get(packId);
  if (file?.version === version) return file;
  const known = adopted.get(database.home) ?? new Map<string, LawPack>();
  adopted.set(database.home, known);
  const key = `${packId}/${version}`;
  const pack = known.get(key) ?? (await readAdoptedPack(tx, packId, version))?.pack;
  if (!pack) throw new TypeError(`law pack ${key} is neither a file nor adopted`);
  known.set(key, pack);
  return pack;
}

/** The newest confirmed law of the present election: for new filings, and for office hours. Undefined before an election. */
export async function presentLaw(context: OperationContext): Promise<LawPack | undefined> {
  const [election] = await listElectionRows(context.database);
  return election && packOfVersion(context, election.pack, election.packVersion);
}
