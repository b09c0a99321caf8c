import type { DecisionStatus } from '../../domain/decisions/decision.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A signed decision whose public text is still to be written or checked. */
export type PublicTextRow = {
  decisionId: string;
  number: string | null;
  status: DecisionStatus;
  title: string;
  language: 'ky' | 'ru' | 'en';
  signedAt: Instant | null;
  complaintId: string;
  complaintNumber: string;
};

/** Decisions of a commission that are signed and not yet published, the oldest first. */
export async function listPublicTextRows(database: Transaction, commissionId: string): Promise<PublicTextRow[]> {
  return database.query({
    name: 'public-texts-waiting',
    text: `select d.id as "decisionId", d.number, d.status, t.title, t.language, d.signed_at as "signedAt",
        c.id as "complaintId", c.number as "complaintNumber"
      from decision d
      join lateral (
        select body ->> 'title' as title, language from private.decision_text
        where decision_id = d.id and kind = 'full' order by version desc limit 1
      ) t on true
      join complaint c on c.decision_id = d.id
      where d.commission_id = $1 and d.status in ('signed', 'publicTextProposed')
      order by d.signed_at, d.number limit 500`,
    values: [commissionId],
  });
}
