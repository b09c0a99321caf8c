import type { LawEditionState } from '../../domain/law-editions/law-edition.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isUniqueViolation } from '../../persistence/database.ts';
import { adoptProposedPack, readNewestVersion, readProposedPack } from '../../persistence/law/adopted-packs.ts';
import { moveVotingDay } from '../../persistence/law/edition-rows.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { plainAct } from '../records/plain-act.ts';
import { hashOfPack } from './propose-law-edition.ts';

/**
 * A second person confirms a change of the law by the hash of the pack that was looked at: from this moment it is the law
 * for new filings, and the worker brings the open cases under it. Refuses FOUR_EYES_SAME_PERSON, LAW_EDITION_CHANGED for
 * another hash, LAW_EDITION_OUTDATED when another change was confirmed since the proposal.
 */
export async function confirmLawEdition(
  context: OperationContext,
  actor: Actor,
  request: { editionId: string; packHash: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { editionId, packHash } = request;
  const known = await readRecordState<LawEditionState>(context.database, editionId, 'lawEdition');
  const proposed = await readProposedPack(context.database, editionId);
  if (!known || !proposed) return refuse('NOT_FOUND');
  if (hashOfPack(proposed.pack) !== known.state.packHash) return refuse('LAW_EDITION_CHANGED');
  let newest = 0;
  try {
    return await actOnRecords(context, {
      actor,
      anchor: editionId,
      before: async (tx) => {
        newest = await readNewestVersion(tx, known.state.packId);
        return granted(undefined);
      },
      lock: [editionId],
      acts: () =>
        granted([
          { subject: 'lawEdition', act: 'confirmLawEdition', recordId: editionId, input: { packHash, newest } },
        ]),
      alongside: async (tx) => {
        await adoptProposedPack(tx, editionId);
        await moveVotingDay(tx, proposed.pack.id, proposed.pack.votingDay);
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('LAW_EDITION_OUTDATED');
    throw error;
  }
}

/** A proposal that does not become law; who proposed it may take it back. */
export function rejectLawEdition(
  context: OperationContext,
  actor: Actor,
  { editionId }: { editionId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  return plainAct(context, actor, { subject: 'lawEdition', act: 'rejectLawEdition', recordId: editionId });
}
