import { can } from '../../domain/access/can.ts';
import { staffReads } from '../../domain/access/reading.ts';
import { lawEditionActDefinitions } from '../../domain/law-editions/law-edition-acts.ts';
import type { LawEditionState } from '../../domain/law-editions/law-edition.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { packText } from '../../persistence/law/check-pack.ts';
import { listEditionStates } from '../../persistence/law/edition-rows.ts';
import { listCommissionRows, listElectionRows } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor, Workplace } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { packOfVersion } from './find-pack.ts';

/** The law in force as the desk shows it. Proposals are seen by staff of the CEC, what is confirmed by all staff. */
export type ReadLaw = { pack: LawPack; editions: readonly LawEditionState[]; mayPropose: boolean };

/** Reads the law in force and its changes. Refuses NOT_ALLOWED for who has no appointment in the commission. */
export async function readLaw(
  context: OperationContext,
  actor: PersonActor,
  { commission, election, pack }: Workplace,
): Promise<Outcome<ReadLaw>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const cec = (await listCommissionRows(context.database)).find(({ kind }) => kind === 'cec');
  const isOfCec = cec !== undefined && can(actor, staffReads, cec);
  const editions = await listEditionStates(context.database, { electionId: election.id, confirmedOnly: !isOfCec });
  const mayPropose = cec !== undefined && can(actor, lawEditionActDefinitions.proposeLawEdition.access, cec);
  return granted({ pack, editions, mayPropose });
}

/** The law in force as YAML, to be changed and proposed as a whole. */
export function lawAsText(pack: LawPack): string {
  return packText(pack);
}

/** A confirmed change of the law with the version before it and its own. */
export type PublicEdition = { edition: LawEditionState; before: LawPack; after: LawPack };

/** Every change of the law of the present election that was confirmed, the newest first; for everybody. */
export async function listPublicEditions(
  context: OperationContext,
): Promise<{ pack: LawPack | null; editions: readonly PublicEdition[] }> {
  const [election] = await listElectionRows(context.database);
  if (!election) return { pack: null, editions: [] };
  const states = await listEditionStates(context.database, { electionId: election.id, confirmedOnly: true });
  const editions = states.map(async (edition): Promise<PublicEdition> => {
    const { packId, proposedVersion } = edition;
    const before = await packOfVersion(context, packId, proposedVersion - 1);
    return { edition, before, after: await packOfVersion(context, packId, proposedVersion) };
  });
  return {
    pack: await packOfVersion(context, election.pack, election.packVersion),
    editions: await Promise.all(editions),
  };
}
