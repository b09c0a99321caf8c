import { currentPublicText } from '../../domain/decisions/decision-text.ts';
import type { FirstText, PublicText } from '../../domain/decisions/decision-text.ts';
import type { DecisionForce } from '../../domain/decisions/decision.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { publicComplaintSelect } from './public-complaint-row.ts';
import type { PublicComplaintRow } from './public-complaint-row.ts';

/** The public rows of some complaints. */
export async function listComplaintRows(database: Transaction, ids: readonly string[]): Promise<PublicComplaintRow[]> {
  return database.query({
    name: 'complaints-by-ids',
    text: `${publicComplaintSelect} where c.id = any($1::uuid[]) order by c.received_at, c.id`,
    values: [ids],
  });
}

/** Complaints that attack a complaint's outcome or that there is none, the oldest first. */
export async function listAttackingIds(database: Transaction, id: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>({
    name: 'complaints-that-attack',
    text: `select id from complaint where attacks = $1 order by received_at, id`,
    values: [id],
  });
  return rows.map((row) => row.id);
}

/** A signed decision as everybody may know it; `text` is the public one, null before it is published. */
export type SignedDecisionRow = {
  id: string;
  number: string;
  signedAt: Instant;
  force: DecisionForce | null;
  replacedBy: string | null;
  forceGround: string | null;
  forceAt: Instant | null;
  publishedAt: Instant | null;
  text: PublicText | null;
};

/** The signed decisions among the given ones, the oldest first, with what became of their force. */
export async function listSignedDecisions(database: Transaction, ids: readonly string[]): Promise<SignedDecisionRow[]> {
  const rows = await database.query<Omit<SignedDecisionRow, 'text'> & { text: PublicText | FirstText | null }>({
    name: 'signed-decisions',
    text: `select d.id, d.number, d.signed_at as "signedAt", d.force, d.replaced_by as "replacedBy",
        f.ground as "forceGround", f.at as "forceAt", p.published_at as "publishedAt", p.body as text
      from decision d
      left join publication p on p.decision_id = d.id
      left join lateral (
        select e.payload::jsonb ->> 'ground' as ground, e.legal_at as at from event e
        where e.record_id = d.id and e.kind = 'DECISION_FORCE_CHANGED' order by e.seq desc limit 1
      ) f on true
      where d.id = any($1::uuid[]) and d.signed_at is not null order by d.signed_at, d.id`,
    values: [ids],
  });
  return rows.map((row) => ({ ...row, text: row.text && currentPublicText(row.text) }));
}
