import type { LawEditionState } from '../../domain/law-editions/law-edition.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { listAdoptedPacks } from '../../persistence/law/adopted-packs.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { hashOfPack } from '../law/propose-law-edition.ts';
import type { Fault } from './fault.ts';

/** Every version of the law by `id/version`: the files and what was adopted. */
export type Laws = ReadonlyMap<string, LawPack>;

/** Checks each adopted version against the hash that two people confirmed, and that none is missing between. */
export async function verifyLaws(context: OperationContext, tell: (fault: Fault) => void): Promise<Laws> {
  const laws = new Map([...context.packs.values()].map((pack) => [`${pack.id}/${pack.version}`, pack]));
  for (const { id, version, pack, hash, adoptedBy } of await listAdoptedPacks(context.database)) {
    const edition = await readRecordState<LawEditionState>(context.database, adoptedBy, 'lawEdition');
    const confirmed = edition?.state.confirmedAt === null ? undefined : edition?.state.packHash;
    const detail = `${id}/${version}`;
    if (hashOfPack(pack) !== hash || hash !== confirmed) tell({ fault: 'pack-differs', id: adoptedBy, detail });
    if (!laws.has(`${id}/${version - 1}`))
      tell({ fault: 'pack-missing', id: adoptedBy, detail: `${id}/${version - 1}` });
    laws.set(detail, pack);
  }
  return laws;
}
