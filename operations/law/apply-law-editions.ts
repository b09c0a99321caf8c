import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listDeadlineRows } from '../../persistence/complaints/case-page.ts';
import {
  countAdoptions,
  countProgress,
  listCasesOfOlderLaw,
  listUnfinishedEditions,
} from '../../persistence/law/edition-rows.ts';
import type { CaseOfOlderLaw } from '../../persistence/law/edition-rows.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { packOfVersion } from './find-pack.ts';

const system = { kind: 'system', name: 'sweeper' } as const;

/** One round: cases that came under the newest law, cases left for the next round, editions that are done. */
export type AppliedEditions = { adopted: number; left: number; finished: number; failures: readonly unknown[] };

/**
 * Brings open cases under the newest confirmed law, one transaction a case, at most `limit` a round. A case is pinned to
 * a version, so it is done once however often this runs or is interrupted; one that another act overtook is left for the
 * next round. A failure at one case does not keep the others back. When no case is left, the edition is applied.
 */
export async function applyLawEditions(context: OperationContext, limit = 100): Promise<AppliedEditions> {
  const result = { adopted: 0, left: 0, finished: 0, failures: new Array<unknown>() };
  for (let after: string | null = null; result.adopted < limit;) {
    const cases: CaseOfOlderLaw[] = await listCasesOfOlderLaw(context.database, { after, limit });
    for (const one of cases.slice(0, limit - result.adopted)) await attempt(context, one, result);
    if (cases.length < limit) break;
    after = cases.at(-1)?.id ?? null;
  }
  for (const { id } of await listUnfinishedEditions(context.database)) {
    if ((await finish(context, id)).ok) result.finished += 1;
  }
  return result;
}

async function attempt(
  context: OperationContext,
  one: CaseOfOlderLaw,
  result: { adopted: number; left: number; failures: unknown[] },
): Promise<void> {
  try {
    if ((await adoptPack(context, one)).ok) result.adopted += 1;
    else result.left += 1;
  } catch (error) {
    result.failures.push(error);
    result.left += 1;
  }
}

async function adoptPack(
  context: OperationContext,
  { id, packId, version, editionId, edition }: CaseOfOlderLaw,
): Promise<Outcome<unknown>> {
  const known = await readRecordState<ComplaintState>(context.database, id, 'complaint');
  const rows = await listDeadlineRows(context.database, id);
  const derivations = Object.fromEntries(rows.map(({ term, derivation }) => [term, derivation]));
  const pack = await packOfVersion(context, packId, version);
  const input = { editionId, edition, pack, derivations };
  return actOnRecords(context, {
    actor: system,
    anchor: id,
    acts: [{ subject: 'complaint', act: 'adoptPack', recordId: id, expectedVersion: known?.version ?? 0, input }],
  });
}

async function finish(context: OperationContext, editionId: string): Promise<Outcome<unknown>> {
  const { total, done } = await countProgress(context.database, editionId);
  const open = total - done;
  if (open > 0) return { ok: false, refusal: { code: 'LAW_EDITION_APPLYING', details: {} } };
  const counts = await countAdoptions(context.database, editionId);
  return actOnRecords(context, {
    actor: system,
    anchor: editionId,
    acts: [{ subject: 'lawEdition', act: 'finishLawEdition', recordId: editionId, input: { ...counts, open } }],
  });
}
