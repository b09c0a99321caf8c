import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A lawyer's check of a draft with its remarks, which are private. */
export type DraftCheckRow = {
  decisionId: string;
  draftVersion: number;
  checker: string;
  result: 'passed' | 'returned';
  remarks: string;
  checkedAt: Instant;
};

/** Adds a check; checks are never changed. */
export async function insertDraftCheck(tx: Transaction, row: DraftCheckRow): Promise<void> {
  await tx.query({
    text: `insert into private.draft_check (decision_id, draft_version, checker, result, remarks, checked_at)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [row.decisionId, row.draftVersion, row.checker, row.result, row.remarks, row.checkedAt],
  });
}

/** The checks of a draft, the newest first. */
export async function listDraftChecks(database: Transaction, decisionId: string): Promise<DraftCheckRow[]> {
  return database.query({
    text: `select decision_id as "decisionId", draft_version as "draftVersion", checker, result, remarks,
        checked_at as "checkedAt"
      from private.draft_check where decision_id = $1 order by checked_at desc, id desc limit 100`,
    values: [decisionId],
  });
}
